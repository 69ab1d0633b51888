#pragma once
#include <optional>
#include <string>
#include <vector>

#include "api/route.h"
#include "tax_codes/tax_codes.h"

namespace guildhall::products {

inline constexpr Permission may_read{"products.read"};
inline constexpr Permission may_create{"products.create"};
inline constexpr Permission may_update{"products.update"};
inline constexpr Permission may_delete{"products.delete"};

// What a guild sells, with the price that a line begins with, in `currency`, for one `unit`.
struct Product {
    Id<Product> id;
    std::optional<std::string> external_id, sku;
    std::string name;
    std::optional<std::string> description, category, unit;
    Decimal unit_price;
    std::string currency;
    std::optional<Id<tax_codes::TaxCode>> tax_code_id;
    bool active = true;
    std::int32_t version = 1;
    Time created_at;
    Uuid created_by;
    Time updated_at;
    Uuid updated_by;
};
constexpr auto shape_of(Product*)
{
    return shape("Product", field("id", &Product::id), field("external_id", &Product::external_id), field("sku", &Product::sku),
                 field("name", &Product::name), field("description", &Product::description), field("category", &Product::category),
                 field("unit", &Product::unit), field("unit_price", &Product::unit_price), field("currency", &Product::currency),
                 field("tax_code_id", &Product::tax_code_id), field("active", &Product::active), field("version", &Product::version),
                 field("created_at", &Product::created_at), field("created_by", &Product::created_by),
                 field("updated_at", &Product::updated_at), field("updated_by", &Product::updated_by));
}

std::vector<Route> routes();

}  // namespace guildhall::products
