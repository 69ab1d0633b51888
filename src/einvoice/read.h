#pragma once
#include <string_view>

#include "einvoice/invoice.h"

namespace guildhall::einvoice {

// UBL 2.1 (Invoice, CreditNote) or UN/CEFACT CII (D16B), by its root. Throws Failure(invalid) on what is neither, no XML, or has no number
// where one must stand; at most 20 MiB.
Invoice read(std::string_view xml);

}  // namespace guildhall::einvoice
