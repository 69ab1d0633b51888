#pragma once
#include <string>

#include "einvoice/invoice.h"

namespace guildhall::einvoice {

// UTF-8, as the schemas order it: identical bytes for an identical invoice. What the syntax has no place for is left out: in UBL a credit
// note's project, in CII all but the first direct debit's mandate.
std::string write_ubl(Invoice const& invoice);
std::string write_cii(Invoice const& invoice);

}  // namespace guildhall::einvoice
