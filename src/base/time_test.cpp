#include "base/time.h"

#include <gtest/gtest.h>

using namespace guildhall;

TEST(ATime, IsWrittenInUtcWithMicroseconds)
{
    EXPECT_EQ(Time{0}.text(), "1970-01-01T00:00:00.000000Z");
    EXPECT_EQ(Time{-1}.text(), "1969-12-31T23:59:59.999999Z");
    EXPECT_EQ(Time{1'795'298'100'123'456}.text(), "2026-11-21T21:55:00.123456Z");
}

TEST(ATime, IsReadFromRfc3339)
{
    auto expected = Time{1'795'298'100'123'456};
    for (auto text : {"2026-11-21T21:55:00.123456Z", "2026-11-21t21:55:00.123456z", "2026-11-21T22:55:00.123456+01:00",
                      "2026-11-21T16:25:00.123456-05:30", "2026-11-22T00:55:00.123456789+03:00"})
        EXPECT_EQ(Time::parse(text), expected) << text;
    EXPECT_EQ(Time::parse("2026-11-21T21:55:00.1Z"), Time{1'795'298'100'100'000});
    EXPECT_EQ(Time::parse("2026-11-21T21:55:00-00:00"), Time{1'795'298'100'000'000});
}

TEST(ATime, ComesBackAsItWasWritten)
{
    for (std::int64_t at = -62'135'596'800'000'000; at < 253'402'300'800'000'000; at += 7'777'777'777'777) {
        auto again = Time::parse(Time{at}.text());
        ASSERT_TRUE(again) << Time{at}.text();
        ASSERT_EQ(again->microseconds, at);
    }
}

TEST(ATime, IsRefusedWhenItIsNotOne)
{
    for (auto text : {"",
                      "2026-11-21",
                      "2026-11-21T21:55:00",
                      "2026-11-21 21:55:00Z",
                      "2026-11-21T21:55Z",
                      "2026-11-21T24:00:00Z",
                      "2026-11-21T21:60:00Z",
                      "2026-11-21T21:55:60Z",
                      "2026-11-21T21:55:00.Z",
                      "2026-11-21T21:55:00.1234567890Z",
                      "2026-11-21T21:55:00+1:00",
                      "2026-11-21T21:55:00+0100",
                      "2026-11-21T21:55:00+24:00",
                      "2026-11-21T21:55:00Z ",
                      " 2026-11-21T21:55:00Z",
                      "2026-02-29T00:00:00Z",
                      "0001-01-01T00:00:00+00:01",
                      "9999-12-31T23:59:59-00:01",
                      "2026-11-21T21:55:-1Z",
                      "infinity"})
        EXPECT_FALSE(Time::parse(text)) << text;
}

TEST(ADate, KnowsTheCalendar)
{
    EXPECT_EQ(Date::parse("1970-01-01"), Date{0});
    EXPECT_EQ(Date::parse("2000-02-29"), Date{11'016});
    EXPECT_EQ(Date{-1}.text(), "1969-12-31");
    EXPECT_EQ(Date::parse("0001-01-01")->text(), "0001-01-01");
    EXPECT_EQ(Date::parse("9999-12-31")->text(), "9999-12-31");
    for (auto text : {"", "1900-02-29", "2026-13-01", "2026-00-01", "2026-01-00", "2026-04-31", "26-01-01", "2026-1-1", "0000-01-01",
                      "2026/01/01", "2026-01-01T", "-001-01-01"})
        EXPECT_FALSE(Date::parse(text)) << text;
}

TEST(ADate, OfATimeBefore1970IsTheDayItLiesIn)
{
    EXPECT_EQ(Date::of(Time{-1}).text(), "1969-12-31");
    EXPECT_EQ(Date::of(Time{0}).text(), "1970-01-01");
    EXPECT_EQ(Date::of(*Time::parse("2026-11-21T23:59:59.999999Z")).text(), "2026-11-21");
}
