#include "tree/agencies.sql.h"
#include "tree/parts.h"

// Groups of an access owner's guilds: what its agents are assigned over.
namespace guildhall::tree {

namespace sql {
constexpr auto guild_groups = db::statement<agencies_text, "guild_groups">;
constexpr auto count_guild_groups = db::statement<agencies_text, "count_guild_groups">;
constexpr auto guild_group = db::statement<agencies_text, "guild_group">;
constexpr auto add_guild_group = db::statement<agencies_text, "add_guild_group">;
constexpr auto update_guild_group = db::statement<agencies_text, "update_guild_group">;
constexpr auto remove_guild_group = db::statement<agencies_text, "remove_guild_group">;
}  // namespace sql

namespace {

inline constexpr Permission may_read{"guild_groups.read"}, may_create{"guild_groups.create"}, may_update{"guild_groups.update"},
    may_delete{"guild_groups.delete"};

struct GuildGroup {
    Uuid id, access_owner_id;
    std::string name;
    std::vector<Uuid> guild_ids;
    std::int32_t version = 1;
    Time created_at;
};
constexpr auto shape_of(GuildGroup*)
{
    return shape("GuildGroup", field("id", &GuildGroup::id), field("access_owner_id", &GuildGroup::access_owner_id),
                 field("name", &GuildGroup::name), field("guild_ids", &GuildGroup::guild_ids), field("version", &GuildGroup::version),
                 field("created_at", &GuildGroup::created_at));
}

struct GuildGroupById {
    Uuid guild_group_id;
    std::optional<std::string> if_match;
};
constexpr auto shape_of(GuildGroupById*)
{
    return shape("GuildGroupById", field("guild_group_id", &GuildGroupById::guild_group_id), field("if_match", &GuildGroupById::if_match));
}

struct NewGuildGroup {
    Uuid access_owner_id;
    std::string name;
    std::vector<Uuid> guild_ids;
};
constexpr auto shape_of(NewGuildGroup*)
{
    return shape("NewGuildGroup", field("access_owner_id", &NewGuildGroup::access_owner_id),
                 field("name", &NewGuildGroup::name, length(1, 60), not_blank), field("guild_ids", &NewGuildGroup::guild_ids, or_default));
}

struct GuildGroupChange {
    Uuid guild_group_id;
    std::optional<std::string> if_match;
    Change<std::string> name;
    Change<std::vector<Uuid>> guild_ids;
};
constexpr auto shape_of(GuildGroupChange*)
{
    return shape("GuildGroupChange", field("guild_group_id", &GuildGroupChange::guild_group_id),
                 field("if_match", &GuildGroupChange::if_match), field("name", &GuildGroupChange::name, length(1, 60), not_blank),
                 field("guild_ids", &GuildGroupChange::guild_ids));
}

Task<Page<GuildGroup>> list(Tx& tx, AllInAccessOwner in)
{
    return listed<GuildGroup, sql::guild_groups>(tx, in, in.access_owner_id);
}

Task<Count> count(Tx& tx, InAccessOwner in)
{
    return tx.last_one<Count>(sql::count_guild_groups, in.search, in.access_owner_id);
}

Task<GuildGroup> by_id(Tx& tx, GuildGroupById which)
{
    return tx.last_one<GuildGroup>(sql::guild_group, which.guild_group_id);
}

Task<GuildGroup> add(Tx& tx, NewGuildGroup in)
{
    return tx.last_one<GuildGroup>(sql::add_guild_group, Uuid::make(), in.access_owner_id, in.name, in.guild_ids);
}

Task<GuildGroup> change(Tx& tx, GuildGroupChange changes)
{
    auto const now = co_await tx.one<GuildGroup>(sql::guild_group, changes.guild_group_id);
    expect_version(changes.if_match, now);
    co_return co_await tx.last_one<GuildGroup>(sql::update_guild_group, now.id, now.version, given(changes.name), given(changes.guild_ids));
}

Task<void> remove(Tx& tx, GuildGroupById which)
{
    auto const now = co_await tx.one<GuildGroup>(sql::guild_group, which.guild_group_id);
    if (which.if_match)
        expect_version(which.if_match, now);
    co_await tx.last_one<bool>(sql::remove_guild_group, now.id, now.version);
}

}  // namespace

std::vector<Route> guild_group_routes()
{
    return {
        get("/access-owners/{access_owner_id}/guild-groups", "An access owner's groups of guilds", needs(may_read), list),
        get("/access-owners/{access_owner_id}/guild-groups/count", "How many groups of guilds", needs(may_read), count),
        post("/access-owners/{access_owner_id}/guild-groups", "Make a group of guilds", needs(may_create), add),
        get("/guild-groups/{guild_group_id}", "A group of guilds", needs(may_read), by_id),
        patch("/guild-groups/{guild_group_id}", "Rename a group, or have guilds join and leave it", needs(may_update), change),
        del("/guild-groups/{guild_group_id}", "Remove a group that nobody works over", needs(may_delete), remove),
    };
}

}  // namespace guildhall::tree
