#pragma once
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "api/route.h"
#include "customers/customers.h"
#include "estimates/totals.h"
#include "products/products.h"
#include "tax_codes/tax_codes.h"

namespace guildhall::estimates {

inline constexpr Permission may_read{"estimates.read"};
inline constexpr Permission may_create{"estimates.create"};
inline constexpr Permission may_update{"estimates.update"};
inline constexpr Permission may_delete{"estimates.delete"};

enum class State { draft, sent, accepted, declined, expired, cancelled };
constexpr std::array<std::string_view, 6> names_of(State*)
{
    return {"draft", "sent", "accepted", "declined", "expired", "cancelled"};
}

using CustomerId = Id<customers::Customer>;
using ProductId = Id<products::Product>;
using TaxCodeId = Id<tax_codes::TaxCode>;

// Amounts are decimals with as many places as the document's currency has: "578.00" euros, "578" yen.
using Amount = std::string;

struct TaxGroup {
    std::string category;
    Decimal rate;
    Amount discount, base, tax;
};
constexpr auto shape_of(TaxGroup*)
{
    return shape("TaxTotal", field("category", &TaxGroup::category), field("rate", &TaxGroup::rate), field("discount", &TaxGroup::discount),
                 field("base", &TaxGroup::base), field("tax", &TaxGroup::tax));
}

// See totals.h for what each is.
struct DocumentTotals {
    Amount lines_total, discount, net;
    std::vector<TaxGroup> taxes;
    Amount tax, gross, paid, rounding, due;
};
constexpr auto shape_of(DocumentTotals*)
{
    using T = DocumentTotals;
    return shape("Totals", field("lines_total", &T::lines_total), field("discount", &T::discount), field("net", &T::net),
                 field("taxes", &T::taxes), field("tax", &T::tax), field("gross", &T::gross), field("paid", &T::paid),
                 field("rounding", &T::rounding), field("due", &T::due));
}

// The tax code's category and rate are kept as they were when the line was written. net is quantity × price − discounts; where the
// document's prices include tax, so does it.
struct EstimateLine {
    Id<EstimateLine> id;
    std::string description;
    std::optional<ProductId> product_id;
    Decimal quantity, unit_price;
    std::optional<Decimal> discount_percent;
    std::optional<Amount> discount_amount;
    TaxCodeId tax_code_id;
    std::string tax_category;
    Decimal tax_rate;
    Amount net;
};
constexpr auto shape_of(EstimateLine*)
{
    using T = EstimateLine;
    return shape("EstimateLine", field("id", &T::id), field("description", &T::description), field("product_id", &T::product_id),
                 field("quantity", &T::quantity), field("unit_price", &T::unit_price), field("discount_percent", &T::discount_percent),
                 field("discount_amount", &T::discount_amount), field("tax_code_id", &T::tax_code_id),
                 field("tax_category", &T::tax_category), field("tax_rate", &T::tax_rate), field("net", &T::net));
}

// Name, VAT number, addresses and terms are the customer's as they were when it was chosen, or as they were written here.
struct Estimate {
    Id<Estimate> id;
    std::optional<std::string> number;  // a draft has none
    State state = State::draft;
    CustomerId customer_id;
    std::string customer_name;
    std::optional<std::string> vat_number;
    std::optional<customers::Address> billing_address, shipping_address;
    std::optional<std::int32_t> payment_terms_days;
    std::string currency;
    std::vector<EstimateLine> lines;
    std::optional<Decimal> document_discount_percent;
    std::optional<Amount> document_discount_amount;
    bool prices_include_tax = false;
    TaxRounding tax_rounding = TaxRounding::group;
    std::optional<Amount> cash_rounding;
    std::optional<Date> issue_date, due_date;
    std::optional<std::string> notes;
    DocumentTotals totals;
    std::optional<Uuid> spot_id;
    Uuid owner_id;
    std::int32_t version = 1;
    Time created_at;
    Uuid created_by;
    Time updated_at;
    Uuid updated_by;
};
constexpr auto shape_of(Estimate*)
{
    using T = Estimate;
    return shape("Estimate", field("id", &T::id), field("number", &T::number), field("state", &T::state),
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

std::vector<Route> routes();

}  // namespace guildhall::estimates
