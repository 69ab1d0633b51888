#pragma once
#include "base/decimal.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// What a document comes to, in the order of EN 16931. A pure function: the same for estimates, proposals, invoices and credit notes,
// and checked against tests/data/totals.json, which an implementation of its own (tools/totals_vectors.py) makes.
namespace guildhall::estimates {

enum class TaxRounding { group, line };
constexpr std::array<std::string_view, 2> names_of(TaxRounding*)
{
    return {"group", "line"};
}

// Amounts are in minor units of the document's currency; percentages and rates are percent: 20 is 20 %.
struct TotalsLine {
    Decimal quantity = Decimal::of(1);
    Decimal unit_price;
    Decimal discount_percent;          // 0 to 100, of quantity × price, rounded once
    std::int64_t discount_amount = 0;  // taken off as well
    std::string tax_category;          // EN 16931 BT-151: S, Z, E, AE, K, G, O …
    Decimal tax_rate;
};

struct TotalsInput {
    std::string currency;
    std::vector<TotalsLine> lines;
    Decimal document_discount_percent;  // of the sum of the lines, rounded once
    std::int64_t document_discount_amount = 0;
    bool prices_include_tax = false;
    TaxRounding tax_rounding = TaxRounding::group;
    std::int64_t cash_rounding = 0;  // the smallest coin: 5 is 0.05; 0 for none
    std::int64_t paid = 0;
};

// With prices that include tax, what lines come to and discounts include it too.
struct LineTotal {
    std::int64_t discount = 0;
    std::int64_t amount = 0;  // quantity × price − discount, rounded
    bool operator==(LineTotal const&) const = default;
};

// One category and rate; groups stand in the order in which the lines first name them.
struct TaxTotal {
    std::string category;
    Decimal rate;
    std::int64_t discount = 0;  // this group's part of the document's discount
    std::int64_t base = 0;      // without tax
    std::int64_t tax = 0;
    bool operator==(TaxTotal const&) const = default;
};

struct Totals {
    std::vector<LineTotal> lines;
    std::int64_t lines_total = 0;
    std::int64_t discount = 0;  // the document's
    std::vector<TaxTotal> taxes;
    std::int64_t net = 0;  // the sum of the bases
    std::int64_t tax = 0;
    std::int64_t gross = 0;  // net + tax; with prices that include tax lines_total − discount, exactly
    std::int64_t paid = 0;
    std::int64_t rounding = 0;  // BT-114: what cash rounding adds to what is still to be paid
    std::int64_t due = 0;       // gross − paid + rounding
    bool operator==(Totals const&) const = default;
};

// Rounding is half away from zero, and every rounding is of an exact value. A document with all quantities negated comes to exactly
// the negative. Failure(invalid), with the fields, for percentages outside 0–100, negative amounts of discount or coins, rates
// outside 0–1000, discounts above what they are taken from, and amounts of 10^18 minor units and more. The currency is one of ours.
Totals totals_of(TotalsInput const& input);

// Splits `amount` by weights that do not add up to 0: each part is rounded down, and what is left over goes, one unit each, to
// those that lost most, of equals to the first. The parts add up to the amount.
std::vector<std::int64_t> split(std::int64_t amount, std::vector<std::int64_t> const& weights);

}  // namespace guildhall::estimates
