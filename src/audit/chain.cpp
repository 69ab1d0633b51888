#include "audit/chain.h"

#include <algorithm>

#include "base/secret.h"

namespace guildhall::audit {

namespace {

std::string bytes(Uuid const& id)
{
    return {id.bytes.begin(), id.bytes.end()};
}

// Length first, so that no two different entries have the same bytes.
std::string measured(std::string const& text)
{
    return eight_bytes(static_cast<std::int64_t>(text.size())).substr(4) + text;
}

}  // namespace

std::string hash_of(Entry const& entry)
{
    return sha256(bytes(entry.chain) + eight_bytes(entry.seq) + eight_bytes(entry.at.microseconds) + bytes(entry.actor) +
                  (entry.on_behalf_of ? '\1' + bytes(*entry.on_behalf_of) : std::string(1, '\0')) + eight_bytes(entry.spot_pos) +
                  measured(entry.action) + measured(entry.object) + measured(entry.request_id) + entry.digest + entry.previous);
}

std::string before_the_first()
{
    return sha256("guildhall");
}

ChainCheck::ChainCheck(Uuid chain, std::vector<Mark> marks) : chain_(chain), marks_(std::move(marks))
{
    std::ranges::stable_sort(marks_, {}, &Mark::seq);
    while (next_mark_ < marks_.size() && marks_[next_mark_].seq == 0)
        ++next_mark_;
}

bool ChainCheck::fits(Entry const& entry) const
{
    return entry.chain == chain_ && entry.seq == last_seq_ + 1 && entry.previous == last_ && entry.hash == hash_of(entry) &&
           (!entry.payload || entry.digest == sha256(entry.salt + *entry.payload));
}

void ChainCheck::add(Entry const& entry)
{
    if (!fits(entry))
        broken(std::min(entry.seq, last_seq_ + 1), "does not fit");
    ++entries_;
    last_seq_ = entry.seq;
    last_ = entry.hash;
    compare(entry.seq, entry.hash);
}

// Checkpoints of entries that were passed over have nothing to be held against: the gap is told already.
void ChainCheck::compare(std::int64_t seq, std::string const& hash)
{
    for (; next_mark_ < marks_.size() && marks_[next_mark_].seq <= seq; ++next_mark_) {
        auto const& mark = marks_[next_mark_];
        if (mark.seq == seq && mark.hash == hash)
            believed_ = std::max(believed_, seq);
        else if (mark.seq == seq && !rewritten_)
            rewritten_ = Finding{Verdict::rewritten, chain_, believed_ + 1,
                                 "is not the one that checkpoint " + std::to_string(mark.number) + " of " + mark.time.text() +
                                     " saw up to " + std::to_string(mark.seq)};
    }
}

void ChainCheck::broken(std::int64_t seq, std::string what)
{
    if (!broken_)
        broken_ = Finding{Verdict::broken, chain_, seq, std::move(what)};
}

std::vector<Finding> ChainCheck::finish(std::optional<Head> const& head)
{
    if (!head || head->seq != last_seq_ || head->hash != last_)
        broken(last_seq_ + 1, !head ? "has no head" : "is missing: the chain's head is " + std::to_string(head->seq));
    std::vector<Finding> findings;
    for (auto const& found : {broken_, rewritten_})
        if (found)
            findings.push_back(*found);
    if (next_mark_ < marks_.size()) {
        auto const& mark = marks_[next_mark_];
        findings.push_back({Verdict::cut, chain_, last_seq_ + 1,
                            "is gone: checkpoint " + std::to_string(mark.number) + " of " + mark.time.text() + " saw the chain up to " +
                                std::to_string(marks_.back().seq)});
    }
    return findings;
}

}  // namespace guildhall::audit
