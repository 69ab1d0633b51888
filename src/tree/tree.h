#pragma once
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "api/route.h"
#include "identity/services.h"

// Who stands where: moderators, access owners and their teams, guilds, spots, and the accounts in them. Who sees and rules over
// whom is decided by the functions of the wall (migrations 0010 to 0014).
namespace guildhall::tree {

inline constexpr Permission may_read_moderators{"moderators.read"}, may_create_moderators{"moderators.create"};
inline constexpr Permission may_read_access_owners{"access_owners.read"}, may_create_access_owners{"access_owners.create"},
    may_update_access_owners{"access_owners.update"};
inline constexpr Permission may_read_team{"team.read"}, may_create_team{"team.create"};
inline constexpr Permission may_read_guilds{"guilds.read"}, may_create_guilds{"guilds.create"}, may_update_guilds{"guilds.update"};
inline constexpr Permission may_read_administrators{"administrators.read"}, may_create_administrators{"administrators.create"};
inline constexpr Permission may_read_spots{"spots.read"}, may_create_spots{"spots.create"}, may_update_spots{"spots.update"};
inline constexpr Permission may_read_heads{"heads.read"}, may_create_heads{"heads.create"};
inline constexpr Permission may_read_builders{"builders.read"}, may_create_builders{"builders.create"};
inline constexpr Permission may_read_accounts{"accounts.read"}, may_update_accounts{"accounts.update"},
    may_suspend_accounts{"accounts.suspend"};

inline constexpr Permission may_move_people{"people.move"}, may_give_role_sets{"role_sets.assign"};
inline constexpr Permission may_read_portfolio{"portfolio.read"};
inline constexpr Permission may_read_standing_grants{"standing_grants.read"}, may_update_standing_grants{"standing_grants.update"};
inline constexpr Permission may_read_handovers{"handovers.read"}, may_create_handovers{"handovers.create"},
    may_decide_handovers{"handovers.decide"};

// An account by the membership that the caller sees it through. suspended: it cannot work there.
struct Account {
    Uuid id;
    std::string email, name, language, role;
    Uuid membership_id;
    std::optional<Uuid> access_owner_id, guild_id, spot_id;
    bool can_create_customers = false, suspended = false, second_factor = false;
    std::int32_t version = 1;
    Time created_at;
};
constexpr auto shape_of(Account*)
{
    return shape("Account", field("id", &Account::id), field("email", &Account::email), field("name", &Account::name),
                 field("language", &Account::language), field("role", &Account::role), field("membership_id", &Account::membership_id),
                 field("access_owner_id", &Account::access_owner_id), field("guild_id", &Account::guild_id),
                 field("spot_id", &Account::spot_id), field("can_create_customers", &Account::can_create_customers),
                 field("suspended", &Account::suspended), field("second_factor", &Account::second_factor),
                 field("version", &Account::version), field("created_at", &Account::created_at));
}

struct AccessOwner {
    Uuid id;
    std::string name;
    Uuid made_by;
    bool suspended = false;
    std::int32_t version = 1;
    Time created_at;
};
constexpr auto shape_of(AccessOwner*)
{
    return shape("AccessOwner", field("id", &AccessOwner::id), field("name", &AccessOwner::name), field("made_by", &AccessOwner::made_by),
                 field("suspended", &AccessOwner::suspended), field("version", &AccessOwner::version),
                 field("created_at", &AccessOwner::created_at));
}

// What a guild may ask of every quick customer, beyond its name and contact.
enum class CustomerField { vat_number, phone, website, address, contact_phone, contact_title };
constexpr std::array<std::string_view, 6> names_of(CustomerField*)
{
    return {"vat_number", "phone", "website", "address", "contact.phone", "contact.title"};
}

// A company, with what its documents and forms begin with, and what it asks of its people's sessions: at most the installation's limits.
struct Guild {
    Uuid id, access_owner_id;
    std::string name, currency, country, language;
    std::int32_t payment_terms_days = 30;
    bool require_email_or_phone = false, suspended = false;
    std::int32_t version = 1;
    Time created_at;
    std::vector<CustomerField> required_customer_fields;
    bool second_factor_required = false;
    std::int32_t session_idle_minutes = 0, session_absolute_minutes = 0;
};
constexpr auto shape_of(Guild*)
{
    return shape("Guild", field("id", &Guild::id), field("access_owner_id", &Guild::access_owner_id), field("name", &Guild::name),
                 field("currency", &Guild::currency), field("country", &Guild::country), field("language", &Guild::language),
                 field("payment_terms_days", &Guild::payment_terms_days), field("require_email_or_phone", &Guild::require_email_or_phone),
                 field("suspended", &Guild::suspended), field("version", &Guild::version), field("created_at", &Guild::created_at),
                 field("required_customer_fields", &Guild::required_customer_fields),
                 field("second_factor_required", &Guild::second_factor_required),
                 field("session_idle_minutes", &Guild::session_idle_minutes),
                 field("session_absolute_minutes", &Guild::session_absolute_minutes));
}

struct Spot {
    Uuid id, guild_id;
    std::optional<Uuid> parent_id;
    std::string name;
    std::int32_t version = 1;
    Time created_at;
};
constexpr auto shape_of(Spot*)
{
    return shape("Spot", field("id", &Spot::id), field("guild_id", &Spot::guild_id), field("parent_id", &Spot::parent_id),
                 field("name", &Spot::name), field("version", &Spot::version), field("created_at", &Spot::created_at));
}

// `services` outlives the routes.
std::vector<Route> routes(identity::Services& services);

}  // namespace guildhall::tree
