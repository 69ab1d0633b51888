#include "base/currency.h"
#include "base/json.h"
#include "estimates/totals.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

using namespace guildhall;
using namespace guildhall::estimates;

namespace {

std::string text_or(json::Value const& object, char const* name, char const* otherwise)
{
    auto const* found = object.find(name);
    return found ? found->string : otherwise;
}

Decimal decimal(json::Value const& object, char const* name)
{
    return Decimal::parse(text_or(object, name, "0")).value();
}

TotalsInput read_input(json::Value const& from)
{
    TotalsInput input;
    input.currency = from.find("currency")->string;
    auto money = [&](json::Value const& object, char const* name) {
        return parse_money(text_or(object, name, "0"), input.currency).value();
    };
    for (auto const& item : from.find("lines")->items) {
        TotalsLine one;
        one.quantity = decimal(item, "quantity");
        one.unit_price = decimal(item, "unit_price");
        one.tax_category = text_or(item, "tax_category", "");
        one.tax_rate = decimal(item, "tax_rate");
        one.discount_percent = decimal(item, "discount_percent");
        one.discount_amount = money(item, "discount_amount");
        input.lines.push_back(one);
    }
    input.document_discount_percent = decimal(from, "document_discount_percent");
    input.document_discount_amount = money(from, "document_discount_amount");
    input.prices_include_tax = from.find("prices_include_tax")->boolean;
    input.tax_rounding = text_or(from, "tax_rounding", "") == "line" ? TaxRounding::line : TaxRounding::group;
    input.cash_rounding = money(from, "cash_rounding");
    input.paid = money(from, "paid");
    return input;
}

Totals read_totals(json::Value const& from, std::string const& currency)
{
    auto money = [&](json::Value const& object, char const* name) { return parse_money(object.find(name)->string, currency).value(); };
    Totals totals;
    for (auto const& item : from.find("lines")->items)
        totals.lines.push_back({money(item, "discount"), money(item, "amount")});
    totals.lines_total = money(from, "lines_total");
    totals.discount = money(from, "discount");
    for (auto const& item : from.find("taxes")->items)
        totals.taxes.push_back({item.find("category")->string, *Decimal::parse(item.find("rate")->string), money(item, "discount"),
                                money(item, "base"), money(item, "tax")});
    totals.net = money(from, "net");
    totals.tax = money(from, "tax");
    totals.gross = money(from, "gross");
    totals.paid = money(from, "paid");
    totals.rounding = money(from, "rounding");
    totals.due = money(from, "due");
    return totals;
}

}  // namespace

TEST(ADocument, AgreesWithEveryVector)
{
    auto const* more = std::getenv("TOTALS_VECTORS");
    std::ifstream file(more ? more : TEST_DATA "totals.json");
    std::string text{std::istreambuf_iterator<char>(file), {}};
    auto vectors = json::parse(text);
    ASSERT_GE(vectors.items.size(), 300u);
    for (auto const& vector : vectors.items) {
        auto input = read_input(*vector.find("input"));
        EXPECT_EQ(totals_of(input), read_totals(*vector.find("totals"), input.currency)) << vector.find("name")->string;
    }
}
