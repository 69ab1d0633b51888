#include "audit/merkle.h"

#include <gtest/gtest.h>

#include "base/secret.h"

namespace guildhall::audit {
namespace {

std::vector<std::string> leaves(std::size_t count)
{
    std::vector<std::string> all;
    for (std::size_t i = 0; i < count; ++i)
        all.push_back(leaf_of({Uuid::make(), static_cast<std::int64_t>(i), sha256(std::to_string(i))}));
    return all;
}

TEST(TheTree, ProvesEachOfItsLeavesAndNoOther)
{
    for (std::size_t count = 1; count <= 33; ++count) {
        auto const all = leaves(count);
        auto const root = root_of(all);
        for (std::size_t index = 0; index < count; ++index) {
            auto const proof = proof_of(all, index);
            EXPECT_EQ(root_by(all[index], index, count, proof), root) << index << " of " << count;
            EXPECT_NE(root_by(sha256("another"), index, count, proof), root);
            EXPECT_NE(root_by(all[index], index + 1, count, proof), root) << index << " of " << count;
            EXPECT_LE(proof.size(), 6u);
            auto longer = proof;
            longer.push_back(sha256("more"));
            EXPECT_EQ(root_by(all[index], index, count, longer), "");
        }
    }
}

// The vectors of certificate transparency's reference implementation are for other leaves; these hold for the nodes above them.
TEST(TheTree, IsThatOfTheStandard)
{
    auto const all = leaves(3);
    auto node = [](std::string const& left, std::string const& right) { return sha256("\1" + left + right); };
    EXPECT_EQ(root_of({}), sha256(""));
    EXPECT_EQ(root_of({all[0]}), all[0]);
    EXPECT_EQ(root_of(all), node(node(all[0], all[1]), all[2]));
    EXPECT_EQ(proof_of(all, 2), std::vector<std::string>{node(all[0], all[1])});
}

TEST(ALeaf, SaysChainPlaceAndHash)
{
    Head const head{Uuid::make(), 41, sha256("x")};
    auto other = head;
    EXPECT_EQ(leaf_of(head), leaf_of(other));
    other.seq = 42;
    EXPECT_NE(leaf_of(head), leaf_of(other));
    other = head;
    other.chain = Uuid::make();
    EXPECT_NE(leaf_of(head), leaf_of(other));
    other = head;
    other.hash = sha256("y");
    EXPECT_NE(leaf_of(head), leaf_of(other));
    EXPECT_EQ(hex(eight_bytes(-2)), "fffffffffffffffe");
    EXPECT_EQ(hex(eight_bytes(258)), "0000000000000102");
}

}  // namespace
}  // namespace guildhall::audit
