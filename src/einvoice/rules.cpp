#include "einvoice/rules.h"

#include "einvoice/rule_makers.h"

namespace guildhall::einvoice {

std::vector<Rule> const& rules()
{
    static auto const all = [] {
        Rules found;
        add_content_rules(found);
        add_sum_rules(found);
        add_tax_rules(found);
        add_decimal_rules(found);
        return found;
    }();
    return all;
}

std::vector<Finding> check(Invoice const& invoice)
{
    std::vector<Finding> findings;
    for (auto const& each : rules())
        for (auto const& place : each.look(invoice))
            findings.push_back({each.id, each.term, each.says, place});
    return findings;
}

}  // namespace guildhall::einvoice
