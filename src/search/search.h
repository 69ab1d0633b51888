#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/route.h"

// Finding records from anywhere, by any beginning of a word, a part of one, a number or an address.
namespace guildhall::search {

enum class Kind { customer, contact, estimate, activity, product };
constexpr std::array<std::string_view, 5> names_of(Kind*)
{
    return {"customer", "contact", "estimate", "activity", "product"};
}

// What a list is searched for, as far as it can be told beforehand.
struct Matches {
    std::optional<std::vector<Uuid>> ids;  // of all that match, if they are few
    std::optional<std::int32_t> share;     // if not: about how many of 10,000 do
};
constexpr auto shape_of(Matches*)
{
    return shape("Matches", field("ids", &Matches::ids), field("share", &Matches::share));
}

// Customers or contacts that the caller may see and a list finds by this text.
Task<Matches> matches(Tx& tx, Kind kind, std::string text);

std::vector<Route> routes();

}  // namespace guildhall::search
