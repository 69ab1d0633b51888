#pragma once
#include <array>
#include <string>
#include <vector>

#include "api/route.h"

namespace guildhall::views {

inline constexpr Permission may_read{"views.read"};
inline constexpr Permission may_create{"views.create"};
inline constexpr Permission may_update{"views.update"};
inline constexpr Permission may_delete{"views.delete"};

enum class ListName { customers, contacts, estimates, products };
constexpr std::array<std::string_view, 4> names_of(ListName*)
{
    return {"customers", "contacts", "estimates", "products"};
}

// How somebody looks at a list. Its owner sees it, and where it is shared everybody in the guild.
struct View {
    Id<View> id;
    ListName list = ListName::customers;
    std::string name, query;  // query: filters, order and columns, as they stand in the address behind the ?
    bool shared = false;
    Uuid owner_id;
    std::int32_t version = 1;
    Time created_at;
    Uuid created_by;
    Time updated_at;
    Uuid updated_by;
};
constexpr auto shape_of(View*)
{
    return shape("View", field("id", &View::id), field("list", &View::list), field("name", &View::name), field("query", &View::query),
                 field("shared", &View::shared), field("owner_id", &View::owner_id), field("version", &View::version),
                 field("created_at", &View::created_at), field("created_by", &View::created_by), field("updated_at", &View::updated_at),
                 field("updated_by", &View::updated_by));
}

std::vector<Route> routes();

}  // namespace guildhall::views
