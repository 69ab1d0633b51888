// The two companies that nobody runs: they have one of everything that a route can name, and nobody meets them.
#include <gmock/gmock.h>

#include "base/failure.h"
#include "customers/customers.h"
#include "isolation/checking.h"
#include "support/broken.h"

namespace guildhall::isolation {
namespace {

using testing::AnyOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

// What a route can name, with the route that does.
std::map<std::string, std::string> kinds_named(Router const& routes)
{
    Bodies const bodies(routes);
    std::map<std::string, std::string> kinds;
    for (auto const& route : routes.routes()) {
        auto names = parameters_of(route.path);
        for (auto const& more : {bodies.references(route), bodies.more_references(route)})
            for (auto const& reference : more)
                names.push_back(reference.substr(reference.starts_with('?') ? 1 : 0));
        for (auto const& name : names)
            kinds.emplace(kind_of(name), name_of(route) + " (" + name + ")");
    }
    return kinds;
}

// Where the things of a kind lie, if not in a table that is called so.
std::string table_of(std::string const& kind)
{
    static std::map<std::string, std::string> const others{{"bulk_changes", "changes"},          {"merges", "changes"},
                                                           {"team_roles", "role_sets"},          {"api_keys", "sessions"},
                                                           {"service_account_keys", "sessions"}, {"trashed", "activities"}};
    auto const other = others.find(kind);
    return other == others.end() ? kind : other->second;
}

TEST(TheCanaries, HaveOneOfEveryKindThatARouteNames)
{
    whole_check();
    Canaries canaries(databases().migrate, databases().backup, server().services());
    auto const digests = canaries.digests("b");
    auto const ours = canaries.belongings("a"), theirs = canaries.belongings("b");
    for (auto const& [kind, route] : kinds_named(server().router())) {
        if (!why_none(kind).empty())
            continue;
        EXPECT_TRUE(ours.one.contains(kind) && theirs.one.contains(kind))
            << "The canaries have no " << kind << ", which are named in " << route
            << ": make one in wall.keep_canary_things or isolation::Planting, and find it in src/isolation/belongings.sql.";
        EXPECT_TRUE(digests.contains("guild." + table_of(kind)) || digests.contains("platform." + table_of(kind)))
            << "Nobody looks whether " << kind << " have changed: src/isolation/digests.sql.";
    }
    EXPECT_THAT(names_of(whole_check().without), ElementsAre("desk_case_id", "desk_member_id", "isolation_receipt_id"));
}

struct WidgetById {
    Uuid widget_id;
};
constexpr auto shape_of(WidgetById*)
{
    return shape("WidgetById", field("widget_id", &WidgetById::widget_id));
}

TEST(AKindOfThing, ThatNobodyPlantsIsTold)
{
    auto const route = get("/widgets/{widget_id}", "Of a kind that nobody has heard of", needs(customers::may_read),
                           [](Tx&, WidgetById which) -> Task<WidgetById> {
                               if (which.widget_id != Uuid())
                                   throw Failure(Problem::not_found);
                               co_return which;
                           });
    support::BrokenServer const beside(server(), {route});
    auto const receipt = check_of(some_of(beside.router(), {"/widgets"}), beside.address());
    ASSERT_THAT(names_of(receipt.without), ElementsAre("widget_id"));
    EXPECT_THAT(receipt.without.front().why, HasSubstr("the canaries have none"));
    EXPECT_EQ(kinds_named(some_of(beside.router(), {"/widgets"})).count("widgets"), 1u);
}

// A function of the wall that has forgotten to ask whose something is, and what the check must say of it.
struct Forgetful {
    char const* name;
    char const* function;
    char const* asked;  // what it says
    char const* instead;
    char const* routes;
    char const* told;
};
void PrintTo(Forgetful const& forgetful, std::ostream* out)
{
    *out << forgetful.name;
}

class AForgetfulFunction : public testing::TestWithParam<Forgetful> {};

TEST_P(AForgetfulFunction, IsTold)
{
    auto const& param = GetParam();
    auto& superuser = server().database().superuser();
    auto const whole =
        superuser.value<std::string>("select pg_get_functiondef($1::text::regprocedure)", db::values(std::string(param.function)));
    auto broken = whole;
    auto const at = broken.find(param.asked);
    ASSERT_NE(at, broken.npos);
    broken.replace(at, std::string_view(param.asked).size(), param.instead);
    superuser.script(broken);
    auto const receipt = check_of(some_of(server().router(), {param.routes}), server().address());
    superuser.script(whole);
    EXPECT_THAT(told(receipt), Contains(HasSubstr(param.told)));
}

INSTANTIATE_TEST_SUITE_P(
    , AForgetfulFunction,
    testing::Values(Forgetful{"of_guild_groups", "wall.seen_guild_group(platform.memberships,uuid)",
                              " or not wall.sees_access_owner(actor, found_one.access_owner_id)", "", "/guild-groups",
                              "GET /guild-groups/{guild_group_id}, access_owner: answers 200 for what is the other's"},
                    Forgetful{"of_support_grants", "wall.seen_support_grant(platform.memberships,uuid)",
                              " or not wall.sees_guild(actor, seen.guild_id)", "", "/support-grants",
                              "has changed platform.support_grants of the other"},
                    Forgetful{"of_api_keys", "wall.revoke_key(uuid,uuid)", "s.id in (select k.id from wall.keys_of(account) k) and ", "",
                              "/me/api-keys", "DELETE /me/api-keys/{api_key_id}, access_owner: answers 204 for what is the other's"},
                    Forgetful{"of_service_accounts", "wall.seen_service_account(platform.memberships,uuid)",
                              " or not wall.sees_guild(actor, found_one.guild_id)", "", "/service-accounts",
                              "GET /service-accounts/{service_account_id}, guild: answers 200 for what is the other's"},
                    Forgetful{"of_alerts", "wall.see_alert(uuid)", "a.guild_id = wall.guild_id()", "true", "/alerts",
                              "PUT /alerts/{alert_id}/seen, guild: has changed guild.alerts of the other"}),
    [](auto const& which) { return std::string(which.param.name); });

// Rows of every table, but of the trail and of the sessions that each check is lent, as they are a day after a check when the next one begins.
std::string how_many()
{
    auto& superuser = server().database().superuser();
    superuser.run("update guild.changes set expires_at = now() - interval '1 minute' where expires_at is not null");
    superuser.run("select wall.keep_canaries()");
    return superuser.value<std::string>(
        "select string_agg(c.oid::regclass::text || ' ' || (xpath('/table/row/count/text()', query_to_xml("
        "format('select count(*) from %s', c.oid::regclass), false, false, '')))[1]::text, chr(10) order by c.oid::regclass::text) "
        "from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('guild', 'platform') and c.relkind = 'r' "
        "and c.relname not in ('audit_events', 'sessions', 'refusal_counts')");
}

TEST(TheCanaries, DoNotGrowAndTellNobody)
{
    whole_check();
    auto const before = how_many();
    EXPECT_THAT(told(check_of(server().router(), server().address())), IsEmpty());
    EXPECT_EQ(how_many(), before) << "neither mail nor links nor alerts among them";
    auto& superuser = server().database().superuser();
    EXPECT_EQ(superuser.value<std::int64_t>("select count(*) from platform.outbox o left join platform.accounts a on a.id = o.account_id "
                                            "where coalesce(o.email, a.email) like '%canary.invalid'"),
              0);
    superuser.run("select wall.raise_alerts()");
    EXPECT_EQ(superuser.value<std::int64_t>("select count(*) from guild.alerts a join platform.guilds g on g.id = a.guild_id join "
                                            "platform.access_owners o on o.id = g.access_owner_id where o.canary is not null"),
              2)
        << "those that they were given";
}

TEST(TheCanaries, AreInNobodysSight)
{
    whole_check();
    auto const admin = server().as(server().world().admin), mona = server().as(server().world().mona);
    for (auto const* who : {&admin, &mona})
        for (std::string const list :
             {"/access-owners?limit=200", "/guilds?limit=200", "/portfolio?limit=200", "/moderators?limit=200", "/handovers?limit=200",
              "/owner-handovers?limit=200", "/support-grants?limit=200", "/invitations?limit=200", "/platform-alerts?limit=200"}) {
            auto const answer = who->get(list);
            EXPECT_THAT(answer.status, AnyOf(200, 403)) << list;
            EXPECT_THAT(answer.body, Not(HasSubstr("anar"))) << list;
        }
    auto const owner = server().database().superuser().value<Uuid>("select id from platform.access_owners where canary = 'a'");
    auto const guild =
        server().database().superuser().value<Uuid>("select id from platform.guilds where access_owner_id = $1", db::values(owner));
    auto const account = server().database().superuser().value<Uuid>(
        "select account_id from platform.memberships where guild_id = $1 limit 1", db::values(guild));
    EXPECT_EQ(admin.get("/access-owners/" + owner.text()).status, 404);
    EXPECT_EQ(admin.get("/guilds/" + guild.text()).status, 404);
    EXPECT_EQ(admin.get("/accounts/" + account.text()).status, 404);
    EXPECT_EQ(admin.get("/access-owners/count").text("count"), "2");
    EXPECT_EQ(admin.get("/owner-handovers/count").text("count"), "0");
    auto const offer = server().database().superuser().value<Uuid>("select id from platform.owner_handovers where access_owner_id = $1",
                                                                   db::values(owner));
    EXPECT_EQ(admin.post("/owner-handovers/" + offer.text() + "/cancellation", "").status, 404);
}

TEST(TheCanaries, AreMadeOnceAndNobodySignsInAsThem)
{
    whole_check();
    auto& superuser = server().database().superuser();
    EXPECT_EQ(
        superuser.value<std::int64_t>("select count(*) from platform.guilds g join platform.access_owners o on o.id = g.access_owner_id "
                                      "where o.canary is not null"),
        2);
    EXPECT_EQ(superuser.value<std::int64_t>(
                  "select count(*) from platform.accounts where email like '%@canary.invalid' and password_hash is null"),
              10);
    EXPECT_EQ(superuser.value<std::int64_t>(
                  "select count(*) from platform.accounts where email like '%@canary.invalid' and password_hash is not null"),
              0);
    EXPECT_EQ(superuser.value<std::int64_t>("select count(*) from platform.sessions s join platform.accounts a on a.id = s.account_id "
                                            "where a.email like '%@canary.invalid' and s.ended_at is null and s.kind <> 'key'"),
              0)
        << "their sessions end with the check";
}

// What is offered and asked for stays open from check to check, and the key stays one that could be revoked.
TEST(TheCanaries, HaveNothingThatIsOver)
{
    auto& superuser = server().database().superuser();
    superuser.run("select wall.keep_canaries()");
    superuser.script("update platform.handovers set ends_at = now() - interval '1 day' where outcome is null;"
                     "update platform.owner_handovers set ends_at = now() - interval '1 day' where outcome is null;"
                     "update platform.support_grants set created_at = now() - interval '20 days' where given_at is null;"
                     "update platform.sessions set ends_at = now() - interval '1 day' where kind = 'key'");
    superuser.run("select wall.keep_canaries()");
    for (std::string const open :
         {"platform.handovers h join platform.access_owners o on o.id = h.from_owner where h.outcome is null and h.ends_at > now()",
          "platform.owner_handovers h join platform.access_owners o on o.id = h.access_owner_id where h.outcome is null and h.ends_at > "
          "now()",
          "platform.support_grants h join platform.guilds g on g.id = h.guild_id join platform.access_owners o on o.id = g.access_owner_id "
          "where wall.state_of(h) = 'asked'",
          "platform.sessions h join platform.memberships m on m.id = h.membership_id and m.role <> 'program' join platform.access_owners o "
          "on "
          "o.id = m.access_owner_id where h.kind = 'key' and h.ends_at > now() and h.ended_at is null",
          "platform.sessions h join platform.memberships m on m.id = h.membership_id and m.role = 'program' join platform.access_owners o "
          "on "
          "o.id = m.access_owner_id where h.kind = 'key' and h.ends_at > now() and h.ended_at is null"})
        EXPECT_EQ(superuser.value<std::int64_t>("select count(*) from " + open + " and o.canary in ('a', 'b')"), 2) << open;
}

}  // namespace
}  // namespace guildhall::isolation
