#pragma once
#include <string>
#include <vector>

#include "api/route.h"

namespace guildhall::groups {

inline constexpr Permission may_read{"groups.read"};
inline constexpr Permission may_create{"groups.create"};
inline constexpr Permission may_update{"groups.update"};
inline constexpr Permission may_delete{"groups.delete"};

// What customers are put together in: each is in one, or in none. No two differ by case alone.
struct Group {
    Id<Group> id;
    std::string name;
    std::int32_t version = 1;
    Time created_at;
    Uuid created_by;
};
constexpr auto shape_of(Group*)
{
    return shape("Group", field("id", &Group::id), field("name", &Group::name), field("version", &Group::version),
                 field("created_at", &Group::created_at), field("created_by", &Group::created_by));
}

std::vector<Route> routes();

}  // namespace guildhall::groups
