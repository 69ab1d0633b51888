// Every attack against the server as it is shipped, and against weak variants of it, which each group must find.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "attacks/attack.h"
#include "attacks/weak.h"

namespace guildhall::attacks {
namespace {

std::string name_of(Case const& which)
{
    return std::string(group_names[static_cast<std::size_t>(which.group)]) + "_" + which.name;
}

struct Counted {
    std::size_t cases = 0, tries = 0;
};

struct AnAttack : testing::TestWithParam<std::size_t> {
    static void TearDownTestSuite()
    {
        Counted all;
        std::printf("\n  group      cases   tries\n");
        for (auto const name : group_names) {
            auto const& group = counted[name];
            std::printf("  %-9.*s %6zu %7zu\n", static_cast<int>(name.size()), name.data(), group.cases, group.tries);
            all.cases += group.cases;
            all.tries += group.tries;
        }
        std::printf("  %-9s %6zu %7zu\n\n", "all", all.cases, all.tries);
    }

    static inline std::map<std::string_view, Counted> counted;
};

TEST_P(AnAttack, Fails)
{
    auto const& which = all_cases()[GetParam()];
    auto const outcome = outcome_of(which, ground(), shipped(ground()));
    auto& group = counted[group_names[static_cast<std::size_t>(which.group)]];
    ++group.cases;
    group.tries += outcome.tries;
    EXPECT_GT(outcome.tries, 0u) << which.tries;
    for (auto const& complaint : outcome.complaints)
        ADD_FAILURE() << which.tries << ": " << complaint;
}
INSTANTIATE_TEST_SUITE_P(, AnAttack, testing::Range<std::size_t>(0, all_cases().size()),
                         [](auto const& of) { return name_of(all_cases()[of.param]); });

struct AGroup : testing::TestWithParam<std::size_t> {};

TEST_P(AGroup, IsNotEmpty)
{
    std::size_t cases = 0;
    for (auto const& which : all_cases())
        cases += static_cast<std::size_t>(which.group) == GetParam();
    EXPECT_GE(cases, 5u);
}
INSTANTIATE_TEST_SUITE_P(, AGroup, testing::Range<std::size_t>(0, group_names.size()),
                         [](auto const& of) { return std::string(group_names[of.param]); });

TEST(TheAttacks, AreTwoHundredOrMoreEachWithANameAndALineThatSaysWhatItTries)
{
    std::set<std::string> names;
    for (auto const& which : all_cases()) {
        EXPECT_TRUE(names.insert(name_of(which)).second) << name_of(which) << " stands twice";
        EXPECT_GT(which.tries.size(), 10u) << name_of(which);
    }
    EXPECT_GE(names.size(), 200u);
}

// What a variant is weak in is found by the group that looks for it: by a case that finds less where the same machinery is not weak.
struct AWeakServer : testing::TestWithParam<std::size_t> {};

TEST_P(AWeakServer, IsCaught)
{
    auto const& weakness = weaknesses()[GetParam()];
    auto const weak = weakness.make(ground()), sound = not_weak(ground());
    for (auto const& which : all_cases()) {
        if (which.group != weakness.group)
            continue;
        auto const outcome = outcome_of(which, ground(), weak->target());
        auto const found = outcome.complaints.size();
        if (found == 0 || found <= outcome_of(which, ground(), sound->target()).complaints.size())
            continue;
        std::printf("%s, caught by %s: %.200s\n", weakness.what.c_str(), which.name.c_str(), outcome.complaints.back().c_str());
        return;
    }
    FAIL() << weakness.what << ", and no case tells";
}
INSTANTIATE_TEST_SUITE_P(, AWeakServer, testing::Range<std::size_t>(0, weaknesses().size()), [](auto const& of) {
    return std::string(group_names[static_cast<std::size_t>(weaknesses()[of.param].group)]) + "_" + weaknesses()[of.param].name;
});

TEST(TheWeakServers, AreOneOrMoreForEachGroup)
{
    std::set<Group> groups;
    for (auto const& weakness : weaknesses())
        groups.insert(weakness.group);
    EXPECT_EQ(groups.size(), group_names.size());
}

// Nothing but the weakness itself makes a case complain.
TEST(TheServerBesideTheOther, IsAsGoodWhereItIsNotWeak)
{
    auto const twin = not_weak(ground());
    for (auto const& which : all_cases())
        if (which.group == Group::csrf || which.group == Group::idor)
            for (auto const& complaint : outcome_of(which, ground(), twin->target()).complaints)
                ADD_FAILURE() << which.name << ": " << complaint;
}

}  // namespace
}  // namespace guildhall::attacks
