#include "role_sets/role_sets.h"

#include "api/listing.h"
#include "role_sets/role_sets.sql.h"

namespace guildhall::role_sets {

namespace sql {
constexpr auto list = db::statement<text, "list">;
constexpr auto count = db::statement<text, "count">;
constexpr auto by_id = db::statement<text, "by_id">;
constexpr auto add = db::statement<text, "add">;
constexpr auto list_of_owner = db::statement<text, "list_of_owner">;
constexpr auto count_of_owner = db::statement<text, "count_of_owner">;
constexpr auto add_to_owner = db::statement<text, "add_to_owner">;
constexpr auto change = db::statement<text, "change">;
constexpr auto remove = db::statement<text, "remove">;
constexpr auto permissions = db::statement<text, "permissions">;
}  // namespace sql

namespace {

// Something that can be given. least: what remains where a role does not name it. administrative: never further than the built-in role
// reaches. held: how far the caller may give it, if at all.
struct Givable {
    std::string permission;
    std::vector<Scope> scopes;
    std::optional<Scope> least;
    bool administrative = false;
    std::optional<Scope> held;
};
constexpr auto shape_of(Givable*)
{
    return shape("Permission", field("permission", &Givable::permission), field("scopes", &Givable::scopes),
                 field("least", &Givable::least), field("administrative", &Givable::administrative), field("held", &Givable::held));
}

struct Permissions {
    std::vector<Givable> items;
};
constexpr auto shape_of(Permissions*)
{
    return shape("Permissions", field("items", &Permissions::items));
}

struct Filter {
    Uuid guild_id;
    std::optional<std::string> search;  // parts of words of the name
};
constexpr auto shape_of(Filter*)
{
    return shape("RoleSetFilter", field("guild_id", &Filter::guild_id), field("search", &Filter::search, length(1, 200)));
}

struct OwnerFilter {
    Uuid access_owner_id;
    std::optional<std::string> search;  // parts of words of the name
};
constexpr auto shape_of(OwnerFilter*)
{
    return shape("OwnerRoleSetFilter", field("access_owner_id", &OwnerFilter::access_owner_id),
                 field("search", &OwnerFilter::search, length(1, 200)));
}

struct RoleSetById {
    Uuid role_set_id;
    std::optional<std::string> if_match;
};
constexpr auto shape_of(RoleSetById*)
{
    return shape("RoleSetById", field("role_set_id", &RoleSetById::role_set_id), field("if_match", &RoleSetById::if_match));
}

struct RoleSetInput {
    Uuid guild_id;
    std::string name;
    std::vector<std::string> permissions;
};
constexpr auto shape_of(RoleSetInput*)
{
    return shape("RoleSetInput", field("guild_id", &RoleSetInput::guild_id), field("name", &RoleSetInput::name, length(1, 60), not_blank),
                 field("permissions", &RoleSetInput::permissions));
}

struct OwnerRoleSetInput {
    Uuid access_owner_id;
    std::string name;
    std::vector<std::string> permissions;
};
constexpr auto shape_of(OwnerRoleSetInput*)
{
    return shape("OwnerRoleSetInput", field("access_owner_id", &OwnerRoleSetInput::access_owner_id),
                 field("name", &OwnerRoleSetInput::name, length(1, 60), not_blank), field("permissions", &OwnerRoleSetInput::permissions));
}

struct RoleSetChange {
    Uuid role_set_id;
    std::optional<std::string> if_match;
    Change<std::string> name;
    Change<std::vector<std::string>> permissions;
};
constexpr auto shape_of(RoleSetChange*)
{
    return shape("RoleSetChange", field("role_set_id", &RoleSetChange::role_set_id), field("if_match", &RoleSetChange::if_match),
                 field("name", &RoleSetChange::name, length(1, 60), not_blank), field("permissions", &RoleSetChange::permissions));
}

Task<Page<RoleSet>> list(Tx& tx, List<Filter, ByName::name> in)
{
    return listed<RoleSet, sql::list>(tx, in, in.guild_id);
}

Task<Count> count(Tx& tx, Filter in)
{
    return tx.last_one<Count>(sql::count, in.search, in.guild_id);
}

Task<RoleSet> by_id(Tx& tx, RoleSetById which)
{
    return tx.last_one<RoleSet>(sql::by_id, which.role_set_id);
}

Task<RoleSet> add(Tx& tx, RoleSetInput in)
{
    return tx.last_one<RoleSet>(sql::add, Uuid::make(), in.guild_id, in.name, in.permissions);
}

Task<Page<RoleSet>> list_of_owner(Tx& tx, List<OwnerFilter, ByName::name> in)
{
    return listed<RoleSet, sql::list_of_owner>(tx, in, in.access_owner_id);
}

Task<Count> count_of_owner(Tx& tx, OwnerFilter in)
{
    return tx.last_one<Count>(sql::count_of_owner, in.search, in.access_owner_id);
}

Task<RoleSet> add_to_owner(Tx& tx, OwnerRoleSetInput in)
{
    return tx.last_one<RoleSet>(sql::add_to_owner, Uuid::make(), in.access_owner_id, in.name, in.permissions);
}

Task<RoleSet> change(Tx& tx, RoleSetChange changes)
{
    auto const now = co_await tx.one<RoleSet>(sql::by_id, changes.role_set_id);
    expect_version(changes.if_match, now);
    co_return co_await tx.last_one<RoleSet>(sql::change, now.id, now.version, given(changes.name), given(changes.permissions));
}

Task<void> remove(Tx& tx, RoleSetById which)
{
    auto const now = co_await tx.one<RoleSet>(sql::by_id, which.role_set_id);
    if (which.if_match)
        expect_version(which.if_match, now);
    co_await tx.last_one<bool>(sql::remove, now.id, now.version);
}

Task<Permissions> permissions(Tx& tx)
{
    auto items = co_await tx.last_rows<Givable>(sql::permissions);
    co_return Permissions{std::move(items)};
}

}  // namespace

std::vector<Route> routes()
{
    return {
        get("/permissions", "What a role of one's own can let people do, and how far", needs(may_read), permissions),
        get("/guilds/{guild_id}/role-sets", "A guild's own roles, by name", needs(may_read), list),
        get("/guilds/{guild_id}/role-sets/count", "How many roles of its own a guild has", needs(may_read), count),
        post("/guilds/{guild_id}/role-sets", "Make a role", needs(may_create), add),
        get("/access-owners/{access_owner_id}/role-sets", "An access owner's own roles for its agents, by name", needs(may_read),
            list_of_owner),
        get("/access-owners/{access_owner_id}/role-sets/count", "How many roles for its agents an access owner has", needs(may_read),
            count_of_owner),
        post("/access-owners/{access_owner_id}/role-sets", "Make a role for agents", needs(may_create), add_to_owner),
        get("/role-sets/{role_set_id}", "A role", needs(may_read), by_id),
        patch("/role-sets/{role_set_id}", "Change a role, for all who have it", needs(may_update), change),
        del("/role-sets/{role_set_id}", "Remove a role that nobody has", needs(may_delete), remove),
    };
}

}  // namespace guildhall::role_sets
