#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "base/id.h"

namespace guildhall::audit {

// Where a chain ends: that of a guild, or the platform's (000…). hash: 32 bytes.
struct Head {
    Uuid chain;
    std::int64_t seq = 0;
    std::string hash;
    bool operator==(Head const&) const = default;
};

// One tree over the heads of all chains, as in RFC 9162 (section 2.1): from a leaf and its proof the root follows, and nothing is learnt of
// the other leaves but their hashes, of which each has the hash of a head in it that nobody outside that guild can guess.
std::string leaf_of(Head const& head);
std::string root_of(std::vector<std::string> const& leaves);
std::vector<std::string> proof_of(std::vector<std::string> const& leaves, std::size_t index);
// "" where the proof cannot be one.
std::string root_by(std::string leaf, std::size_t index, std::size_t count, std::vector<std::string> const& proof);

std::string eight_bytes(std::int64_t number);  // big endian

}  // namespace guildhall::audit
