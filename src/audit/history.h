#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "audit/checkpoint.h"

namespace guildhall::audit {

// How things stand. The number is what `guildhall audit verify` ends with; of several findings it is the lowest above 0.
enum class Verdict {
    whole = 0,
    broken = 1,         // an entry of a chain does not fit
    not_checked = 2,    // what should be checked could not be read
    cut = 3,            // a chain ends before a checkpoint: its end was cut off, or an older state was restored
    rewritten = 4,      // a chain is whole in itself, and is not the one that a checkpoint saw
    file_broken = 5,    // the checkpoint file itself: a line is missing, changed, or in another place
    unsigned_ = 6,      // a signature is wrong, or by a key that is not believed
    no_checkpoint = 7,  // there is nothing to hold the chains against
};

struct Finding {
    Verdict verdict = Verdict::whole;
    Uuid chain;            // 000…: the platform's, or none
    std::int64_t seq = 0;  // the first entry, or line of a file, that is not to be believed
    std::string what;
};
Verdict verdict_of(std::vector<Finding> const& findings);

// What a checkpoint says of one chain.
struct Mark {
    std::int64_t seq = 0;
    std::string hash;
    std::int64_t number = 0;
    Time time;
};

// A checkpoint file, read line by line from its beginning.
class History {
public:
    // Without keys nothing is verified: the one who writes the file reads its own lines.
    explicit History(PublicKeys keys = {}) : keys_(std::move(keys)), verifies_(!keys_.empty()) {}

    // Its findings; Failure(malformed) where it is no checkpoint at all.
    std::vector<Finding> add(std::string_view line);

    PublicKeys const& keys() const { return keys_; }
    std::int64_t number() const { return number_; }
    std::string const& previous() const { return previous_; }
    std::map<Uuid, Head> const& heads() const { return heads_; }
    std::map<Uuid, std::vector<Mark>> const& marks() const { return marks_; }
    Note const& last() const { return last_; }

    std::vector<std::string> leaves() const;     // in the order of the chains' ids
    std::size_t index_of(Uuid chain) const;      // among the leaves
    void put(std::vector<Head> const& changed);  // heads alone

private:
    std::vector<Finding> judge(Checkpoint const& checkpoint) const;

    PublicKeys keys_;
    bool verifies_;
    std::int64_t number_ = 0;
    std::string previous_ = first_previous();
    Note last_;
    std::map<Uuid, Head> heads_;
    std::map<Uuid, std::string> leaves_;
    std::map<Uuid, std::vector<Mark>> marks_;  // by chain, in the order of the file; only where it is verified
};

// A whole file: its findings, each with the number of its line as seq.
std::vector<Finding> read_history(std::string_view file, History& history);

}  // namespace guildhall::audit
