#pragma once
#include "einvoice/xml.h"

namespace guildhall::einvoice {

// Of the root of a document.
Invoice read_ubl(Node invoice);
Invoice read_cii(Node invoice);

}  // namespace guildhall::einvoice
