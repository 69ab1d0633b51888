#pragma once
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "api/route.h"

namespace guildhall::tax_codes {

inline constexpr Permission may_read{"tax_codes.read"};
inline constexpr Permission may_create{"tax_codes.create"};
inline constexpr Permission may_update{"tax_codes.update"};
inline constexpr Permission may_delete{"tax_codes.delete"};

// EN 16931 BT-151 (UNCL 5305): standard, zero rated, exempt, reverse charge, intra-community supply, export, not subject to tax,
// and the taxes of the Canary Islands (L) and of Ceuta and Melilla (M).
enum class Category { S, Z, E, AE, K, G, O, L, M };
constexpr std::array<std::string_view, 9> names_of(Category*)
{
    return {"S", "Z", "E", "AE", "K", "G", "O", "L", "M"};
}

// E, AE, K, G and O say why no tax is charged; the others must not. Only S, L and M have a rate, in percent; that of S is
// above 0.
struct TaxCode {
    Id<TaxCode> id;
    std::string name;
    Category category = Category::S;
    Decimal rate;
    std::optional<std::string> exemption_reason;
    bool active = true;
    std::int32_t version = 1;
    Time created_at;
    Uuid created_by;
    Time updated_at;
    Uuid updated_by;
};
constexpr auto shape_of(TaxCode*)
{
    return shape("TaxCode", field("id", &TaxCode::id), field("name", &TaxCode::name), field("category", &TaxCode::category),
                 field("rate", &TaxCode::rate), field("exemption_reason", &TaxCode::exemption_reason), field("active", &TaxCode::active),
                 field("version", &TaxCode::version), field("created_at", &TaxCode::created_at), field("created_by", &TaxCode::created_by),
                 field("updated_at", &TaxCode::updated_at), field("updated_by", &TaxCode::updated_by));
}

std::vector<Route> routes();

}  // namespace guildhall::tax_codes
