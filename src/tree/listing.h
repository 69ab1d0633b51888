#pragma once
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "api/page.h"
#include "api/route.h"
#include "db/collation.h"

namespace guildhall::tree {

enum class Sort { name, newest };
constexpr std::array<std::string_view, 2> names_of(Sort*)
{
    return {"name", "-created_at"};
}

struct ListInput {
    std::int32_t limit = 50;
    std::optional<std::string> after, search;
    Sort sort = Sort::name;
};
constexpr auto shape_of(ListInput*)
{
    return shape("TreeList", field("limit", &ListInput::limit, between(1, 200), or_default), field("after", &ListInput::after),
                 field("search", &ListInput::search, length(1, 200)), field("sort", &ListInput::sort, or_default));
}

struct InAccessOwner {
    Uuid access_owner_id;
    std::int32_t limit = 50;
    std::optional<std::string> after, search;
    Sort sort = Sort::name;

    ListInput list() const { return {limit, after, search, sort}; }
};
constexpr auto shape_of(InAccessOwner*)
{
    return shape("InAccessOwner", field("access_owner_id", &InAccessOwner::access_owner_id),
                 field("limit", &InAccessOwner::limit, between(1, 200), or_default), field("after", &InAccessOwner::after),
                 field("search", &InAccessOwner::search, length(1, 200)), field("sort", &InAccessOwner::sort, or_default));
}

struct InGuild {
    Uuid guild_id;
    std::int32_t limit = 50;
    std::optional<std::string> after, search;
    Sort sort = Sort::name;

    ListInput list() const { return {limit, after, search, sort}; }
};
constexpr auto shape_of(InGuild*)
{
    return shape("InGuild", field("guild_id", &InGuild::guild_id), field("limit", &InGuild::limit, between(1, 200), or_default),
                 field("after", &InGuild::after), field("search", &InGuild::search, length(1, 200)),
                 field("sort", &InGuild::sort, or_default));
}

struct InSpot {
    Uuid spot_id;
    std::int32_t limit = 50;
    std::optional<std::string> after, search;
    Sort sort = Sort::name;

    ListInput list() const { return {limit, after, search, sort}; }
};
constexpr auto shape_of(InSpot*)
{
    return shape("InSpot", field("spot_id", &InSpot::spot_id), field("limit", &InSpot::limit, between(1, 200), or_default),
                 field("after", &InSpot::after), field("search", &InSpot::search, length(1, 200)),
                 field("sort", &InSpot::sort, or_default));
}

// What a list's statement is asked with.
struct Window {
    std::optional<std::string> search;
    std::string sort;
    std::optional<std::string> after_key;
    std::optional<Uuid> after_id;
    std::int32_t limit = 50;
};

// Throws Failure(malformed) on a cursor that is not of this order.
Window window_of(ListInput const& in);

// The order of names for the one who reads.
Task<db::Collation> reader_collation(Tx& tx);

std::vector<std::string> cursor_key(ListInput const& in, std::string const& name, Time created_at, Uuid id);

}  // namespace guildhall::tree
