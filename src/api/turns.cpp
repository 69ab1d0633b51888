#include "api/turns.h"

#include <algorithm>
#include <cstring>
#include <functional>

namespace guildhall {

namespace {
constexpr std::size_t most_known = 20'000;  // sessions: 1 MB
}

std::size_t Turns::Hash::operator()(Uuid const& id) const
{
    std::size_t bits = 0;
    std::memcpy(&bits, id.bytes.data() + id.bytes.size() - sizeof bits, sizeof bits);
    return bits;
}

// A proof is random: its first half tells sessions apart.
Uuid Turns::beginning(std::string_view proof)
{
    Uuid half;
    std::copy_n(proof.begin(), std::min(proof.size(), half.bytes.size()), half.bytes.begin());
    return half;
}

Uuid Turns::of_address(std::string_view address)
{
    Uuid turn;
    auto const bits = std::hash<std::string_view>()(address);
    std::memcpy(turn.bytes.data(), &bits, sizeof bits);
    return turn;
}

Uuid Turns::of(std::string_view proof, std::string_view address) const
{
    auto const known = guilds_.find(beginning(proof));
    return known == guilds_.end() ? of_address(address) : known->second;
}

void Turns::learn(std::string_view proof, Uuid guild)
{
    if (guilds_.size() >= most_known)
        guilds_.clear();
    guilds_[beginning(proof)] = guild;
}

}  // namespace guildhall
