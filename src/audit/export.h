#pragma once
#include <functional>
#include <iosfwd>
#include <string>

#include "audit/chain.h"

namespace guildhall::audit {

// One guild's trail as a file that anybody can check who has it, without the database and without learning of other guilds: JSON lines, as
// docs/audit.md describes them. First what it is, then the entries, the head, and each checkpoint that saw this chain move with the
// proof that this head was among those it was signed for.
class Export {
public:
    Export(std::ostream& out, Uuid chain, std::string const& name, Time now, Signer const& signer);

    void add(Entry const& entry);
    void add(Head const& head);
    void add_checkpoints(std::string_view file);  // the checkpoint file

private:
    std::ostream& out_;
    Uuid chain_;
};

// What an export says, checked. The keys it is checked by: those that are given, or where none is, the one within.
struct ExportCheck {
    Uuid chain;
    std::string name, kid;
    std::int64_t entries = 0, checkpoints = 0, under_checkpoint = 0;  // how many entries the last checkpoint covers
    std::vector<Finding> findings;
    std::vector<Mark> marks;  // that its checkpoints prove
};
// believed: other checkpoints of this chain, such as those of an older export. Failure(malformed): it is no export.
ExportCheck check_export(std::istream& in, PublicKeys keys, std::vector<Mark> believed = {});

}  // namespace guildhall::audit
