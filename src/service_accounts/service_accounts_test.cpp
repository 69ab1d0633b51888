#include <gmock/gmock.h>

#include "support/documents.h"
#include "support/guild_of_its_own.h"
#include "support/newcomers.h"

// Programs of a guild: what their keys open, who makes and ends them, and what outlives whom. Each test has a guild of its own.
namespace guildhall::service_accounts {

using namespace support;
using support::Answer;
using support::Client;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

namespace {

struct Programs : testing::Test {
    TestServer& server = shared_server();
    GuildOfItsOwn guild;
    Client const& gita = guild.client;
    Client olga = server.as(server.world().olga);
    std::string const programs = "/guilds/" + guild.id + "/service-accounts";

    static std::string named(std::string const& permissions, std::string const& name = "Web shop", std::string const& more = "")
    {
        return json_of("{'name':'" + name + "','permissions':[" + permissions + "]" + more + "}");
    }
    std::string program(std::string const& permissions) const { return made(gita, programs, named(permissions)); }
    static Answer make_key(Client const& who, std::string const& program, std::string const& permissions, std::string const& more = "")
    {
        return who.post("/service-accounts/" + program + "/keys", named(permissions, "Nightly", more));
    }
    Client bearing(std::string const& key) const { return server.nobody().with({{"Authorization", "Bearer " + key}}); }
    Client with_key(std::string const& program, std::string const& permissions) const
    {
        auto const answer = make_key(gita, program, permissions);
        EXPECT_EQ(answer.status, 201) << answer.body;
        return bearing(answer.text("key"));
    }
    // Another administrator, with a role of its own if permissions are named.
    Person administrator(std::string const& permissions = "") const
    {
        Person person = guild.gita;
        person.name = "Lars";
        person.email = Uuid::make().text() + "@programs.example";
        person = add_person(server.database().superuser(), server.services(), person);
        if (!permissions.empty()) {
            auto const set = made(gita, "/guilds/" + guild.id + "/role-sets", named(permissions, Uuid::make().text()));
            EXPECT_EQ(olga.put("/memberships/" + person.membership.text() + "/role-set", json_of("{'role_set_id':'" + set + "'}")).status,
                      200);
        }
        return person;
    }
    std::string told(std::string const& object) const { return gita.get("/audit-events?object=" + object).body; }
    std::string seq_of(std::string const& object) const { return gita.get("/audit-events?object=" + object).text("items.0.seq"); }
};

}  // namespace

TEST_F(Programs, MayWhatTheyWereGivenAndNothingElse)
{
    auto const id = program("'customers.read','customers.create','notes.read'");
    auto const shop = with_key(id, "'customers.read','customers.create'");
    EXPECT_EQ(shop.get("/customers").status, 200);
    auto const customer = shop.post("/customers", json_of("{'name':'Alfreds'}"));
    ASSERT_EQ(customer.status, 201) << customer.body;
    EXPECT_EQ(customer.text("created_by"), id);
    EXPECT_EQ(gita.get("/customers/" + customer.text("id")).status, 200);
    EXPECT_EQ(shop.patch("/customers/" + customer.text("id"), json_of("{'name':'Other'}"), "1").status, 403);
    EXPECT_EQ(shop.get("/customers/" + customer.text("id") + "/notes").status, 403) << "the program may, this key may not";
    for (auto const* path : {"/products", "/tags", "/me", "/sessions", "/me/api-keys", "/service-account-permissions"})
        EXPECT_EQ(shop.get(path).status, 403) << path;
    EXPECT_EQ(shop.get(programs).status, 403);
    EXPECT_EQ(make_key(shop, id, "'customers.read'").status, 403);
}

TEST_F(Programs, AreNamedWhereverTheyDidSomething)
{
    auto const id = program("'customers.read','customers.create'");
    auto const customer = with_key(id, "'customers.create'").post("/customers", json_of("{'name':'Alfreds'}")).text("id");
    EXPECT_THAT(gita.get("/customers/" + customer + "/timeline").body, HasSubstr("Web shop"));
    auto const events = gita.get("/audit-events?object=customers/" + customer);
    EXPECT_EQ(events.text("items.0.actor"), id) << events.body;
    EXPECT_EQ(events.text("items.0.actor_name"), "Web shop");
    EXPECT_EQ(gita.del("/service-accounts/" + id).status, 204);
    EXPECT_THAT(gita.get("/customers/" + customer + "/timeline").body, HasSubstr("Web shop")) << "also once it has ended";
}

TEST_F(Programs, AreNoPeople)
{
    auto const made_one = gita.post(programs, named("'customers.read'"));
    auto const id = made_one.text("id"), membership = made_one.text("membership_id");
    EXPECT_EQ(gita.get("/accounts/" + id).status, 404);
    EXPECT_EQ(gita.put("/accounts/" + id + "/suspension").status, 404);
    EXPECT_THAT(gita.get("/guilds/" + guild.id + "/people").body, Not(HasSubstr(id)));
    EXPECT_THAT(gita.get("/colleagues").body, Not(HasSubstr(id)));
    EXPECT_EQ(gita.post("/activities", json_of("{'subject':'Call','assignee_id':'" + id + "'}")).status, 422);
    EXPECT_NE(gita.del("/memberships/" + membership + "/role-set").status, 204);
    auto const about_it = "&membership_id=" + membership;
    EXPECT_EQ(gita.get("/explanations?permission=customers.read" + about_it).text("allowed"), "true");
    EXPECT_EQ(gita.get("/explanations?permission=customers.delete" + about_it).text("allowed"), "false");
}

TEST_F(Programs, EnterByTheirKeysAlone)
{
    auto const id = program("'customers.read'");
    auto& superuser = server.database().superuser();
    auto tried = [&](std::string const& sql) {
        try {
            superuser.run(sql, db::values(id));
        } catch (std::exception const&) {
            return false;
        }
        return true;
    };
    for (std::string const field : {"email = 'p@programs.example'", "password_hash = 'x'", "totp_secret = 'x'"})
        EXPECT_FALSE(tried("update platform.accounts set " + field + " where id = $1::text::uuid")) << field;
    for (std::string const kind : {"browser", "token"})
        EXPECT_FALSE(tried("insert into platform.sessions (digest, id, account_id, membership_id, kind, second_factor, idle_minutes, "
                           "idle_until, ends_at) select '', gen_random_uuid(), account_id, id, '" +
                           kind + "', false, 60, now(), now() from platform.memberships where account_id = $1::text::uuid"))
            << kind;
}

TEST_F(Programs, OutliveWhoMadeThem)
{
    auto const lars = administrator();
    auto const client = server.as(lars);
    auto const id = made(client, programs, named("'customers.read'"));
    auto const shop = bearing(make_key(client, id, "'customers.read'").text("key"));
    ASSERT_EQ(shop.get("/customers").status, 200);
    ASSERT_EQ(olga.put("/accounts/" + lars.account.text() + "/suspension").status, 200);
    EXPECT_EQ(client.get("/customers").status, 401);
    EXPECT_EQ(shop.get("/customers").status, 200);
}

TEST_F(Programs, EndWithTheirKeysFromTheNextRequestOn)
{
    auto const id = program("'customers.read','tags.create'");
    auto const path = "/service-accounts/" + id;
    auto const first = make_key(gita, id, "'customers.read'"), second = make_key(gita, id, "'customers.read'", ",'days':7");
    auto const shop = bearing(first.text("key"));
    EXPECT_EQ(shop.get("/customers").status, 200);
    EXPECT_EQ(gita.get(path + "/keys/count").text("count"), "2");
    EXPECT_EQ(gita.get(path).text("keys"), "2");
    EXPECT_NE(gita.get(path).text("last_used_at"), "");
    EXPECT_THAT(gita.get(path + "/keys").body, Not(HasSubstr(first.text("key"))));
    EXPECT_EQ(gita.del("/me/api-keys/" + first.text("id")).status, 404) << "it is nobody's own";
    EXPECT_EQ(gita.del("/service-account-keys/" + first.text("id")).status, 204);
    EXPECT_EQ(gita.del("/service-account-keys/" + first.text("id")).status, 404);
    EXPECT_EQ(shop.get("/customers").status, 401);

    auto const other = bearing(second.text("key"));
    EXPECT_EQ(other.get("/customers").status, 200);
    EXPECT_EQ(gita.del(path).status, 204);
    EXPECT_EQ(other.get("/customers").status, 401);
    EXPECT_EQ(gita.get(path).status, 404);
    EXPECT_EQ(gita.get(programs + "/count").text("count"), "0");
    EXPECT_EQ(make_key(gita, id, "'customers.read'").status, 404);
    EXPECT_THAT(told("service_accounts/" + id), HasSubstr("service_accounts.ended"));
    EXPECT_THAT(told("api_keys/" + first.text("id")), HasSubstr("api_keys.revoked"));
}

TEST_F(Programs, RestWhileTheirGuildIsSuspended)
{
    auto const shop = with_key(program("'customers.read'"), "'customers.read'");
    auto const path = "/guilds/" + guild.id;
    ASSERT_EQ(olga.patch(path, json_of("{'suspended':true}"), olga.get(path).text("version")).status, 200);
    EXPECT_EQ(shop.get("/customers").status, 401);
    ASSERT_EQ(olga.patch(path, json_of("{'suspended':false}"), olga.get(path).text("version")).status, 200);
    EXPECT_EQ(shop.get("/customers").status, 200);
}

TEST_F(Programs, AreAskedForNoSecondFactorAndKeepNoHours)
{
    auto const shop = with_key(program("'customers.read'"), "'customers.read'");
    auto& superuser = server.database().superuser();
    superuser.run("update guild.settings set second_factor_required = true, session_idle_minutes = 5, session_absolute_minutes = 30 "
                  "where guild_id = $1::text::uuid",
                  db::values(guild.id));
    superuser.run("update platform.sessions set created_at = now() - interval '2 hours', last_seen_at = now() - interval '1 hour' where "
                  "kind = 'key' and account_id in (select account_id from platform.memberships where guild_id = $1::text::uuid)",
                  db::values(guild.id));
    EXPECT_EQ(shop.get("/customers").status, 200);
    superuser.run(
        "update platform.sessions set idle_until = now(), ends_at = now() where kind = 'key' and account_id in (select account_id "
        "from platform.memberships where guild_id = $1::text::uuid)",
        db::values(guild.id));
    EXPECT_EQ(shop.get("/customers").status, 401) << "its own end holds";
}

TEST_F(Programs, AreRenamedWithAVersion)
{
    auto const path = "/service-accounts/" + program("'customers.read'");
    EXPECT_EQ(gita.patch(path, json_of("{'name':'Shop'}"), "1").text("version"), "2");
    EXPECT_EQ(gita.patch(path, json_of("{'name':'Other'}"), "1").status, 412);
    EXPECT_EQ(gita.get(path).text("name"), "Shop");
    EXPECT_EQ(gita.patch(path, json_of("{'name':' '}"), "2").status, 422);
    EXPECT_EQ(gita.patch(path, json_of("{'permissions':['customers.delete']}"), "2").status, 400) << "for good: make another one";
}

TEST_F(Programs, HoldOnlyWhatTheirMakerHolds)
{
    for (std::string const wrong : {"'accounts.read'", "'role_sets.create'", "'service_accounts.create'", "'nothing.read'",
                                    "'customers.read:all'", "'customers.read','customers.read:own'", ""}) {
        auto const refused = gita.post(programs, named(wrong));
        EXPECT_EQ(refused.text("fields.0.field"), "permissions") << wrong << refused.body;
    }
    auto const lars = server.as(administrator("'customers.read:own','service_accounts.create:guild','service_accounts.update:guild',"
                                              "'service_accounts.delete:guild'"));
    EXPECT_EQ(lars.post(programs, named("'customers.create'")).text("fields.0.field"), "permissions");
    EXPECT_EQ(lars.post(programs, named("'customers.read:guild'")).text("fields.0.field"), "permissions");
    auto const little = lars.post(programs, named("'customers.read'"));
    ASSERT_EQ(little.status, 201) << little.body;
    EXPECT_EQ(little.text("permissions.0"), "customers.read:own");
    auto const customer = made_customer(gita);
    auto const shop = bearing(make_key(lars, little.text("id"), "'customers.read'").text("key"));
    EXPECT_EQ(shop.get("/customers/" + customer).status, 404) << "what its maker does not see";
    EXPECT_EQ(make_key(gita, little.text("id"), "'customers.read','customers.create'").text("fields.0.field"), "permissions");

    auto const large = program("'customers.read','customers.delete'");
    auto const key = make_key(gita, large, "'customers.read'").text("id");
    EXPECT_EQ(make_key(lars, large, "'customers.read'").status, 403) << "nobody takes a program that may more";
    EXPECT_EQ(lars.patch("/service-accounts/" + large, json_of("{'name':'Mine'}"), "1").status, 403);
    EXPECT_EQ(lars.del("/service-account-keys/" + key).status, 403);
    EXPECT_EQ(lars.del("/service-accounts/" + large).status, 403);
    EXPECT_EQ(lars.del("/service-accounts/" + little.text("id")).status, 204);
}

TEST_F(Programs, AreMadeByWhomTheGuildLets)
{
    EXPECT_EQ(server.as(administrator("'customers.read:guild'")).post(programs, named("'customers.read'")).status, 403);
    EXPECT_EQ(server.as(server.world().foreign.administrator).get("/service-accounts/" + program("'customers.read'")).status, 404);
}

TEST_F(Programs, AreNotForWhoIsAboveAGuild)
{
    auto const id = program("'customers.read'");
    EXPECT_EQ(olga.get("/service-accounts/" + id).status, 200);
    EXPECT_EQ(olga.post(programs, named("'customers.read'")).status, 403) << "it would read on when olga may no longer";
    EXPECT_EQ(make_key(olga, id, "'customers.read'").status, 403);
    EXPECT_EQ(olga.del("/service-accounts/" + id).status, 403);
}

TEST_F(Programs, GetKeysFromWhoHasJustSignedIn)
{
    auto const id = program("'customers.read'");
    server.database().superuser().run("update platform.sessions set created_at = now() - interval '11 minutes' where account_id = $1",
                                      db::values(guild.gita.account));
    EXPECT_EQ(make_key(gita, id, "'customers.read'").status, 403);
}

TEST_F(Programs, AreToldInTheTrailAsRightsThatRise)
{
    auto const id = program("'customers.read','customers.delete'");
    auto said = [&](std::string const& object) { return gita.get("/audit-events?seq=" + seq_of(object)).body; };
    EXPECT_THAT(said("service_accounts/" + id), HasSubstr("customers.delete, customers.read"));
    EXPECT_THAT(said("accounts/" + id + "&action=rights.raised"), HasSubstr("service_accounts/" + id));
    auto& superuser = server.database().superuser();
    superuser.run("select wall.raise_alerts()");
    EXPECT_EQ(
        superuser.value<std::int64_t>("select count(*) from guild.alerts where guild_id = $1::text::uuid and rule = 'rights_raised' and "
                                      "subject = $2",
                                      db::values(guild.id, id)),
        1);
    EXPECT_EQ(superuser.value<std::int64_t>("select count(*) from platform.outbox where template = 'alert' and account_id = $1",
                                            db::values(guild.gita.account)),
              1)
        << "by mail to the administrator";
}

}  // namespace guildhall::service_accounts
