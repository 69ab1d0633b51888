#include "audit/history.h"

#include <algorithm>

#include "base/failure.h"
#include "base/secret.h"

namespace guildhall::audit {

Verdict verdict_of(std::vector<Finding> const& findings)
{
    auto worst = Verdict::whole;
    for (auto const& finding : findings)
        if (worst == Verdict::whole || finding.verdict < worst)
            worst = finding.verdict;
    return worst;
}

std::vector<Finding> History::add(std::string_view line)
{
    auto const checkpoint = checkpoint_of(line);
    put(checkpoint.changed);
    auto findings = verifies_ ? judge(checkpoint) : std::vector<Finding>();
    if (verifies_)
        for (auto const& head : checkpoint.changed)
            marks_[head.chain].push_back({head.seq, head.hash, checkpoint.note.number, checkpoint.note.time});
    number_ = checkpoint.note.number;
    previous_ = sha256(line);
    last_ = checkpoint.note;
    return findings;
}

std::vector<Finding> History::judge(Checkpoint const& checkpoint) const
{
    auto const& note = checkpoint.note;
    auto const name = "checkpoint " + std::to_string(note.number);
    std::vector<Finding> findings;
    auto tell = [&](Verdict verdict, std::string const& what) { findings.push_back({verdict, {}, note.number, name + what}); };
    if (!is_signed(note, keys_))
        tell(Verdict::unsigned_, keys_.contains(note.kid) ? " has a signature that is not right"
                                                          : " is signed with the key " + note.kid + ", which is not believed");
    if (note.number != number_ + 1)
        tell(Verdict::file_broken, " follows number " + std::to_string(number_));
    if (note.previous != previous_)
        tell(Verdict::file_broken, " does not continue the line before it");
    if (note.time < last_.time)
        tell(Verdict::file_broken, " is older than the one before it");
    if (note.chains != heads_.size() || note.root != root_of(leaves()))
        tell(Verdict::file_broken, " does not say the heads that it was signed for");
    return findings;
}

void History::put(std::vector<Head> const& changed)
{
    for (auto const& head : changed) {
        heads_[head.chain] = head;
        leaves_[head.chain] = leaf_of(head);
    }
}

std::vector<std::string> History::leaves() const
{
    std::vector<std::string> all;
    all.reserve(leaves_.size());
    for (auto const& [chain, leaf] : leaves_)
        all.push_back(leaf);
    return all;
}

std::size_t History::index_of(Uuid chain) const
{
    return static_cast<std::size_t>(std::distance(heads_.begin(), heads_.find(chain)));
}

std::vector<Finding> read_history(std::string_view file, History& history)
{
    std::vector<Finding> findings;
    std::int64_t number = 0;
    while (!file.empty()) {
        auto const end = file.find('\n');
        auto const line = file.substr(0, end);
        ++number;
        try {
            if (end == file.npos)
                throw Failure(Problem::malformed, "It does not end.");
            for (auto& finding : history.add(line))
                findings.push_back(std::move(finding));
        } catch (Failure const& failure) {
            findings.push_back({Verdict::file_broken, {}, number, "line " + std::to_string(number) + " is no checkpoint"});
        }
        file.remove_prefix(end == file.npos ? file.size() : end + 1);
    }
    return findings;
}

}  // namespace guildhall::audit
