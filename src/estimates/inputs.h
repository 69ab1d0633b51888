#pragma once
#include "estimates/estimates.h"

// What callers send to write an estimate.
namespace guildhall::estimates {

struct LineInput {
    std::string description;
    std::optional<ProductId> product_id;
    Decimal quantity, unit_price;
    std::optional<Decimal> discount_percent, discount_amount;
    TaxCodeId tax_code_id;
};
constexpr auto shape_of(LineInput*)
{
    using T = LineInput;
    return shape("EstimateLineInput", field("description", &T::description, length(1, 2'000), not_blank),
                 field("product_id", &T::product_id), field("quantity", &T::quantity), field("unit_price", &T::unit_price),
                 field("discount_percent", &T::discount_percent, decimal_between("0", "100")),
                 field("discount_amount", &T::discount_amount, decimal_between("0", "99999999999999.999999")),
                 field("tax_code_id", &T::tax_code_id));
}

// A line that was there already comes with its id; one without is new.
struct LineChange {
    std::optional<Id<EstimateLine>> id;
    std::string description;
    std::optional<ProductId> product_id;
    Decimal quantity, unit_price;
    std::optional<Decimal> discount_percent, discount_amount;
    TaxCodeId tax_code_id;
};
constexpr auto shape_of(LineChange*)
{
    using T = LineChange;
    return shape("EstimateLineChange", field("id", &T::id), field("description", &T::description, length(1, 2'000), not_blank),
                 field("product_id", &T::product_id), field("quantity", &T::quantity), field("unit_price", &T::unit_price),
                 field("discount_percent", &T::discount_percent, decimal_between("0", "100")),
                 field("discount_amount", &T::discount_amount, decimal_between("0", "99999999999999.999999")),
                 field("tax_code_id", &T::tax_code_id));
}

constexpr auto due_before_issue = constraint("estimates_due_after_issue", "due_date", "must not be before the issue date");

// What is not said, or null, comes from the customer.
struct EstimateInput {
    CustomerId customer_id;
    std::optional<std::string> currency, vat_number;
    std::optional<customers::Address> billing_address, shipping_address;
    std::optional<std::int32_t> payment_terms_days;
    std::vector<LineInput> lines;
    std::optional<Decimal> document_discount_percent, document_discount_amount;
    bool prices_include_tax = false;
    TaxRounding tax_rounding = TaxRounding::group;
    std::optional<Decimal> cash_rounding;
    std::optional<Date> issue_date, due_date;
    std::optional<std::string> notes;
};
constexpr auto shape_of(EstimateInput*)
{
    using T = EstimateInput;
    return shape("EstimateInput", field("customer_id", &T::customer_id), field("currency", &T::currency, currency_code),
                 field("vat_number", &T::vat_number, length(1, 50)), field("billing_address", &T::billing_address),
                 field("shipping_address", &T::shipping_address), field("payment_terms_days", &T::payment_terms_days, between(0, 3650)),
                 field("lines", &T::lines, or_default),
                 field("document_discount_percent", &T::document_discount_percent, decimal_between("0", "100")),
                 field("document_discount_amount", &T::document_discount_amount, decimal_between("0", "99999999999999.999999")),
                 field("prices_include_tax", &T::prices_include_tax, or_default), field("tax_rounding", &T::tax_rounding, or_default),
                 field("cash_rounding", &T::cash_rounding, decimal_between("0", "1000000")), field("issue_date", &T::issue_date),
                 field("due_date", &T::due_date), field("notes", &T::notes, length(0, 20'000)), due_before_issue);
}

// Lines, where they are given, are all the lines. Another customer brings its own name, currency, addresses, VAT number and terms,
// but for those that are given too.
struct EstimateChange {
    Id<Estimate> estimate_id;
    std::optional<std::string> if_match;
    Change<CustomerId> customer_id;
    Change<std::string> currency;
    Change<std::optional<std::string>> vat_number;
    Change<std::optional<customers::Address>> billing_address, shipping_address;
    Change<std::optional<std::int32_t>> payment_terms_days;
    Change<std::vector<LineChange>> lines;
    Change<std::optional<Decimal>> document_discount_percent, document_discount_amount;
    Change<bool> prices_include_tax;
    Change<TaxRounding> tax_rounding;
    Change<std::optional<Decimal>> cash_rounding;
    Change<std::optional<Date>> issue_date, due_date;
    Change<std::optional<std::string>> notes;
};
constexpr auto shape_of(EstimateChange*)
{
    using T = EstimateChange;
    return shape("EstimateChange", field("estimate_id", &T::estimate_id), field("if_match", &T::if_match),
                 field("customer_id", &T::customer_id), field("currency", &T::currency, currency_code),
                 field("vat_number", &T::vat_number, length(1, 50)), field("billing_address", &T::billing_address),
                 field("shipping_address", &T::shipping_address), field("payment_terms_days", &T::payment_terms_days, between(0, 3650)),
                 field("lines", &T::lines), field("document_discount_percent", &T::document_discount_percent, decimal_between("0", "100")),
                 field("document_discount_amount", &T::document_discount_amount, decimal_between("0", "99999999999999.999999")),
                 field("prices_include_tax", &T::prices_include_tax), field("tax_rounding", &T::tax_rounding),
                 field("cash_rounding", &T::cash_rounding, decimal_between("0", "1000000")), field("issue_date", &T::issue_date),
                 field("due_date", &T::due_date), field("notes", &T::notes, length(0, 20'000)), due_before_issue);
}

}  // namespace guildhall::estimates
