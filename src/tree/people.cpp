#include "tree/listing.sql.h"
#include "tree/new_account.h"
#include "tree/parts.h"
#include "tree/tree.sql.h"

namespace guildhall::tree {

namespace sql {
constexpr auto moderators = db::statement<listing_text, "moderators">;
constexpr auto team = db::statement<listing_text, "team">;
constexpr auto administrators = db::statement<listing_text, "administrators">;
constexpr auto heads = db::statement<listing_text, "heads">;
constexpr auto builders = db::statement<listing_text, "builders">;
constexpr auto count_moderators = db::statement<listing_text, "count_moderators">;
constexpr auto count_team = db::statement<listing_text, "count_team">;
constexpr auto count_administrators = db::statement<listing_text, "count_administrators">;
constexpr auto count_heads = db::statement<listing_text, "count_heads">;
constexpr auto count_builders = db::statement<listing_text, "count_builders">;
constexpr auto add_moderator = db::statement<text, "add_moderator">;
constexpr auto add_team_account = db::statement<text, "add_team_account">;
constexpr auto add_administrator = db::statement<text, "add_administrator">;
constexpr auto add_head = db::statement<text, "add_head">;
constexpr auto add_builder = db::statement<text, "add_builder">;
}  // namespace sql

namespace {

Task<Page<Account>> moderators(Tx& tx, AllInSight in)
{
    return listed<Account, sql::moderators>(tx, in);
}
Task<Page<Account>> team(Tx& tx, AllInAccessOwner in)
{
    return listed<Account, sql::team>(tx, in, in.access_owner_id);
}
Task<Page<Account>> administrators(Tx& tx, AllInGuild in)
{
    return listed<Account, sql::administrators>(tx, in, in.guild_id);
}
Task<Page<Account>> heads(Tx& tx, AllInSpot in)
{
    return listed<Account, sql::heads>(tx, in, in.spot_id);
}
Task<Page<Account>> builders(Tx& tx, AllInSpot in)
{
    return listed<Account, sql::builders>(tx, in, in.spot_id);
}

Task<Count> count_moderators(Tx& tx, InSight in)
{
    return tx.last_one<Count>(sql::count_moderators, in.search);
}
Task<Count> count_team(Tx& tx, InAccessOwner in)
{
    return tx.last_one<Count>(sql::count_team, in.search, in.access_owner_id);
}
Task<Count> count_administrators(Tx& tx, InGuild in)
{
    return tx.last_one<Count>(sql::count_administrators, in.search, in.guild_id);
}
Task<Count> count_heads(Tx& tx, InSpot in)
{
    return tx.last_one<Count>(sql::count_heads, in.search, in.spot_id);
}
Task<Count> count_builders(Tx& tx, InSpot in)
{
    return tx.last_one<Count>(sql::count_builders, in.search, in.spot_id);
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
        get("/moderators/count", "How many moderators", needs(may_read_moderators), count_moderators),
        post("/moderators", "Make a moderator", needs(may_create_moderators), prepared(moderator, add_moderator)),
        get("/access-owners/{access_owner_id}/team", "An access owner's accounts", needs(may_read_team), team),
        get("/access-owners/{access_owner_id}/team/count", "How many accounts an access owner has", needs(may_read_team), count_team),
        post("/access-owners/{access_owner_id}/team", "Add an account to an access owner's team", needs(may_create_team),
             prepared(in_owner, add_team_account)),
        get("/guilds/{guild_id}/administrators", "A guild's administrators", needs(may_read_administrators), administrators),
        get("/guilds/{guild_id}/administrators/count", "How many administrators a guild has", needs(may_read_administrators),
            count_administrators),
        post("/guilds/{guild_id}/administrators", "Add an administrator of a guild", needs(may_create_administrators),
             prepared(in_guild, add_administrator)),
        get("/spots/{spot_id}/heads", "A spot's heads", needs(may_read_heads), heads),
        get("/spots/{spot_id}/heads/count", "How many heads a spot has", needs(may_read_heads), count_heads),
        post("/spots/{spot_id}/heads", "Add a head of a spot", needs(may_create_heads), prepared(in_spot, add_head)),
        get("/spots/{spot_id}/builders", "A spot's builders", needs(may_read_builders), builders),
        get("/spots/{spot_id}/builders/count", "How many builders a spot has", needs(may_read_builders), count_builders),
        post("/spots/{spot_id}/builders", "Add a builder to a spot", needs(may_create_builders), prepared(in_spot, add_builder)),
    };
}

}  // namespace guildhall::tree
