#include "audit/merkle.h"

#include <bit>
#include <span>

#include "base/secret.h"

namespace guildhall::audit {

namespace {

using Leaves = std::span<std::string const>;

std::string node_of(std::string const& left, std::string const& right)
{
    return sha256(std::string(1, '\1') + left + right);
}

// How many leaves lie on the left: the largest power of two that leaves something for the right.
std::size_t left_of(std::size_t count)
{
    return std::bit_ceil(count) / 2;
}

std::string root_over(Leaves leaves)
{
    if (leaves.empty())
        return sha256("");
    if (leaves.size() == 1)
        return leaves.front();
    auto const left = left_of(leaves.size());
    return node_of(root_over(leaves.first(left)), root_over(leaves.subspan(left)));
}

void prove(Leaves leaves, std::size_t index, std::vector<std::string>& proof)
{
    if (leaves.size() <= 1)
        return;
    auto const left = left_of(leaves.size());
    if (index < left) {
        prove(leaves.first(left), index, proof);
        proof.push_back(root_over(leaves.subspan(left)));
    } else {
        prove(leaves.subspan(left), index - left, proof);
        proof.push_back(root_over(leaves.first(left)));
    }
}

}  // namespace

std::string eight_bytes(std::int64_t number)
{
    std::string bytes;
    for (int shift = 56; shift >= 0; shift -= 8)
        bytes += static_cast<char>(static_cast<std::uint64_t>(number) >> shift & 0xff);
    return bytes;
}

std::string leaf_of(Head const& head)
{
    return sha256(std::string(1, '\0') + std::string(head.chain.bytes.begin(), head.chain.bytes.end()) + eight_bytes(head.seq) + head.hash);
}

std::string root_of(std::vector<std::string> const& leaves)
{
    return root_over(leaves);
}

std::vector<std::string> proof_of(std::vector<std::string> const& leaves, std::size_t index)
{
    std::vector<std::string> proof;
    prove(leaves, index, proof);
    return proof;
}

// RFC 9162, section 2.1.3.2.
std::string root_by(std::string leaf, std::size_t index, std::size_t count, std::vector<std::string> const& proof)
{
    if (index >= count)
        return {};
    auto last = count - 1;
    for (auto const& other : proof) {
        if (last == 0)
            return {};
        if (index & 1 || index == last) {
            leaf = node_of(other, leaf);
            while (!(index & 1) && index != 0) {
                index >>= 1;
                last >>= 1;
            }
        } else {
            leaf = node_of(leaf, other);
        }
        index >>= 1;
        last >>= 1;
    }
    return last == 0 ? leaf : std::string();
}

}  // namespace guildhall::audit
