#include "tree/listing.sql.h"
#include "tree/parts.h"
#include "tree/tree.sql.h"

namespace guildhall::tree {

namespace sql {
constexpr auto guilds = db::statement<listing_text, "guilds">;
constexpr auto count_guilds = db::statement<listing_text, "count_guilds">;
constexpr auto guild = db::statement<text, "guild">;
constexpr auto add_guild = db::statement<text, "add_guild">;
constexpr auto update_guild = db::statement<text, "update_guild">;
}  // namespace sql

namespace {

struct GuildById {
    Uuid guild_id;
};
constexpr auto shape_of(GuildById*)
{
    return shape("GuildById", field("guild_id", &GuildById::guild_id));
}

struct NewGuild {
    Uuid access_owner_id;
    std::string name;
    std::optional<std::string> currency, country, language;
};
constexpr auto shape_of(NewGuild*)
{
    return shape("NewGuild", field("access_owner_id", &NewGuild::access_owner_id),
                 field("name", &NewGuild::name, length(1, 200), not_blank), field("currency", &NewGuild::currency, currency_code),
                 field("country", &NewGuild::country, country_code), field("language", &NewGuild::language, language_tag));
}

struct GuildChange {
    Uuid guild_id;
    std::optional<std::string> if_match;
    Change<std::string> name, currency, country, language;
    Change<std::int32_t> payment_terms_days;
    Change<bool> require_email_or_phone, suspended;
    Change<std::vector<CustomerField>> required_customer_fields;
    Change<bool> second_factor_required;
    Change<std::int32_t> session_idle_minutes, session_absolute_minutes;
};
constexpr auto shape_of(GuildChange*)
{
    return shape("GuildChange", field("guild_id", &GuildChange::guild_id), field("if_match", &GuildChange::if_match),
                 field("name", &GuildChange::name, length(1, 200), not_blank), field("currency", &GuildChange::currency, currency_code),
                 field("country", &GuildChange::country, country_code), field("language", &GuildChange::language, language_tag),
                 field("payment_terms_days", &GuildChange::payment_terms_days, between(0, 3650)),
                 field("require_email_or_phone", &GuildChange::require_email_or_phone), field("suspended", &GuildChange::suspended),
                 field("required_customer_fields", &GuildChange::required_customer_fields),
                 field("second_factor_required", &GuildChange::second_factor_required),
                 field("session_idle_minutes", &GuildChange::session_idle_minutes, between(5, 20160)),
                 field("session_absolute_minutes", &GuildChange::session_absolute_minutes, between(30, 129600)));
}

Task<Page<Guild>> list(Tx& tx, AllInSight in)
{
    return listed<Guild, sql::guilds>(tx, in);
}

Task<Count> count(Tx& tx, InSight in)
{
    return tx.last_one<Count>(sql::count_guilds, in.search);
}

Task<Guild> by_id(Tx& tx, GuildById which)
{
    return tx.last_one<Guild>(sql::guild, which.guild_id);
}

Task<Guild> add(Tx& tx, NewGuild in)
{
    return tx.last_one<Guild>(sql::add_guild, in.access_owner_id, Uuid::make(), in.name, in.currency, in.country, in.language);
}

Task<Guild> change(Tx& tx, GuildChange changes)
{
    auto const now = co_await tx.one<Guild>(sql::guild, changes.guild_id);
    expect_version(changes.if_match, now);
    co_return co_await tx.last_one<Guild>(sql::update_guild, now.id, now.version, given(changes.name), given(changes.currency),
                                          given(changes.country), given(changes.language), given(changes.payment_terms_days),
                                          given(changes.require_email_or_phone), given(changes.suspended),
                                          given(changes.required_customer_fields), given(changes.second_factor_required),
                                          given(changes.session_idle_minutes), given(changes.session_absolute_minutes));
}

}  // namespace

std::vector<Route> guild_routes()
{
    return {
        get("/guilds", "Guilds", needs(may_read_guilds), list),
        get("/guilds/count", "How many guilds", needs(may_read_guilds), count),
        post("/access-owners/{access_owner_id}/guilds", "Make a guild", needs(may_create_guilds), add),
        get("/guilds/{guild_id}", "A guild and its settings", needs(may_read_guilds), by_id),
        patch("/guilds/{guild_id}", "Change a guild or its settings, or suspend it", needs(may_update_guilds), change),
    };
}

}  // namespace guildhall::tree
