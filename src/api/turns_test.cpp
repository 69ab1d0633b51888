#include "api/turns.h"

#include <gtest/gtest.h>

#include "api/allowance.h"

using namespace guildhall;
using namespace std::chrono_literals;

TEST(Turns, AreTakenByGuildOnceItIsKnownAndByAddressBefore)
{
    Turns turns;
    std::string const one(32, 'a'), other(32, 'b');
    EXPECT_EQ(turns.of(one, "192.0.2.1"), turns.of(other, "192.0.2.1"));
    EXPECT_NE(turns.of(one, "192.0.2.1"), turns.of(one, "192.0.2.2"));
    auto const guild = Uuid::make();
    turns.learn(one, guild);
    EXPECT_TRUE(turns.knows(one));
    EXPECT_FALSE(turns.knows(other));
    EXPECT_EQ(turns.of(one, "192.0.2.1"), guild);
    EXPECT_NE(turns.of(other, "192.0.2.1"), guild);
}

TEST(AnAllowance, IsUsedUpAndComesBackWithTime)
{
    Allowance allowance(10, 3);
    auto const begin = Allowance::Clock::now();
    for (int i = 0; i < 3; ++i)
        EXPECT_TRUE(allowance.take("one", begin));
    EXPECT_FALSE(allowance.take("one", begin));
    EXPECT_TRUE(allowance.take("other", begin));
    EXPECT_TRUE(allowance.take("one", begin + 100ms));
    EXPECT_FALSE(allowance.take("one", begin + 100ms));
    for (int i = 0; i < 3; ++i)
        EXPECT_TRUE(allowance.take("one", begin + 1h));
    EXPECT_FALSE(allowance.take("one", begin + 1h));
}
