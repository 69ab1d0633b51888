#include "estimates/totals.h"

#include "base/failure.h"

#include <gtest/gtest.h>

#include <random>

using namespace guildhall;
using namespace guildhall::estimates;

namespace {

TotalsLine line(char const* quantity, char const* price, char const* rate = "20", char const* category = "S")
{
    TotalsLine line;
    line.quantity = *Decimal::parse(quantity);
    line.unit_price = *Decimal::parse(price);
    line.tax_rate = *Decimal::parse(rate);
    line.tax_category = category;
    return line;
}

TotalsInput euros(std::vector<TotalsLine> lines)
{
    TotalsInput input;
    input.currency = "EUR";
    input.lines = std::move(lines);
    return input;
}

std::vector<FieldProblem> problems(TotalsInput const& input)
{
    try {
        totals_of(input);
    } catch (Failure const& failure) {
        EXPECT_EQ(failure.problem, Problem::invalid);
        return failure.fields;
    }
    ADD_FAILURE() << "was not refused";
    return {};
}

// A document of any kind that the rules allow, with returns and, now and then, large amounts.
TotalsInput random_input(std::mt19937_64& random)
{
    auto below = [&](std::uint64_t limit) { return static_cast<std::int64_t>(random() % limit); };
    TotalsInput input;
    input.currency = std::array{"EUR", "JPY", "KWD", "CLF"}[below(4)];
    for (auto count = below(12); count >= 0; --count) {
        TotalsLine one;
        one.quantity = {below(below(2) ? 10'000'000 : 5'000'000'000) - 1'000'000};
        one.unit_price = {below(below(2) ? 100'000'000 : 100'000'000'000)};
        one.discount_percent = {below(3) ? 0 : below(100'000'001)};
        one.tax_category = "S";
        one.tax_rate = {std::array{20'000'000, 7'000'000, 8'100'000, 0, 13'456'789}[below(5)]};
        input.lines.push_back(one);
    }
    input.document_discount_percent = {below(2) ? 0 : below(100'000'001)};
    input.prices_include_tax = below(2);
    input.tax_rounding = below(2) ? TaxRounding::line : TaxRounding::group;
    input.cash_rounding = below(2) ? 0 : 5;
    input.paid = below(2) ? 0 : below(1'000'000);
    return input;
}

TotalsInput mirrored(TotalsInput input)
{
    for (auto& one : input.lines)
        one.quantity = -one.quantity;
    input.paid = -input.paid;
    return input;
}

}  // namespace

TEST(ADocument, RoundsTaxOncePerGroup)
{
    auto input = euros({line("1", "299.33"), line("1", "179.33"), line("1", "99.34")});
    auto totals = totals_of(input);
    EXPECT_EQ(totals.net, 57800);
    EXPECT_EQ(totals.tax, 11560);
    EXPECT_EQ(totals.gross, 69360);
    EXPECT_EQ(totals.due, 69360);
    input.tax_rounding = TaxRounding::line;
    EXPECT_EQ(totals_of(input).tax, 11561);
    EXPECT_EQ(totals_of(euros({line("1", "97.50", "19"), line("1", "65", "19"), line("1", "32.50", "19")})).tax, 3705);
}

TEST(ADocument, RoundsALineHalfAwayFromZero)
{
    EXPECT_EQ(totals_of(euros({line("9.5", "124.75")})).net, 118513);
    EXPECT_EQ(totals_of(euros({line("-9.5", "124.75")})).net, -118513);
}

TEST(ADocument, KeepsAGrossThatWasTyped)
{
    auto input = euros({line("1", "2500.00", "8")});
    input.prices_include_tax = true;
    auto totals = totals_of(input);
    EXPECT_EQ(totals.gross, 250000);
    EXPECT_EQ(totals.net, 231481);
    EXPECT_EQ(totals.tax, 18519);
}

TEST(ADocument, RoundsALinesPercentDiscountOnceOnQuantityTimesPrice)
{
    auto one = line("9.5", "124.75");
    one.discount_percent = Decimal::of(10);
    auto totals = totals_of(euros({one}));
    EXPECT_EQ(totals.lines[0].discount, 11851);  // of 1185.125, not of 1185.13
    EXPECT_EQ(totals.lines[0].amount, 106662);   // 1185.125 - 118.51
}

TEST(ADocument, SplitsItsDiscountOverTheGroupsByLargestRemainder)
{
    auto input = euros({line("1", "10", "19"), line("1", "10", "7"), line("1", "10", "0", "Z")});
    input.document_discount_amount = 1000;
    auto totals = totals_of(input);
    ASSERT_EQ(totals.taxes.size(), 3u);
    EXPECT_EQ(totals.taxes[0].discount, 334);
    EXPECT_EQ(totals.taxes[1].discount, 333);
    EXPECT_EQ(totals.taxes[2].discount, 333);
    EXPECT_EQ(totals.net, 2000);
}

TEST(ADocument, RoundsToCoinsAfterWhatIsPaid)
{
    auto input = euros({line("1", "10.02", "0", "Z")});
    input.cash_rounding = 5;
    input.paid = 701;
    auto totals = totals_of(input);
    EXPECT_EQ(totals.gross, 1002);
    EXPECT_EQ(totals.due, 300);
    EXPECT_EQ(totals.rounding, -1);
    input.paid = 1002;
    EXPECT_EQ(totals_of(input).rounding, 0);
}

TEST(ADocument, KeepsCategoriesOfTheSameRateApart)
{
    auto totals =
        totals_of(euros({line("1", "10", "0", "E"), line("1", "10", "0", "Z"), line("1", "5", "0", "E"), line("1", "1", "20.00")}));
    ASSERT_EQ(totals.taxes.size(), 3u);
    EXPECT_EQ(totals.taxes[0], (TaxTotal{"E", {}, 0, 1500, 0}));
    EXPECT_EQ(totals.taxes[1], (TaxTotal{"Z", {}, 0, 1000, 0}));
}

TEST(ADocument, MayBeEmpty)
{
    auto input = euros({});
    input.document_discount_percent = Decimal::of(10);
    EXPECT_EQ(totals_of(input), Totals());
}

TEST(ADocument, AddsUpWhateverIsInIt)
{
    std::mt19937_64 random(1);
    for (int i = 0; i < 5'000; ++i) {
        auto input = random_input(random);
        auto totals = totals_of(input);
        std::int64_t lines = 0, discount = 0, base = 0, tax = 0;
        for (auto const& one : totals.lines)
            lines += one.amount;
        for (auto const& group : totals.taxes)
            discount += group.discount, base += group.base, tax += group.tax;
        ASSERT_EQ(totals.lines_total, lines);
        ASSERT_EQ(totals.discount, discount);
        ASSERT_EQ(totals.net, base);
        ASSERT_EQ(totals.tax, tax);
        ASSERT_EQ(totals.gross, totals.net + totals.tax);
        ASSERT_EQ(totals.due, totals.gross - totals.paid + totals.rounding);
        ASSERT_EQ(input.prices_include_tax ? totals.gross : totals.net, lines - discount);
        ASSERT_LE(std::abs(totals.rounding) * 2, input.cash_rounding);
    }
}

TEST(ADocument, OfNegatedQuantitiesComesToTheNegative)
{
    std::mt19937_64 random(2);
    for (int i = 0; i < 2'000; ++i) {
        auto input = random_input(random);
        auto totals = totals_of(input), mirror = totals_of(mirrored(input));
        ASSERT_EQ(mirror.net, -totals.net);
        ASSERT_EQ(mirror.tax, -totals.tax);
        ASSERT_EQ(mirror.due, -totals.due);
        for (std::size_t group = 0; group < totals.taxes.size(); ++group)
            ASSERT_EQ(mirror.taxes[group].discount, -totals.taxes[group].discount);
    }
}

TEST(ADocument, SaysAtTheFieldsWhatIsWrongWithThem)
{
    auto bad = line("1", "10");
    bad.discount_percent = *Decimal::parse("100.000001");
    bad.discount_amount = -1;
    bad.tax_rate = Decimal::of(-1);
    auto input = euros({line("1", "10"), bad});
    input.document_discount_percent = Decimal::of(-1);
    input.cash_rounding = -5;
    std::vector<std::string> fields;
    for (auto const& problem : problems(input))
        fields.push_back(problem.field);
    EXPECT_EQ(fields, (std::vector<std::string>{"lines.1.discount_percent", "lines.1.discount_amount", "lines.1.tax_rate",
                                                "document_discount_percent", "cash_rounding"}));
}

TEST(ADocument, RefusesADiscountAboveWhatItsLinesComeTo)
{
    auto input = euros({line("1", "10")});
    input.document_discount_amount = 1000;
    EXPECT_EQ(totals_of(input).gross, 0);
    input.document_discount_amount = 1001;
    EXPECT_EQ(problems(input).at(0).field, "document_discount_amount");
    input.lines.clear();
    EXPECT_EQ(problems(input).at(0).field, "document_discount_amount");
    input.lines = {line("1", "10"), line("-1", "10", "7")};
    EXPECT_EQ(problems(input).at(0).field, "document_discount_amount");
}

TEST(ADocument, RefusesAmountsItCannotAddUpExactly)
{
    auto blamed = [](TotalsInput const& input) { return problems(input).at(0).field; };
    EXPECT_EQ(blamed(euros({line("1", "1"), line("99999999999999.999999", "99999999999999.999999")})), "lines.1.unit_price");
    EXPECT_EQ(blamed(euros({line("100000000", "90000000"), line("100000000", "90000000")})), "lines");
    EXPECT_EQ(totals_of(euros({line("100000000", "90000000", "0")})).gross, 900'000'000'000'000'000);
}

TEST(Splitting, NeverLosesOrInventsAUnit)
{
    std::mt19937_64 random(3);
    for (int i = 0; i < 5'000; ++i) {
        std::vector<std::int64_t> weights;
        std::int64_t sum = 0, parts_sum = 0;
        for (auto count = random() % 6 + 1; count > 0; --count)
            weights.push_back(static_cast<std::int64_t>(random() % 2000) - 300);
        for (auto weight : weights)
            sum += weight;
        if (sum == 0)
            continue;
        auto amount = static_cast<std::int64_t>(random() % 5000) - 2500;
        auto parts = split(amount, weights);
        for (std::size_t part = 0; part < parts.size(); ++part) {
            parts_sum += parts[part];
            ASSERT_LT(std::abs(parts[part] * sum - amount * weights[part]), std::abs(sum)) << "a part is off by a unit or more";
        }
        ASSERT_EQ(parts_sum, amount);
    }
}
