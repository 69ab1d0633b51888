#pragma once
#include <string>
#include <vector>

#include "audit/checkpoint_file.h"
#include "support/server.h"

// A trail with a history, which tests spoil as a superuser and which is then put back.
namespace guildhall::tampering {

// What a verifier says: how it ends, and everything it tells.
struct Said {
    int verdict = 0;
    std::string text;
};

class TrailGround {
public:
    TrailGround();

    db::Session& superuser() { return server_.database().superuser(); }
    Uuid guild() const { return guild_; }
    Uuid other() const { return other_; }
    std::vector<std::int64_t> const& marks() const { return marks_; }  // where the guild's chain stood at each checkpoint
    std::int64_t last() const { return marks_.back(); }
    Signer const& signer() const { return signer_; }
    std::string const& checkpoints() const { return path_; }

    void restore();             // everything as it was after the last checkpoint
    void restore(int earlier);  // as a dump has it that was made at that checkpoint
    void work();                // somebody changes something, with its entries

    Said ours(Uuid chain);  // the server's own verifier, on the database
    Said ours(Uuid chain, std::string const& checkpoints);
    Said theirs(Uuid chain);            // the other one, on an export and the checkpoint file
    std::string export_of(Uuid chain);  // its path; signs how the chains stand now, in a file of its own

private:
    void keep(int number);
    std::string with_copy(std::string const& name);

    support::TestServer server_;
    Uuid guild_, other_;
    Signer signer_;
    std::string folder_, path_;
    audit::CheckpointFile file_;
    std::vector<std::int64_t> marks_;
};

// The other verifier as a program: tools/verify_audit.mjs.
Said by_node(std::vector<std::string> const& words);

}  // namespace guildhall::tampering
