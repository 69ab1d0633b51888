#pragma once
#include "einvoice/writing.h"

// What lines of UBL have in common with the rest of it.
namespace guildhall::einvoice::ubl {

// Amounts say their currency.
struct Amounts {
    Invoice const& invoice;

    void put(Node to, char const* name, Amount const& number) const { put_with(to, name, number, "currencyID", invoice.currency); }
};

void write_period(Node to, std::optional<Period> const& period, Text const& code = {});
void write_category(Node to, char const* name, Tax const& tax, TaxGroup const* group = nullptr);
void write_adjustments(Amounts const& amounts, Node to, std::vector<AllowanceOrCharge> const& adjustments);
void write_line(Amounts const& amounts, Node root, Line const& line);

}  // namespace guildhall::einvoice::ubl
