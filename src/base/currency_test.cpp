#include "base/currency.h"

#include <gtest/gtest.h>

#include <limits>
#include <stdexcept>

using namespace guildhall;

TEST(ACurrency, HasTheDecimalsOfIso4217)
{
    for (auto [code, decimals] : {std::pair{"EUR", 2},
                                  {"USD", 2},
                                  {"JPY", 0},
                                  {"KRW", 0},
                                  {"ISK", 0},
                                  {"CLP", 0},
                                  {"KWD", 3},
                                  {"BHD", 3},
                                  {"TND", 3},
                                  {"CLF", 4},
                                  {"UYW", 4},
                                  {"HUF", 2},
                                  {"MGA", 2},
                                  {"AED", 2},
                                  {"ZWG", 2}})
        EXPECT_EQ(minor_units(code), decimals) << code;
}

TEST(ACurrency, IsNotACodeThatNobodyPaysWith)
{
    for (auto code : {"", "EU", "EURO", "eur", "XXX", "XTS", "XAU", "XDR", "DEM", "HRK", "AAA", "ZZZ", "€"})
        EXPECT_FALSE(minor_units(code)) << code;
}

TEST(Money, IsWrittenWithAllDecimalsOfItsCurrency)
{
    EXPECT_EQ(money_text(123450, "EUR"), "1234.50");
    EXPECT_EQ(money_text(5, "EUR"), "0.05");
    EXPECT_EQ(money_text(-5, "EUR"), "-0.05");
    EXPECT_EQ(money_text(0, "EUR"), "0.00");
    EXPECT_EQ(money_text(1234, "JPY"), "1234");
    EXPECT_EQ(money_text(0, "JPY"), "0");
    EXPECT_EQ(money_text(-1234, "KWD"), "-1.234");
    EXPECT_EQ(money_text(7, "CLF"), "0.0007");
    EXPECT_THROW(money_text(1, "XXX"), std::invalid_argument);
}

TEST(Money, IsReadWithAtMostTheDecimalsOfItsCurrency)
{
    EXPECT_EQ(parse_money("1234.50", "EUR"), 123450);
    EXPECT_EQ(parse_money("1234.5", "EUR"), 123450);
    EXPECT_EQ(parse_money("1234", "EUR"), 123400);
    EXPECT_EQ(parse_money("-0.01", "EUR"), -1);
    EXPECT_EQ(parse_money("1234", "JPY"), 1234);
    EXPECT_EQ(parse_money("1.234", "KWD"), 1234);
    for (auto text : {"", "-", ".5", "5.", "1.234", "1,50", "1e3", "+1", " 1", "1 ", "--1", "1.2.3", "1.-5"})
        EXPECT_FALSE(parse_money(text, "EUR")) << text;
    EXPECT_FALSE(parse_money("1.0", "JPY"));
    EXPECT_THROW(parse_money("1", "xyz"), std::invalid_argument);
}

TEST(Money, ComesBackUpToTheLimitsOf64Bits)
{
    for (auto amount :
         {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max(), std::int64_t{-1}, std::int64_t{99}})
        for (auto const& currency : currencies())
            ASSERT_EQ(parse_money(money_text(amount, currency.code), currency.code), amount) << currency.code;
    EXPECT_FALSE(parse_money("92233720368547758.08", "EUR"));
    EXPECT_FALSE(parse_money("-92233720368547758.09", "EUR"));
    EXPECT_FALSE(parse_money("99999999999999999999999", "EUR"));
}
