#include "base/decimal.h"

#include <gtest/gtest.h>

using namespace guildhall;

TEST(ADecimal, IsWrittenInTheShortestWay)
{
    for (auto [typed, text] : {std::pair{"2", "2"},
                               {"2.000000", "2"},
                               {"99.34", "99.34"},
                               {"99.340", "99.34"},
                               {"0.000001", "0.000001"},
                               {"-0.5", "-0.5"},
                               {"-0", "0"},
                               {"-0.0", "0"},
                               {"007", "7"},
                               {"10", "10"},
                               {"0.100001", "0.100001"},
                               {"99999999999999.999999", "99999999999999.999999"},
                               {"-99999999999999.999999", "-99999999999999.999999"}}) {
        auto decimal = Decimal::parse(typed);
        ASSERT_TRUE(decimal) << typed;
        EXPECT_EQ(decimal->text(), text);
    }
}

TEST(ADecimal, IsRefusedWhenItIsWrittenInAnyOtherWay)
{
    for (auto text : {"",
                      "-",
                      ".",
                      ".5",
                      "5.",
                      "+5",
                      "1e3",
                      "1E3",
                      "0x10",
                      "1,5",
                      "1 000",
                      " 1",
                      "1 ",
                      "--1",
                      "1.2.3",
                      "1.0000001",
                      "NaN",
                      "Infinity",
                      "100000000000000",
                      "0.1234567",
                      "1.-5",
                      "-.5",
                      "١"})
        EXPECT_FALSE(Decimal::parse(text)) << text;
    EXPECT_FALSE(Decimal::parse(std::string_view("1\0", 2)));
}

TEST(ADecimal, ComesBackAsItWasWritten)
{
    for (__int128 millionths = -99'999'999'999'999'999; millionths < 99'999'999'999'999'999; millionths += 1'234'567'890'123) {
        Decimal decimal{millionths};
        ASSERT_EQ(Decimal::parse(decimal.text()), decimal) << decimal.text();
    }
}

TEST(ADecimal, AddsComparesAndKnowsItsLimits)
{
    auto greatest = *Decimal::parse("99999999999999.999999");
    auto least = *Decimal::parse("0.000001");
    EXPECT_TRUE(greatest.fits());
    EXPECT_FALSE((greatest + least).fits());
    EXPECT_FALSE((-greatest - least).fits());
    EXPECT_EQ((greatest + least).text(), "100000000000000");
    EXPECT_EQ(Decimal::of(3) - *Decimal::parse("0.1"), *Decimal::parse("2.9"));
    EXPECT_LT(Decimal::of(-1), Decimal::of(0));
    EXPECT_GT(least, Decimal{});
}
