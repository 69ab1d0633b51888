// What the rules make of the trail, who hears of it, and what becomes of it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/guild_of_its_own.h"
#include "support/newcomers.h"
#include "support/server.h"

namespace guildhall::alerts {

using db::values;
using support::Answer;
using support::Client;
using support::GuildOfItsOwn;
using support::GuildPeople;
using support::TestServer;

namespace {

class Alerts : public testing::Test {
protected:
    void happened(std::string const& action, std::string const& payload, int times = 1)
    {
        for (int i = 0; i < times; ++i)
            superuser.run("select wall.append_entry($1, $2::uuid, null, 0, $3, 'accounts/' || $2::uuid::text, $4::jsonb)",
                          values(people.guild.id, people.ada.account, action, payload));
    }
    int raised() { return superuser.value<std::int32_t>("select wall.raise_alerts()"); }
    Answer open() { return gita.get("/alerts?seen=false&search=" + rule); }
    std::size_t told()
    {
        return static_cast<std::size_t>(superuser.value<std::int64_t>(
            "select count(*) from platform.outbox o where o.template = 'alert' and o.facts ->> 'rule' = $1", values(rule)));
    }
    // One of the test's own, so that no other test's entries count.
    void add_rule(std::string const& name, std::string const& rest)
    {
        rule = name;
        superuser.script(
            "insert into platform.alert_rules (name, action, facts, measure, at_least, within, counted, level, told) values ('" + name +
            "', '" + name + ".done', " + rest + ")");
    }

    TestServer& server = support::shared_server();
    db::Session& superuser = server.database().superuser();
    GuildPeople const& people = server.world().first;
    Client gita = server.as(people.administrator);
    std::string rule;
};

}  // namespace

TEST_F(Alerts, AreRaisedOnceEnoughComesTogetherAndThenGrow)
{
    add_rule("knocking", "'{}', null, 3, '15 minutes', 'account', 'warning', '{person,guild}'");
    raised();
    happened("knocking.done", "{}", 2);
    EXPECT_EQ(raised(), 0);
    happened("knocking.done", "{}");
    EXPECT_EQ(raised(), 1);
    happened("knocking.done", "{}", 2);
    EXPECT_EQ(raised(), 0) << "it goes on";
    EXPECT_EQ(raised(), 0) << "nothing is looked at twice";
    auto const alerts = open();
    ASSERT_EQ(alerts.ids().size(), 1u) << alerts.body;
    EXPECT_EQ(alerts.text("items.0.amount"), "5");
    EXPECT_EQ(alerts.text("items.0.level"), "warning");
    EXPECT_EQ(alerts.text("items.0.account_id"), people.ada.account.text());
    EXPECT_EQ(told(), 2u) << "by mail: whom it is about, and the guild's administrator, once";
}

TEST_F(Alerts, CountByAddressAndAddUpWhatTheRuleMeasures)
{
    add_rule("carrying", R"('{"kind": "out"}', '{rows}', 1000, '1 hour', 'address', 'critical', '{}')");
    raised();
    happened("carrying.done", R"({"kind": "out", "rows": 600, "address": "192.0.2.1"})");
    happened("carrying.done", R"({"kind": "out", "rows": 600, "address": "192.0.2.2"})");
    happened("carrying.done", R"({"kind": "in", "rows": 6000, "address": "192.0.2.1"})");
    EXPECT_EQ(raised(), 0);
    happened("carrying.done", R"({"kind": "out", "rows": 400, "address": "192.0.2.1"})");
    EXPECT_EQ(raised(), 1);
    EXPECT_EQ(open().text("items.0.address"), "192.0.2.1");
    EXPECT_EQ(open().text("items.0.amount"), "1000");
    EXPECT_EQ(told(), 0u);
}

TEST_F(Alerts, AreNotRaisedByARuleThatIsSwitchedOff)
{
    add_rule("resting", "'{}', null, 1, '1 hour', 'guild', 'notice', '{}'");
    superuser.run("update platform.alert_rules set active = false where name = 'resting'");
    happened("resting.done", "{}");
    EXPECT_EQ(raised(), 0);
}

TEST_F(Alerts, AreSeenBySomebodyWhichTheTrailSays)
{
    add_rule("looking", "'{}', null, 1, '1 hour', 'account', 'notice', '{}'");
    happened("looking.done", "{}");
    ASSERT_EQ(raised(), 1);
    auto const id = open().ids().at(0);
    EXPECT_EQ(server.as(people.ada).put("/alerts/" + id + "/seen", "").status, 403);
    EXPECT_EQ(server.as(server.world().foreign.administrator).put("/alerts/" + id + "/seen", "").status, 404);
    EXPECT_EQ(gita.put("/alerts/" + id + "/seen", "").status, 204);
    EXPECT_TRUE(open().ids().empty());
    EXPECT_EQ(gita.get("/audit-events?object=alerts/" + id).text("items.0.action"), "alerts.seen");
}

TEST_F(Alerts, ToldToThoseAboveSayWhereAndNotWho)
{
    add_rule("spilling", "'{}', null, 1, '1 hour', 'account', 'critical', '{operator}'");
    happened("spilling.done", "{}");
    ASSERT_EQ(raised(), 1);
    auto const seen = server.as(server.world().admin).get("/platform-alerts?search=spilling");
    ASSERT_EQ(seen.ids().size(), 1u) << seen.body;
    EXPECT_EQ(seen.text("items.0.guild_id"), people.guild.id.text());
    EXPECT_THAT(seen.body, testing::Not(testing::HasSubstr(people.ada.account.text())));
    EXPECT_TRUE(server.as(server.world().milo).get("/platform-alerts?search=spilling").ids().empty()) << "another moderator's guilds";
    EXPECT_GE(told(), 1u);
}

TEST_F(Alerts, ComeOfWhatTheServerItselfWritesDown)
{
    raised();
    for (int i = 0; i < 12; ++i)
        server.nobody().post("/sessions", R"({"email":")" + people.felix.email + R"(","password":"not the one at all","kind":"token"})");
    EXPECT_GE(raised(), 1);
    EXPECT_THAT(gita.get("/alerts?search=many_failures").body, testing::HasSubstr(people.felix.account.text()));
}

TEST_F(Alerts, ComeOfEndedSessionsNewDevicesAndMoreRights)
{
    GuildOfItsOwn const own;
    auto const nobody = server.nobody();
    auto const olga = server.as(server.world().olga);
    auto const spot = olga.post("/guilds/" + own.id + "/spots", R"({"name":"Yard"})").text("id");
    auto const email = tree::fresh_email();
    auto const nina = olga.post("/spots/" + spot + "/builders", tree::new_account(email, tree::with_password)).text("id");
    auto const sign_in = [&](std::string const& with) {
        return nobody.post("/sessions", R"({"email":")" + email + R"(","password":"a bridge of reeds","kind":"token"})",
                           {{"User-Agent", with}});
    };
    auto const refresh = [&](Answer const& session) {
        return nobody.post("/tokens/refresh", R"({"refresh_token":")" + session.text("refresh_token") + "\"}").status;
    };
    auto const first = sign_in("one");
    sign_in("two");
    ASSERT_EQ(refresh(first), 200);
    superuser.run("update platform.refresh_tokens set used_at = used_at - interval '11 seconds' where used_at is not null");
    ASSERT_EQ(refresh(first), 401);
    ASSERT_EQ(own.client.patch("/accounts/" + nina, R"({"can_create_customers":true})", "1").status, 200);
    EXPECT_GE(raised(), 3);
    for (auto const* each : {"new_device", "reused_session", "rights_raised"})
        EXPECT_EQ(own.client.get("/alerts?search=" + std::string(each)).text("items.0.account_id"), nina) << each;
    EXPECT_THAT(server.as(people.ada).get("/alerts?search=reused").body, testing::Not(testing::HasSubstr(nina)));
}

TEST_F(Alerts, AreNotRaisedInTheCompaniesThatNobodyRuns)
{
    superuser.run("select wall.keep_canaries()");
    auto const guild = superuser.value<Uuid>(
        "select g.id from platform.guilds g join platform.access_owners o on o.id = g.access_owner_id where o.canary = 'a'");
    for (int i = 0; i < 60; ++i)
        superuser.run("select wall.append_entry($1, $2, null, 0, 'requests.refused', 'x', '{}')", values(guild, people.ada.account));
    raised();
    EXPECT_EQ(
        superuser.value<std::int64_t>("select count(*) from guild.alerts where guild_id = $1 and rule = 'many_refusals'", values(guild)),
        0);
}

}  // namespace guildhall::alerts
