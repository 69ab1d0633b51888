#include <gtest/gtest.h>

#include "base/secret.h"
#include "identity/authenticate.h"
#include "support/newcomers.h"

// How long a session lasts, from where, and whether the device is known. Each test has a guild of its own.
namespace guildhall::identity {

using support::Answer;
using support::Client;
using support::shared_server;
using tree::fresh_email;
using tree::new_account;

namespace {

struct Ground {
    std::string guild, spot, email = fresh_email(), account;

    Ground()
    {
        auto& server = shared_server();
        auto const olga = server.as(server.world().olga);
        guild = olga.post("/access-owners/" + server.world().olgas_access_owner.text() + "/guilds", R"({"name":"Ours"})").text("id");
        spot = olga.post("/guilds/" + guild + "/spots", R"({"name":"Yard"})").text("id");
        account = olga.post("/spots/" + spot + "/builders", new_account(email, tree::with_password)).text("id");
    }
    Answer set(std::string const& settings) const
    {
        auto const olga = shared_server().as(shared_server().world().olga);
        return olga.patch("/guilds/" + guild, settings, olga.get("/guilds/" + guild).text("version"));
    }
    // As if all of it had been so long ago.
    void age(std::string const& column, std::string const& by) const
    {
        shared_server().database().superuser().run("update platform.sessions set " + column + " = " + column + " - interval '" + by +
                                                       "' where account_id = $1::text::uuid",
                                                   db::values(account));
    }
    std::int64_t new_devices() const
    {
        return shared_server().database().superuser().value<std::int64_t>(
            "select count(*) from guild.audit_events where action = 'devices.created' and object = 'accounts/' || $1", db::values(account));
    }
};

Answer refresh(std::string const& token)
{
    return shared_server().nobody().post("/tokens/refresh", R"({"refresh_token":")" + token + "\"}");
}

Answer sign_in(std::string const& email, std::string const& kind, support::HeaderList headers)
{
    headers.emplace_back("Origin", support::origin);
    return shared_server().nobody().post("/sessions",
                                         R"({"email":")" + email + R"(","password":"a bridge of reeds","kind":")" + kind + "\"}", headers);
}

}  // namespace

TEST(ASession, LastsAsLongAsItsGuildAllows)
{
    Ground const ground;
    auto const answer = sign_in(ground.email, "token", {});
    auto const ada = shared_server().nobody().with({{"Authorization", "Bearer " + answer.text("access_token")}});
    EXPECT_EQ(ground.set(R"({"session_idle_minutes":4})").status, 422);
    EXPECT_EQ(ground.set(R"({"session_idle_minutes":20161})").status, 422) << "beyond the installation's";
    EXPECT_EQ(ground.set(R"({"session_absolute_minutes":129601})").status, 422);
    ground.age("last_seen_at", "40 minutes");
    ASSERT_EQ(ground.set(R"({"session_idle_minutes":30})").status, 200);
    EXPECT_EQ(ada.get("/me").status, 401) << "a running session, at its next request";
    EXPECT_EQ(refresh(answer.text("refresh_token")).status, 401) << "and refreshing wakes nothing";
    ASSERT_EQ(ground.set(R"({"session_idle_minutes":60})").status, 200);
    EXPECT_EQ(ada.get("/me").status, 200);
    ground.age("created_at", "9 hours");
    EXPECT_EQ(ada.get("/me").status, 200);
    ASSERT_EQ(ground.set(R"({"session_absolute_minutes":480})").status, 200);
    EXPECT_EQ(ada.get("/me").status, 401);
    EXPECT_EQ(refresh(answer.text("refresh_token")).status, 401);
}

TEST(ASession, IsEndedWithAllOthers)
{
    Ground const ground;
    auto const here = tree::signed_in(ground.email), there = tree::signed_in(ground.email), elsewhere = tree::signed_in(ground.email);
    EXPECT_EQ(here.get("/sessions/count").text("count"), "3");
    EXPECT_EQ(here.del("/sessions/others").status, 204);
    EXPECT_EQ(here.get("/me").status, 200);
    EXPECT_EQ(there.get("/me").status, 401);
    EXPECT_EQ(elsewhere.get("/me").status, 401);
    EXPECT_EQ(here.get("/sessions/count").text("count"), "1");
}

TEST(AReusedRefreshToken, IsInTheTrail)
{
    Ground const ground;
    auto const first = sign_in(ground.email, "token", {});
    ASSERT_EQ(refresh(first.text("refresh_token")).status, 200);
    auto& superuser = shared_server().database().superuser();
    superuser.run("update platform.refresh_tokens r set used_at = used_at - interval '11 seconds' from platform.sessions s "
                  "where s.id = r.session_id and s.account_id = $1::text::uuid",
                  db::values(ground.account));
    EXPECT_EQ(refresh(first.text("refresh_token")).status, 401);
    EXPECT_EQ(superuser.value<std::string>("select payload ->> 'address' from guild.audit_events where action = 'sessions.reused' and "
                                           "owner_id = $1::text::uuid",
                                           db::values(ground.account)),
              "127.0.0.1");
}

TEST(ADevice, IsKnownByItsCookie)
{
    Ground const ground;
    auto const first = sign_in(ground.email, "browser", {});
    ASSERT_EQ(first.status, 201) << first.body;
    EXPECT_EQ(ground.new_devices(), 0) << "the first is no news";
    auto const at = first.head.find(device_cookie_name);
    ASSERT_NE(at, std::string::npos);
    auto const cookie = first.head.substr(at, first.head.find(';', at) - at);
    EXPECT_NE(first.head.find("HttpOnly", at), std::string::npos);
    sign_in(ground.email, "browser", {{"Cookie", cookie}});
    EXPECT_EQ(ground.new_devices(), 0);
    sign_in(ground.email, "browser", {});
    EXPECT_EQ(ground.new_devices(), 1);
    sign_in(ground.email, "browser", {{"Cookie", std::string(device_cookie_name) + "=nonsense"}});
    EXPECT_EQ(ground.new_devices(), 2);
}

TEST(AnApiClient, IsKnownByItsNameAndNetwork)
{
    Ground const ground;
    sign_in(ground.email, "token", {{"User-Agent", "robot/1"}});
    sign_in(ground.email, "token", {{"User-Agent", "robot/1"}});
    EXPECT_EQ(ground.new_devices(), 0);
    sign_in(ground.email, "token", {{"User-Agent", "robot/2"}});
    EXPECT_EQ(ground.new_devices(), 1);
}

TEST(AnAdmin, WorksFromItsNetworksAloneAtEveryRequest)
{
    support::TestServer elsewhere([](app::Config& config) { config.admin_networks = {"10.0.0.0/8"}; });
    auto const& world = elsewhere.world();
    for (auto const& person : {world.admin, world.mona}) {
        auto const client = elsewhere.as(person);
        EXPECT_EQ(client.get("/me").status, 401) << person.name;
        EXPECT_EQ(client.get("/access-owners").status, 401);
        EXPECT_EQ(client.post("/access-owners", R"({"name":"Another"})").status, 401);
    }
    EXPECT_EQ(elsewhere.as(world.olga).get("/me").status, 200);
    support::TestServer here([](app::Config& config) { config.admin_networks = {"127.0.0.0/8"}; });
    EXPECT_EQ(here.as(here.world().admin).get("/me").status, 200);
}

}  // namespace guildhall::identity
