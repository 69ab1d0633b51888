#pragma once
#include <optional>
#include <string>
#include <vector>

#include "api/route.h"

// Service accounts of a guild, "programs" to its people: accounts that are nobody's, within what their maker held, which enter by keys
// alone. Who may give what is decided by the functions of the wall; see migration 0119.
namespace guildhall::service_accounts {

inline constexpr Permission may_read{"service_accounts.read"};
inline constexpr Permission may_create{"service_accounts.create"};
inline constexpr Permission may_update{"service_accounts.update"};
inline constexpr Permission may_delete{"service_accounts.delete"};

// permissions: "customers.read", or no further than "customers.read:own". membership_id: what it acts as, which can be asked about.
// keys: how many open something now. last_used_at: of the last of them.
struct ServiceAccount {
    Uuid id, guild_id, membership_id;
    std::string name;
    std::vector<std::string> permissions;
    std::int64_t keys = 0;
    std::optional<Time> last_used_at;
    std::int32_t version = 1;
    Time created_at;
};
constexpr auto shape_of(ServiceAccount*)
{
    return shape("ServiceAccount", field("id", &ServiceAccount::id), field("guild_id", &ServiceAccount::guild_id),
                 field("membership_id", &ServiceAccount::membership_id), field("name", &ServiceAccount::name),
                 field("permissions", &ServiceAccount::permissions), field("keys", &ServiceAccount::keys),
                 field("last_used_at", &ServiceAccount::last_used_at), field("version", &ServiceAccount::version),
                 field("created_at", &ServiceAccount::created_at));
}

std::vector<Route> routes();

}  // namespace guildhall::service_accounts
