#pragma once
#include "estimates/inputs.h"
#include "estimates/record.h"

// What an estimate is written upon: its customer, and the tax codes and products of its lines, as far as the caller sees them.
namespace guildhall::estimates {

struct CustomerBasis {
    CustomerId id;
    std::string name;
    std::optional<std::string> vat_number;
    std::optional<customers::Address> billing_address, shipping_address;
    std::int32_t payment_terms_days = 0;
    std::string currency;
};
constexpr auto shape_of(CustomerBasis*)
{
    using T = CustomerBasis;
    return shape("CustomerBasis", field("id", &T::id), field("name", &T::name), field("vat_number", &T::vat_number),
                 field("billing_address", &T::billing_address), field("shipping_address", &T::shipping_address),
                 field("payment_terms_days", &T::payment_terms_days), field("currency", &T::currency));
}

struct TaxRate {
    TaxCodeId id;
    std::string category;
    Decimal rate;
};
constexpr auto shape_of(TaxRate*)
{
    return shape("TaxRate", field("id", &TaxRate::id), field("category", &TaxRate::category), field("rate", &TaxRate::rate));
}

class Basis {
public:
    enum class Customer { is_new, stays };

    // One flush for all of it.
    static Task<Basis> look_up(Tx& tx, CustomerId customer_id, std::vector<LineChange> lines);

    // What is wrong with the ids that were sent; an id of another guild, or of a record out of sight, is as wrong as one of nothing.
    // A line that stays may keep a tax code or a product that has gone to the trash, and an estimate its customer.
    void check(std::vector<LineChange> const& lines, std::vector<LineRecord> const& before, Customer customer) const;

    CustomerBasis const& customer() const { return *customer_; }
    std::vector<LineRecord> lines(std::vector<LineChange> lines, std::vector<LineRecord> const& before) const;

private:
    TaxRate const* find(TaxCodeId) const;
    bool has(ProductId) const;
    void check_line(LineChange const& line, LineRecord const* before, std::string const& at, std::vector<FieldProblem>& problems) const;

    std::optional<CustomerBasis> customer_;
    std::vector<TaxRate> tax_codes_;  // both in the order of their ids
    std::vector<ProductId> products_;
};

}  // namespace guildhall::estimates
