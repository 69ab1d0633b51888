#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "einvoice/invoice.h"

// The business rules of EN 16931-1:2017+A1 on the model: what must be there (BR), conditions (BR-CO), VAT by category (BR-S, Z, E, AE, IC, G,
// O, IG, IP, B) and decimals (BR-DEC). docs/einvoice.md lists them.
namespace guildhall::einvoice {

// Where a rule does not hold.
struct Finding {
    std::string_view rule;             // "BR-S-08"
    std::string_view term;             // the business term that it is about: "BT-116"
    std::string_view says;             // the rule, for people
    std::optional<std::size_t> place;  // of lines, adjustments, groups: which one, from 0
    bool operator==(Finding const&) const = default;
};

// What is broken of one rule.
using Places = std::vector<std::optional<std::size_t>>;

struct Rule {
    std::string id;
    std::string_view term, says;
    std::function<Places(Invoice const&)> look;
};

std::vector<Rule> const& rules();
std::vector<Finding> check(Invoice const& invoice);

}  // namespace guildhall::einvoice
