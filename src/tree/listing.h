#pragma once
#include <optional>
#include <string>

#include "api/listing.h"
#include "api/route.h"

// What the tree's lists are of. search: parts of words of the name, and of an account's e-mail address.
namespace guildhall::tree {

struct InSight {
    std::optional<std::string> search;
};
constexpr auto shape_of(InSight*)
{
    return shape("InSight", field("search", &InSight::search, length(1, 200)));
}

struct InAccessOwner {
    Uuid access_owner_id;
    std::optional<std::string> search;
};
constexpr auto shape_of(InAccessOwner*)
{
    return shape("InAccessOwner", field("access_owner_id", &InAccessOwner::access_owner_id),
                 field("search", &InAccessOwner::search, length(1, 200)));
}

struct InGuild {
    Uuid guild_id;
    std::optional<std::string> search;
};
constexpr auto shape_of(InGuild*)
{
    return shape("InGuild", field("guild_id", &InGuild::guild_id), field("search", &InGuild::search, length(1, 200)));
}

struct InSpot {
    Uuid spot_id;
    std::optional<std::string> search;
};
constexpr auto shape_of(InSpot*)
{
    return shape("InSpot", field("spot_id", &InSpot::spot_id), field("search", &InSpot::search, length(1, 200)));
}

using AllInSight = List<InSight, ByName::name>;
using AllInAccessOwner = List<InAccessOwner, ByName::name>;
using AllInGuild = List<InGuild, ByName::name>;
using AllInSpot = List<InSpot, ByName::name>;

}  // namespace guildhall::tree
