#include "base/rules.h"
#include "einvoice/rule_makers.h"

// Conditions and sums: BR-CO. A sum is looked at where everything that it is of is there; what is missing is another rule's.
namespace guildhall::einvoice {

namespace {

template <class Those, class Part>
std::optional<Decimal> sum(Those const& those, Part part)
{
    Decimal sum;
    for (auto const& each : those) {
        Amount const& amount = part(each);
        if (!amount)
            return {};
        sum = sum + amount->value;
    }
    return sum;
}

bool is_sum(Amount const& total, std::optional<Decimal> const& sum)
{
    return !sum || !total || total->value == *sum;
}

// BT-107 and BT-108, which may be left out where there is nothing to sum up.
bool adds_up(Invoice const& invoice, Amount const& total, bool charges)
{
    std::vector<AllowanceOrCharge> those;
    std::ranges::copy_if(invoice.adjustments, std::back_inserter(those), [&](auto const& each) { return each.is_charge == charges; });
    auto const found = sum(
        those, [](auto const& each) -> auto const& { return each.amount; });
    return !found || value_of(total) == *found;
}

bool is_without_tax(Totals const& totals)
{
    return !totals.without_tax || !totals.lines ||
           totals.without_tax->value == totals.lines->value - value_of(totals.allowances) + value_of(totals.charges);
}

bool is_due(Totals const& totals)
{
    return !totals.due || !totals.with_tax ||
           totals.due->value == totals.with_tax->value - value_of(totals.prepaid) + value_of(totals.rounding);
}

// ISO 3166-1, and for VAT also EL, Greece, and XI, Northern Ireland.
bool has_prefix(Text const& vat_id)
{
    if (!vat_id)
        return true;
    auto const prefix = vat_id->substr(0, 2);
    return prefix == "EL" || prefix == "XI" || !broken(country_code, prefix);
}

void add_conditions(Rules& rules)
{
    rules.push_back(rule("BR-CO-03", "BT-7", "The VAT point is given as a date or as a code, not both",
                         [](auto const& invoice) { return !invoice.tax_point_date || !invoice.tax_point_code; }));
    rules.push_back(
        of_lines("BR-CO-04", "BT-151", "A line has a VAT category", [](Line const& line) { return line.tax.category.has_value(); }));
    rules.push_back(rule("BR-CO-09", "BT-31", "A VAT identifier begins with the country that gave it", [](auto const& invoice) {
        return has_prefix(invoice.seller.vat_id) && has_prefix(invoice.buyer.vat_id) &&
               (!invoice.representative || has_prefix(invoice.representative->vat_id));
    }));
    rules.push_back(
        rule("BR-CO-18", "BG-23", "An invoice has a VAT breakdown", [](auto const& invoice) { return !invoice.taxes.empty(); }));
    rules.push_back(rule("BR-CO-19", "BG-14", "A period has a beginning or an end", [](auto const& invoice) {
        return !invoice.period || invoice.period->start || invoice.period->end || invoice.tax_point_code;
    }));
    rules.push_back(of_lines("BR-CO-20", "BG-26", "A line's period has a beginning or an end",
                             [](Line const& line) { return !line.period || line.period->start || line.period->end; }));
    auto const reason = [](AllowanceOrCharge const& each) { return each.reason || each.reason_code; };
    rules.push_back(of_adjustments("BR-CO-21", "BT-97", "An allowance has a reason, its code, or both", false, reason));
    rules.push_back(of_adjustments("BR-CO-22", "BT-104", "A charge has a reason, its code, or both", true, reason));
    rules.push_back(of_line_adjustments("BR-CO-23", "BT-139", "A line's allowance has a reason, its code, or both", false, reason));
    rules.push_back(of_line_adjustments("BR-CO-24", "BT-144", "A line's charge has a reason, its code, or both", true, reason));
    rules.push_back(
        rule("BR-CO-25", "BT-9", "Where something is to be paid, there is a due date, or terms of payment", [](auto const& invoice) {
            return invoice.is_credit_note || value_of(invoice.totals.due) <= Decimal() || invoice.due_date || invoice.terms;
        }));
    rules.push_back(rule("BR-CO-26", "BT-29", "The seller has an identifier, a registration, or a VAT identifier", [](auto const& invoice) {
        return !invoice.seller.ids.empty() || invoice.seller.registration || invoice.seller.vat_id;
    }));
}

}  // namespace

bool is_tax_of_base(TaxGroup const& group)
{
    constexpr __int128 unit = 1'000'000, hundred = 100;
    if (!group.base || !group.tax)
        return true;
    if (value_of(group.kind.rate) > Decimal::of(1'000))  // percent: nobody's, and more than can be multiplied
        return false;
    auto const exact = rounded(group.base->value.millionths * value_of(group.kind.rate).millionths / (hundred * 1'000'000));
    auto const difference = group.tax->value.millionths - exact.millionths;
    return difference < unit && difference > -unit;
}

void add_sum_rules(Rules& rules)
{
    add_conditions(rules);
    rules.push_back(rule("BR-CO-10", "BT-106", "The sum of the lines is what they add up to", [](auto const& invoice) {
        return is_sum(invoice.totals.lines, sum(
                                                invoice.lines, [](auto const& line) -> auto const& { return line.net; }));
    }));
    rules.push_back(rule("BR-CO-11", "BT-107", "The sum of allowances is what they add up to",
                         [](auto const& invoice) { return adds_up(invoice, invoice.totals.allowances, false); }));
    rules.push_back(rule("BR-CO-12", "BT-108", "The sum of charges is what they add up to",
                         [](auto const& invoice) { return adds_up(invoice, invoice.totals.charges, true); }));
    rules.push_back(rule("BR-CO-13", "BT-109", "The total without VAT is lines − allowances + charges",
                         [](auto const& invoice) { return is_without_tax(invoice.totals); }));
    rules.push_back(rule("BR-CO-14", "BT-110", "The VAT is the sum of its breakdown", [](auto const& invoice) {
        return invoice.taxes.empty() ||
               is_sum(invoice.totals.tax, sum(
                                              invoice.taxes, [](auto const& group) -> auto const& { return group.tax; }));
    }));
    rules.push_back(rule("BR-CO-15", "BT-112", "The total with VAT is the total without it and the VAT", [](auto const& invoice) {
        auto const& totals = invoice.totals;
        return !totals.with_tax || !totals.without_tax || totals.with_tax->value == totals.without_tax->value + value_of(totals.tax);
    }));
    rules.push_back(rule("BR-CO-16", "BT-115", "The amount due is the total with VAT − prepaid + rounding",
                         [](auto const& invoice) { return is_due(invoice.totals); }));
    rules.push_back(of_groups("BR-CO-17", "BT-117",
                              "The VAT of a group is its base times its rate, rounded, or less than one unit of the currency beside it",
                              is_tax_of_base));
}

}  // namespace guildhall::einvoice
