#include "base/exact.h"

#include <gtest/gtest.h>

#include <limits>
#include <random>

using namespace guildhall;

namespace {
std::int64_t whole(Exact const& number)
{
    return number.whole().value();
}
}  // namespace

TEST(AnExactNumber, IsRoundedHalfAwayFromZero)
{
    for (auto [number, rounded] : {std::pair{25, 3}, {24, 2}, {-25, -3}, {-24, -2}, {0, 0}, {5, 1}, {-5, -1}, {4, 0}, {-4, 0}, {29, 3}})
        EXPECT_EQ(whole(Exact(number).rounded(10)), rounded) << number;
    EXPECT_EQ(whole(Exact(1).rounded(3)), 0);
    EXPECT_EQ(whole(Exact(2).rounded(3)), 1);
    EXPECT_EQ(whole(Exact(-7).rounded(1)), -7);
}

TEST(AnExactNumber, IsFlooredTowardsMinusInfinity)
{
    for (int number = -30; number <= 30; ++number) {
        auto quotient = whole(Exact(number).floored(7)), rest = whole(Exact(number).remainder(7));
        EXPECT_EQ(quotient * 7 + rest, number);
        EXPECT_TRUE(rest >= 0 && rest < 7);
    }
}

TEST(AnExactNumber, IsRoundedOnceOverTwoDivisors)
{
    for (int number = -200; number <= 200; ++number)
        EXPECT_EQ(whole(Exact(number).truncated(3).rounded(4)), whole(Exact(number).rounded(12))) << number;
}

TEST(AnExactNumber, AgreesWithOrdinaryArithmeticWhereThatIsExact)
{
    std::mt19937_64 random(7);
    for (int i = 0; i < 20'000; ++i) {
        auto a = static_cast<std::int64_t>(random()) >> (random() % 40 + 3), b = static_cast<std::int64_t>(random()) >> (random() % 40 + 3);
        auto divisor = random() % 1'000'000'000 + 1;
        EXPECT_EQ(whole(Exact(a) + Exact(b)), a + b);
        EXPECT_EQ(whole(Exact(a) - Exact(b)), a - b);
        auto product = static_cast<__int128>(a) * b;
        if (auto shown = (Exact(a) * Exact(b)).floored(divisor).whole()) {
            auto quotient = product / static_cast<__int128>(divisor);
            if (product % static_cast<__int128>(divisor) < 0)
                --quotient;
            EXPECT_EQ(*shown, static_cast<std::int64_t>(quotient));
        }
    }
}

TEST(AnExactNumber, HoldsTheProductOfThreeOfTheGreatestDecimals)
{
    Exact greatest(*Decimal::parse("99999999999999.999999"));
    Exact cube = greatest * greatest * greatest;
    constexpr std::uint64_t ten_to_18 = 1'000'000'000'000'000'000;
    EXPECT_FALSE(cube.whole());
    // (10^20 - 1)^3 = 10^60 - 3·10^40 + 3·10^20 - 1
    Exact power = Exact(ten_to_18) * Exact(100);
    EXPECT_EQ(whole(cube - (power * power * power - Exact(3) * power * power + Exact(3) * power)), -1);
    EXPECT_EQ(whole((-cube).floored(ten_to_18).floored(ten_to_18).floored(ten_to_18)), -1'000'000);
}

TEST(AnExactNumber, SaysWhenItDoesNotFit64Bits)
{
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    constexpr auto least = std::numeric_limits<std::int64_t>::min();
    EXPECT_EQ(Exact(most).whole(), most);
    EXPECT_EQ(Exact(least).whole(), least);
    EXPECT_FALSE((Exact(most) + Exact(1)).whole());
    EXPECT_FALSE((Exact(least) - Exact(1)).whole());
}

TEST(AnExactNumber, IsNeverSilentlyCutAt256Bits)
{
    Exact two_to_126(static_cast<__int128>(1) << 126);
    Exact two_to_252 = two_to_126 * two_to_126;
    EXPECT_THROW(two_to_252 * Exact(16), std::overflow_error);
    EXPECT_THROW(two_to_252 * two_to_126, std::overflow_error);
    Exact sum = two_to_252 * Exact(8);
    EXPECT_THROW(sum + sum, std::overflow_error);
    EXPECT_THROW(sum.rounded(0), std::domain_error);
}
