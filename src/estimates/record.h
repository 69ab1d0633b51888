#pragma once
#include "estimates/estimates.h"

// An estimate as it is stored: percentages and prices as they were typed, money that was worked out in minor units.
namespace guildhall::estimates {

constexpr auto shape_of(TaxTotal*)
{
    return shape("StoredTaxTotal", field("category", &TaxTotal::category), field("rate", &TaxTotal::rate),
                 field("discount", &TaxTotal::discount), field("base", &TaxTotal::base), field("tax", &TaxTotal::tax));
}

struct Sums {
    std::int64_t lines_total = 0, discount = 0, net = 0;
    std::vector<TaxTotal> taxes;
    std::int64_t tax = 0, gross = 0, paid = 0, rounding = 0, due = 0;
};
constexpr auto shape_of(Sums*)
{
    return shape("StoredTotals", field("lines_total", &Sums::lines_total), field("discount", &Sums::discount), field("net", &Sums::net),
                 field("taxes", &Sums::taxes), field("tax", &Sums::tax), field("gross", &Sums::gross), field("paid", &Sums::paid),
                 field("rounding", &Sums::rounding), field("due", &Sums::due));
}

struct LineRecord {
    Id<EstimateLine> id;
    std::string description;
    std::optional<ProductId> product_id;
    Decimal quantity, unit_price;
    std::optional<Decimal> discount_percent, discount_amount;
    TaxCodeId tax_code_id;
    std::string tax_category;
    Decimal tax_rate;
    std::int64_t net = 0;
    bool operator==(LineRecord const&) const = default;
};
constexpr auto shape_of(LineRecord*)
{
    using T = LineRecord;
    return shape("StoredEstimateLine", field("id", &T::id), field("description", &T::description), field("product_id", &T::product_id),
                 field("quantity", &T::quantity), field("unit_price", &T::unit_price), field("discount_percent", &T::discount_percent),
                 field("discount_amount", &T::discount_amount), field("tax_code_id", &T::tax_code_id),
                 field("tax_category", &T::tax_category), field("tax_rate", &T::tax_rate), field("net", &T::net));
}

struct Record {
    Id<Estimate> id;
    std::optional<std::string> number;
    State state = State::draft;
    CustomerId customer_id;
    std::string customer_name;
    std::optional<std::string> vat_number;
    std::optional<customers::Address> billing_address, shipping_address;
    std::optional<std::int32_t> payment_terms_days;
    std::string currency;
    std::vector<LineRecord> lines;
    std::optional<Decimal> document_discount_percent, document_discount_amount;
    bool prices_include_tax = false;
    TaxRounding tax_rounding = TaxRounding::group;
    std::optional<Decimal> cash_rounding;
    std::optional<Date> issue_date, due_date;
    std::optional<std::string> notes;
    Sums totals;
    std::optional<Uuid> spot_id;
    Uuid owner_id;
    std::int32_t version = 1;
    Time created_at;
    Uuid created_by;
    Time updated_at;
    Uuid updated_by;
};
constexpr auto shape_of(Record*)
{
    using T = Record;
    return shape("StoredEstimate", field("id", &T::id), field("number", &T::number), field("state", &T::state),
                 field("customer_id", &T::customer_id), field("customer_name", &T::customer_name), field("vat_number", &T::vat_number),
                 field("billing_address", &T::billing_address), field("shipping_address", &T::shipping_address),
                 field("payment_terms_days", &T::payment_terms_days), field("currency", &T::currency), field("lines", &T::lines),
                 field("document_discount_percent", &T::document_discount_percent),
                 field("document_discount_amount", &T::document_discount_amount), field("prices_include_tax", &T::prices_include_tax),
                 field("tax_rounding", &T::tax_rounding), field("cash_rounding", &T::cash_rounding), field("issue_date", &T::issue_date),
                 field("due_date", &T::due_date), field("notes", &T::notes), field("totals", &T::totals), field("spot_id", &T::spot_id),
                 field("owner_id", &T::owner_id), field("version", &T::version), field("created_at", &T::created_at),
                 field("created_by", &T::created_by), field("updated_at", &T::updated_at), field("updated_by", &T::updated_by));
}

// Works out the lines and the totals. Failure(invalid), with the fields: amounts that the currency cannot express, and all that
// totals_of refuses.
void settle(Record& record);

Estimate shown(Record record);
DocumentTotals shown(Sums const& sums, std::string const& currency);

}  // namespace guildhall::estimates
