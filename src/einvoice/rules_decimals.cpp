#include "einvoice/rule_makers.h"

// At most two decimals: BR-DEC.
namespace guildhall::einvoice {

namespace {

constexpr std::string_view too_many = "The amount has at most two decimals";

bool fits(Amount const& amount)
{
    return !amount || amount->places <= 2;
}

void add_of_totals(Rules& rules)
{
    struct Total {
        std::string rule;
        std::string_view term;
        Amount Totals::*amount;
    };
    for (auto const& each : {Total{"BR-DEC-09", "BT-106", &Totals::lines}, Total{"BR-DEC-10", "BT-107", &Totals::allowances},
                             Total{"BR-DEC-11", "BT-108", &Totals::charges}, Total{"BR-DEC-12", "BT-109", &Totals::without_tax},
                             Total{"BR-DEC-13", "BT-110", &Totals::tax}, Total{"BR-DEC-14", "BT-112", &Totals::with_tax},
                             Total{"BR-DEC-15", "BT-111", &Totals::accounting_tax}, Total{"BR-DEC-16", "BT-113", &Totals::prepaid},
                             Total{"BR-DEC-17", "BT-114", &Totals::rounding}, Total{"BR-DEC-18", "BT-115", &Totals::due}})
        rules.push_back(
            rule(each.rule, each.term, too_many, [amount = each.amount](auto const& invoice) { return fits(invoice.totals.*amount); }));
}

}  // namespace

void add_decimal_rules(Rules& rules)
{
    auto const amount = [](AllowanceOrCharge const& each) { return fits(each.amount); };
    auto const base = [](AllowanceOrCharge const& each) { return fits(each.base); };
    rules.push_back(of_adjustments("BR-DEC-01", "BT-92", too_many, false, amount));
    rules.push_back(of_adjustments("BR-DEC-02", "BT-93", too_many, false, base));
    rules.push_back(of_adjustments("BR-DEC-05", "BT-99", too_many, true, amount));
    rules.push_back(of_adjustments("BR-DEC-06", "BT-100", too_many, true, base));
    add_of_totals(rules);
    rules.push_back(of_groups("BR-DEC-19", "BT-116", too_many, [](TaxGroup const& group) { return fits(group.base); }));
    rules.push_back(of_groups("BR-DEC-20", "BT-117", too_many, [](TaxGroup const& group) { return fits(group.tax); }));
    rules.push_back(of_lines("BR-DEC-23", "BT-131", too_many, [](Line const& line) { return fits(line.net); }));
    rules.push_back(of_line_adjustments("BR-DEC-24", "BT-136", too_many, false, amount));
    rules.push_back(of_line_adjustments("BR-DEC-25", "BT-137", too_many, false, base));
    rules.push_back(of_line_adjustments("BR-DEC-27", "BT-141", too_many, true, amount));
    rules.push_back(of_line_adjustments("BR-DEC-28", "BT-142", too_many, true, base));
}

}  // namespace guildhall::einvoice
