#pragma once
#include <array>
#include <cstddef>
#include <span>
#include <string_view>

namespace guildhall::imports {

enum class Kind { customers, products };
constexpr std::array<std::string_view, 2> names_of(Kind*)
{
    return {"customers", "products"};
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

}  // namespace guildhall::imports
