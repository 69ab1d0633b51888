#include "tree/new_account.h"
#include "tree/parts.h"
#include "tree/tree.sql.h"

namespace guildhall::tree {

namespace sql {
constexpr auto moderators = db::statement<text, "moderators">;
constexpr auto team = db::statement<text, "team">;
constexpr auto administrators = db::statement<text, "administrators">;
constexpr auto heads = db::statement<text, "heads">;
constexpr auto builders = db::statement<text, "builders">;
constexpr auto add_moderator = db::statement<text, "add_moderator">;
constexpr auto add_team_account = db::statement<text, "add_team_account">;
constexpr auto add_administrator = db::statement<text, "add_administrator">;
constexpr auto add_head = db::statement<text, "add_head">;
constexpr auto add_builder = db::statement<text, "add_builder">;
}  // namespace sql

namespace {

Page<Account> as_page(std::vector<Account> rows, ListInput const& in)
{
    return page_of(std::move(rows), in.limit, name_of(in.sort),
                   [&](Account const& last) { return cursor_key(in, last.name, last.created_at, last.id); });
}

Task<Page<Account>> accounts_in(Tx& tx, db::Statement<6> statement, Uuid place, ListInput in)
{
    auto const window = window_of(in);
    auto rows =
        co_await tx.last_rows<Account>(statement, window.search, window.sort, window.after_key, window.after_id, window.limit, place);
    co_return as_page(std::move(rows), in);
}

Task<Page<Account>> moderators(Tx& tx, ListInput in)
{
    auto const window = window_of(in);
    auto const collation = co_await reader_collation(tx);
    auto rows = co_await tx.last_rows<Account>(db::collated<sql::moderators>(collation), window.search, window.sort, window.after_key,
                                               window.after_id, window.limit);
    co_return as_page(std::move(rows), in);
}

Task<Page<Account>> team(Tx& tx, InAccessOwner in)
{
    auto const collation = co_await reader_collation(tx);
    co_return co_await accounts_in(tx, db::collated<sql::team>(collation), in.access_owner_id, in.list());
}

Task<Page<Account>> administrators(Tx& tx, InGuild in)
{
    auto const collation = co_await reader_collation(tx);
    co_return co_await accounts_in(tx, db::collated<sql::administrators>(collation), in.guild_id, in.list());
}

Task<Page<Account>> heads(Tx& tx, InSpot in)
{
    auto const collation = co_await reader_collation(tx);
    co_return co_await accounts_in(tx, db::collated<sql::heads>(collation), in.spot_id, in.list());
}

Task<Page<Account>> builders(Tx& tx, InSpot in)
{
    auto const collation = co_await reader_collation(tx);
    co_return co_await accounts_in(tx, db::collated<sql::builders>(collation), in.spot_id, in.list());
}

Task<Account> add_moderator(Tx& tx, Person person)
{
    return tx.last_one<Account>(sql::add_moderator, person.account, person.membership, person.email, person.name, person.language,
                                person.password_hash);
}

Task<Account> add_in(Tx& tx, db::Statement<7> statement, Person const& person)
{
    return tx.last_one<Account>(statement, person.place, person.account, person.membership, person.email, person.name, person.language,
                                person.password_hash);
}
Task<Account> add_team_account(Tx& tx, Person person)
{
    return add_in(tx, sql::add_team_account, person);
}
Task<Account> add_administrator(Tx& tx, Person person)
{
    return add_in(tx, sql::add_administrator, person);
}
Task<Account> add_head(Tx& tx, Person person)
{
    return add_in(tx, sql::add_head, person);
}

Task<Account> add_builder(Tx& tx, Person person)
{
    return tx.last_one<Account>(sql::add_builder, person.place, person.account, person.membership, person.email, person.name,
                                person.language, person.password_hash, person.can_create_customers);
}

}  // namespace

std::vector<Route> people_routes(identity::Services& services)
{
    auto moderator = [&services](Loop& loop, NewAccount in) { return person_of(services, loop, {}, std::move(in)); };
    auto in_owner = [&services](Loop& loop, NewInAccessOwner in) {
        return person_of(services, loop, in.access_owner_id, {in.email, in.name, in.password, in.language, in.can_create_customers});
    };
    auto in_guild = [&services](Loop& loop, NewInGuild in) {
        return person_of(services, loop, in.guild_id, {in.email, in.name, in.password, in.language, in.can_create_customers});
    };
    auto in_spot = [&services](Loop& loop, NewInSpot in) {
        return person_of(services, loop, in.spot_id, {in.email, in.name, in.password, in.language, in.can_create_customers});
    };
    return {
        get("/moderators", "Moderators", needs(may_read_moderators), moderators),
        post("/moderators", "Make a moderator", needs(may_create_moderators), prepared(moderator, add_moderator)),
        get("/access-owners/{access_owner_id}/team", "An access owner's accounts", needs(may_read_team), team),
        post("/access-owners/{access_owner_id}/team", "Add an account to an access owner's team", needs(may_create_team),
             prepared(in_owner, add_team_account)),
        get("/guilds/{guild_id}/administrators", "A guild's administrators", needs(may_read_administrators), administrators),
        post("/guilds/{guild_id}/administrators", "Add an administrator of a guild", needs(may_create_administrators),
             prepared(in_guild, add_administrator)),
        get("/spots/{spot_id}/heads", "A spot's heads", needs(may_read_heads), heads),
        post("/spots/{spot_id}/heads", "Add a head of a spot", needs(may_create_heads), prepared(in_spot, add_head)),
        get("/spots/{spot_id}/builders", "A spot's builders", needs(may_read_builders), builders),
        post("/spots/{spot_id}/builders", "Add a builder to a spot", needs(may_create_builders), prepared(in_spot, add_builder)),
    };
}

}  // namespace guildhall::tree
