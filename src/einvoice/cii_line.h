#pragma once
#include "einvoice/writing.h"

// What lines of CII have in common with the rest of it.
namespace guildhall::einvoice::cii {

void put_date(Node to, char const* name, Text const& date, char const* prefix = "udt:");
void write_period(Node to, std::optional<Period> const& period);
void write_adjustments(Node to, std::vector<AllowanceOrCharge> const& adjustments);
void write_line(Node to, Line const& line);

}  // namespace guildhall::einvoice::cii
