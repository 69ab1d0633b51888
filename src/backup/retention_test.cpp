#include "backup/retention.h"

#include <gmock/gmock.h>

namespace guildhall::backup {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

namespace {

std::vector<std::string> daily(int days)
{
    std::vector<std::string> names;
    auto const last = Time::parse("2026-11-23T03:00:00Z")->microseconds;
    for (int i = 0; i < days; ++i)
        names.push_back(name_at({last - i * 86'400'000'000}));
    return names;
}

}  // namespace

TEST(ANameOfABackup, IsItsTime)
{
    auto const time = Time::parse("2026-11-23T06:15:01Z").value();
    EXPECT_EQ(name_at(time), "guildhall-20261123T061501Z");
    EXPECT_EQ(time_of("guildhall-20261123T061501Z"), time);
    for (auto const* other : {"guildhall-20261123T061501Z.partial", "guildhall-20261323T061501Z", "another-20261123T061501Z", ""})
        EXPECT_FALSE(time_of(other)) << other;
}

TEST(WhatIsKept, IsTheLastOfDaysWeeksAndMonths)
{
    auto const names = daily(100);
    auto const gone = no_longer_kept(names, {.days = 3, .weeks = 2, .months = 2});
    std::vector<std::string> kept;
    for (auto const& name : names)
        if (std::ranges::find(gone, name) == gone.end())
            kept.push_back(name.substr(10, 8));
    EXPECT_THAT(kept, ElementsAre("20261123", "20261122", "20261121", "20261031"));  // the 22nd is a Sunday, the last of its week
}

TEST(WhatIsKept, IsTheLastOfADay)
{
    EXPECT_THAT(no_longer_kept({"guildhall-20261123T030000Z", "guildhall-20261123T150000Z"}, {.days = 2, .weeks = 0, .months = 0}),
                ElementsAre("guildhall-20261123T030000Z"));
}

TEST(WhatIsKept, IsTheNewestWhateverIsAsked)
{
    EXPECT_THAT(no_longer_kept(daily(5), {.days = 0, .weeks = 0, .months = 0}), SizeIs(4));
    EXPECT_THAT(no_longer_kept(daily(1), {.days = 0, .weeks = 0, .months = 0}), IsEmpty());
}

TEST(WhatIsKept, LeavesAloneWhatIsNoBackup)
{
    EXPECT_THAT(no_longer_kept({"lost+found", "guildhall-20261123T030000Z", "guildhall-20200101T000000Z.partial"}, {1, 1, 1}), IsEmpty());
}

TEST(WhatIsKept, IsSaidByThreeNumbers)
{
    auto const keep = Keep::parse("14,8,24").value();
    EXPECT_EQ(keep.days, 14);
    EXPECT_EQ(keep.months, 24);
    for (auto const* wrong : {"", "7", "7,5", "7,5,", "7,5,12,1", "a,b,c", "7,-1,3", "7, 5,12"})
        EXPECT_FALSE(Keep::parse(wrong)) << wrong;
}

}  // namespace guildhall::backup
