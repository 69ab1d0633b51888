#pragma once
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "einvoice/invoice.h"

namespace guildhall::support {

einvoice::Amount amount(char const* text);
// An invoice of which no rule is broken, with something in every place of the model: two lines of 95 and 105, an allowance of 20, a charge of
// 30, all of one VAT category.
einvoice::Invoice invoice_of(std::string const& category);

// What is done to such an invoice, and which rules are broken by it.
struct Broken {
    std::set<std::string> rules;
    std::function<void(einvoice::Invoice&)> how;
    std::string category = "S";
};
std::vector<Broken> broken_taxes();  // each rule about the VAT of a category

}  // namespace guildhall::support
