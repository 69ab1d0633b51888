#pragma once
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "api/route.h"

// A guild's own roles, and those of an access owner for its agents: what somebody may do with records, beside or below what the built-in roles may. Who may give what is decided by
// the functions of the wall.
namespace guildhall::role_sets {

inline constexpr Permission may_read{"role_sets.read"};
inline constexpr Permission may_create{"role_sets.create"};
inline constexpr Permission may_update{"role_sets.update"};
inline constexpr Permission may_delete{"role_sets.delete"};
inline constexpr Permission may_ask{"accounts.read"};  // about whom is decided by wall.explain

// How far a right reaches: to one's own records, to those of one's spot (a head's: and of the spots below), to all of the guild's.
enum class Scope { own, spot, guild };
constexpr std::array<std::string_view, 3> names_of(Scope*)
{
    return {"own", "spot", "guild"};
}

// A guild's, or an access owner's for its agents. permissions: "customers.read:spot", in the order of GET /permissions. people: how many have it.
struct RoleSet {
    Uuid id;
    std::optional<Uuid> guild_id, access_owner_id;
    std::string name;
    std::vector<std::string> permissions;
    std::int64_t people = 0;
    std::int32_t version = 1;
    Time created_at;
};
constexpr auto shape_of(RoleSet*)
{
    return shape("RoleSet", field("id", &RoleSet::id), field("guild_id", &RoleSet::guild_id),
                 field("access_owner_id", &RoleSet::access_owner_id), field("name", &RoleSet::name),
                 field("permissions", &RoleSet::permissions), field("people", &RoleSet::people), field("version", &RoleSet::version),
                 field("created_at", &RoleSet::created_at));
}

std::vector<Route> routes();
std::vector<Route> explanation_routes();

}  // namespace guildhall::role_sets
