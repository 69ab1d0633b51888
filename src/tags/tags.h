#pragma once
#include <string>
#include <vector>

#include "api/route.h"

namespace guildhall::tags {

inline constexpr Permission may_read{"tags.read"};
inline constexpr Permission may_create{"tags.create"};
inline constexpr Permission may_update{"tags.update"};
inline constexpr Permission may_delete{"tags.delete"};

// A word of the guild's own; no two differ by case alone.
struct Tag {
    Id<Tag> id;
    std::string name;
    std::int32_t version = 1;
    Time created_at;
    Uuid created_by;
};
constexpr auto shape_of(Tag*)
{
    return shape("Tag", field("id", &Tag::id), field("name", &Tag::name), field("version", &Tag::version),
                 field("created_at", &Tag::created_at), field("created_by", &Tag::created_by));
}

std::vector<Route> routes();

}  // namespace guildhall::tags
