#pragma once
#include <optional>
#include <string>
#include <vector>

#include "audit/history.h"

namespace guildhall::audit {

// One entry as it lies in the database. payload: as PostgreSQL writes it; none where it was dropped.
struct Entry {
    Uuid chain;
    std::int64_t seq = 0;
    Time at;
    Uuid actor;
    std::optional<Uuid> on_behalf_of;
    std::int64_t spot_pos = 0;
    std::string action, object, request_id;
    std::string salt;
    std::optional<std::string> payload;
    std::string digest, previous, hash;
};
std::string hash_of(Entry const& entry);
std::string before_the_first();  // what the first entry of a chain has as `previous`

// Follows one chain from its first entry on, and holds it against its head and the checkpoints that saw it.
class ChainCheck {
public:
    ChainCheck(Uuid chain, std::vector<Mark> marks);

    void add(Entry const& entry);
    // head: what the database says of the chain's end; none if it says nothing.
    std::vector<Finding> finish(std::optional<Head> const& head);

    std::int64_t entries() const { return entries_; }

private:
    bool fits(Entry const& entry) const;
    void compare(std::int64_t seq, std::string const& hash);
    void broken(std::int64_t seq, std::string what);

    Uuid chain_;
    std::vector<Mark> marks_;  // ascending
    std::size_t next_mark_ = 0;
    std::int64_t entries_ = 0, last_seq_ = 0, believed_ = 0;  // believed_: as far as the checkpoints confirm it
    std::string last_ = before_the_first();
    std::optional<Finding> broken_, rewritten_;
};

}  // namespace guildhall::audit
