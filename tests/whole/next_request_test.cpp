// What ends holds from the very next request: every way in which a right can end × every way of being signed in, reading and writing.
#include <gtest/gtest.h>

#include <functional>

#include "identity/totp.h"
#include "support/newcomers.h"

namespace guildhall::whole {

using support::Answer;
using support::Client;
using support::shared_server;
using tree::fresh_email;
using tree::new_account;
using tree::with_password;

namespace {

enum class Credential { cookie, token, key };
constexpr std::array credentials{Credential::cookie, Credential::token, Credential::key};
constexpr std::array<std::string_view, 3> names{"cookie", "token", "key"};

Answer sign_in(std::string const& email, std::string const& kind)
{
    return shared_server().nobody().post("/sessions",
                                         R"({"email":")" + email + R"(","password":"a bridge of reeds","kind":")" + kind + "\"}",
                                         {{"Origin", support::origin}});
}

Client bearing(std::string const& token)
{
    return shared_server().nobody().with({{"Authorization", "Bearer " + token}});
}

Client browser(Answer const& session)
{
    return shared_server().nobody().with(
        {{"Cookie", session.cookie()}, {"X-CSRF-Token", session.text("csrf_token")}, {"Origin", support::origin}});
}

// A guild with an administrator (gita), and hana, the head of its only spot, who is signed in by one of the three.
struct Ground {
    std::string guild, spot, gita_email = fresh_email(), hana_email = fresh_email(), hana, key_id;
    Client gita, olga;

    Ground() : gita(shared_server().nobody()), olga(shared_server().as(shared_server().world().olga))
    {
        guild =
            olga.post("/access-owners/" + shared_server().world().olgas_access_owner.text() + "/guilds", R"({"name":"Ours"})").text("id");
        spot = olga.post("/guilds/" + guild + "/spots", R"({"name":"Yard"})").text("id");
        olga.post("/guilds/" + guild + "/administrators", new_account(gita_email, with_password));
        hana = olga.post("/spots/" + spot + "/heads", new_account(hana_email, with_password)).text("id");
        gita = bearing(sign_in(gita_email, "token").text("access_token"));
    }
    Client signed_in(Credential by)
    {
        if (by == Credential::cookie)
            return browser(sign_in(hana_email, "browser"));
        auto const client = bearing(sign_in(hana_email, "token").text("access_token"));
        if (by == Credential::token)
            return client;
        auto const made = client.post("/me/api-keys", R"({"name":"Program","permissions":["imports.read","tags.create","tags.read"]})");
        EXPECT_EQ(made.status, 201) << made.body;
        key_id = made.text("id");
        return bearing(made.text("key"));
    }
    Client another() const { return bearing(sign_in(hana_email, "token").text("access_token")); }
};

int reads(Client const& client)
{
    return client.get("/imports").status;
}
int writes(Client const& client)
{
    return client.post("/tags", R"({"name":"Tag )" + Uuid::make().text() + "\"}").status;
}

// Of something that ends: how, and what is answered from then on.
struct Ending {
    char const* name;
    std::function<int(Ground&, Client const&, Credential)> happen;  // the status of doing it
    int answered;
};

int sign_out(Ground& ground, Client const& client, Credential by)
{
    if (by == Credential::key)  // a key is not signed in: it is revoked
        return ground.another().del("/me/api-keys/" + ground.key_id).status;
    return client.del("/sessions/current").status;
}

int end_others(Ground& ground, Client const&, Credential by)
{
    auto const other = ground.another();
    return by == Credential::key ? other.del("/me/api-keys/" + ground.key_id).status : other.del("/sessions/others").status;
}

int suspend(Ground& ground, Client const&, Credential)
{
    return ground.gita.put("/accounts/" + ground.hana + "/suspension").status == 200 ? 204 : 0;
}

int demote(Ground& ground, Client const&, Credential)
{
    shared_server().database().superuser().run("update platform.memberships set role = 'builder' where account_id = $1::text::uuid",
                                               db::values(ground.hana));
    return 204;
}

int change_password(Ground& ground, Client const&, Credential)
{
    return ground.another().put("/me/password", R"({"password":"another bridge of reeds"})").status;
}

int suspend_guild(Ground& ground, Client const&, Credential)
{
    auto const path = "/guilds/" + ground.guild;
    return ground.olga.patch(path, R"({"suspended":true})", ground.olga.get(path).text("version")).status == 200 ? 204 : 0;
}

int want_factor(Ground& ground, Client const&, Credential)
{
    shared_server().database().superuser().run("update guild.settings set second_factor_required = true where guild_id = $1::text::uuid",
                                               db::values(ground.guild));
    return 204;
}

std::vector<Ending> const endings{
    {"logout", sign_out, 401},
    {"ended from elsewhere", end_others, 401},
    {"suspension", suspend, 401},
    {"demotion", demote, 403},
    {"password change", change_password, 401},
    {"guild suspension", suspend_guild, 401},
    {"a second factor is wanted", want_factor, 401},
};

}  // namespace

TEST(WhatEnds, HoldsFromTheNextRequest)
{
    for (auto const& ending : endings)
        for (auto const by : credentials) {
            Ground ground;
            auto const client = ground.signed_in(by);
            std::string const what = std::string(ending.name) + " by " + std::string(names[static_cast<std::size_t>(by)]);
            ASSERT_EQ(reads(client), 200) << what;
            ASSERT_EQ(writes(client), 201) << what;
            ASSERT_EQ(ending.happen(ground, client, by), 204) << what;
            EXPECT_EQ(writes(client), ending.answered) << what;
            EXPECT_EQ(reads(client), ending.answered) << what;
        }
}

// The agency reads by a standing grant, writes no records, and keeps the guild's name.
TEST(AGrantThatEnds, HoldsFromTheNextRequest)
{
    for (auto const by : credentials) {
        Ground const ground;
        auto& server = shared_server();
        support::Person olga = server.world().olga;
        olga.email = fresh_email();
        olga = add_person(server.database().superuser(), server.services(), olga);
        olga.guild = *Uuid::parse(ground.guild);
        olga = add_membership(server.database().superuser(), olga);
        auto const session = sign_in(olga.email, by == Credential::cookie ? "browser" : "token");
        auto client = by == Credential::cookie ? browser(session) : bearing(session.text("access_token"));
        auto const acting = client.put("/sessions/current/membership", R"({"membership_id":")" + olga.membership.text() + "\"}");
        ASSERT_EQ(acting.status, 200) << acting.body;
        if (by == Credential::cookie)
            client = shared_server().nobody().with(
                {{"Cookie", acting.cookie()}, {"X-CSRF-Token", acting.text("csrf_token")}, {"Origin", support::origin}});
        if (by == Credential::key)
            client = bearing(client.post("/me/api-keys", R"({"name":"Program","permissions":["customers.read"]})").text("key"));
        auto rename = [&] { return client.patch("/guilds/" + ground.guild, R"({"name":"Ours"})", "*").status; };
        ASSERT_EQ(client.get("/customers").status, 200);
        ASSERT_EQ(rename(), by == Credential::key ? 403 : 412) << "would be let in: the version is not right";
        ASSERT_EQ(ground.gita.del("/guilds/" + ground.guild + "/standing-grant").status, 204);
        EXPECT_EQ(client.get("/customers").status, 401);
        EXPECT_EQ(rename(), 401);
    }
}

// Who runs the installation looks in while the guild lets it, and writes nothing.
TEST(ASupportGrantThatEnds, HoldsFromTheNextRequest)
{
    for (auto const by : credentials) {
        Ground const ground;
        auto& server = shared_server();
        support::Person admin{.name = "ana", .email = fresh_email(), .role = "admin", .totp_secret = identity::new_totp_secret()};
        admin = add_person(server.database().superuser(), server.services(), admin);
        auto const grant = ground.gita.post("/guilds/" + ground.guild + "/support-grants", R"({"reason":"An import fails"})").text("id");
        auto const membership = server.database().superuser().value<std::string>(
            "select id::text from platform.memberships where account_id = $1 and role = 'support' and guild_id = $2::text::uuid",
            db::values(admin.account, ground.guild));
        auto const session = server.sign_in(admin, by == Credential::cookie ? "browser" : "token", code_of(admin));
        auto client = by == Credential::cookie ? browser(session) : bearing(session.text("access_token"));
        auto const acting = client.put("/sessions/current/membership", R"({"membership_id":")" + membership + "\"}");
        ASSERT_EQ(acting.status, 200) << acting.body;
        if (by == Credential::cookie)
            client = shared_server().nobody().with(
                {{"Cookie", acting.cookie()}, {"X-CSRF-Token", acting.text("csrf_token")}, {"Origin", support::origin}});
        if (by == Credential::key)
            client = bearing(client.post("/me/api-keys", R"({"name":"Program","permissions":["customers.read"]})").text("key"));
        ASSERT_EQ(client.get("/customers").status, 200);
        ASSERT_EQ(writes(client), 403);
        ASSERT_EQ(ground.gita.del("/support-grants/" + grant).status, 204);
        EXPECT_EQ(client.get("/customers").status, 401);
        EXPECT_EQ(writes(client), 401);
    }
}

// Somebody of the agency's works in the guild until the work is taken back.
TEST(AnAssignmentThatEnds, HoldsFromTheNextRequest)
{
    for (auto const by : credentials) {
        Ground const ground;
        auto const agency = "/access-owners/" + shared_server().world().olgas_access_owner.text();
        auto const name = Uuid::make().text(), email = fresh_email();
        auto const role = ground.olga.post(agency + "/role-sets",
                                           R"({"name":")" + name + R"(","permissions":["customers.read:guild","tags.create:guild"]})");
        auto const group =
            ground.olga.post(agency + "/guild-groups", R"({"name":")" + name + R"(","guild_ids":[")" + ground.guild + R"("]})");
        auto const assignment = ground.olga.post(agency + "/assignments", R"({"name":"Abe","password":"a bridge of reeds","email":")" +
                                                                              email + R"(","team_role_id":")" + role.text("id") +
                                                                              R"(","guild_group_id":")" + group.text("id") + "\"}");
        ASSERT_EQ(assignment.status, 201) << assignment.body;
        ASSERT_EQ(ground.gita.put("/guilds/" + ground.guild + "/standing-grant/work").status, 200);
        auto const session = sign_in(email, by == Credential::cookie ? "browser" : "token");
        auto client = by == Credential::cookie ? browser(session) : bearing(session.text("access_token"));
        if (by == Credential::key)
            client =
                bearing(client.post("/me/api-keys", R"({"name":"Program","permissions":["customers.read","tags.create"]})").text("key"));
        ASSERT_EQ(client.get("/customers").status, 200);
        ASSERT_EQ(writes(client), 201);
        ASSERT_EQ(ground.olga.del("/assignments/" + assignment.text("id")).status, 204);
        EXPECT_EQ(writes(client), 401);
        EXPECT_EQ(client.get("/customers").status, 401);
    }
}

}  // namespace guildhall::whole
