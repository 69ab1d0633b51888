#pragma once
#include "base/shape.h"
#include <array>

#include <cstddef>
#include <span>
#include <string_view>

namespace guildhall::imports {

enum class Kind { customers, products, contacts };
constexpr std::array<std::string_view, 3> names_of(Kind*)
{
    return {"customers", "products", "contacts"};
}

// What is done with a row whose record is there already, and by what that is known. With `create` nobody looks.
enum class Duplicates { skip, update, create };
constexpr std::array<std::string_view, 3> names_of(Duplicates*)
{
    return {"skip", "update", "create"};
}
enum class MatchBy { external_id, vat_number, email, name, sku };
constexpr std::array<std::string_view, 5> names_of(MatchBy*)
{
    return {"external_id", "vat_number", "email", "name", "sku"};
}

// How what stands in a column is read. full_name and location become several fields; opposite is "discontinued" for active.
enum class Form {
    text,
    email,
    website,
    country,
    currency,
    language,
    number,
    days,
    person_or_company,
    status,
    yes_or_no,
    opposite,
    full_name,
    location
};

// What a column can be mapped to.
struct ImportField {
    std::string_view name;  // as in the API: "address.city"; what conversion makes of contact.name and address.location differs
    Form form;
    std::size_t longest;       // characters
    std::string_view headers;  // folded (folding.h), the surest first
};

std::span<ImportField const> fields_of(Kind kind);
ImportField const* find_field(Kind kind, std::string_view name);

// By what records can be known to be there already, the surest first; and the field that must be mapped for it.
std::span<MatchBy const> choices_of(Kind kind);
std::string_view column_of(Kind kind, MatchBy by);

}  // namespace guildhall::imports
