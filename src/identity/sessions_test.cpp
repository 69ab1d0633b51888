#include <gtest/gtest.h>

#include "support/server.h"

namespace guildhall::identity {

using support::Person;
using support::shared_server;

namespace {

Person newcomer(std::string const& name)
{
    auto& server = shared_server();
    Person person = server.world().first.ada;
    person.email = name + "@newcomers.example";
    return add_person(server.database().superuser(), server.services(), person);
}

std::string choice(Person const& membership)
{
    return R"({"membership_id":")" + membership.membership.text() + "\"}";
}

}  // namespace

TEST(ABrowsersRequest, NeedsTheTokenOfItsSessionAndOurOrigin)
{
    auto& server = shared_server();
    auto const person = newcomer("csrf");
    auto const signed_in = server.sign_in(person, "browser");
    auto const other = server.sign_in(person, "browser");
    auto const cookie = server.nobody().with({{"Cookie", signed_in.cookie()}});
    std::string const token = signed_in.text("csrf_token");
    std::string const path = "/sessions/current/membership";
    auto const body = choice(person);

    EXPECT_EQ(cookie.put(path, body).status, 403);
    EXPECT_EQ(cookie.put(path, body, {{"Origin", support::origin}}).status, 403);
    EXPECT_EQ(cookie.put(path, body, {{"X-CSRF-Token", token}}).status, 403);
    EXPECT_EQ(cookie.put(path, body, {{"X-CSRF-Token", token}, {"Origin", "http://evil.example"}}).status, 403);
    EXPECT_EQ(cookie.put(path, body, {{"X-CSRF-Token", other.text("csrf_token")}, {"Origin", support::origin}}).status, 403);
    EXPECT_EQ(cookie.get("/me", {{"Origin", "http://evil.example"}}).status, 200);
    EXPECT_EQ(cookie.put(path, body, {{"X-CSRF-Token", token}, {"Origin", support::origin}}).status, 200);
}

TEST(SigningOut, EndsTheSessionAndTakesTheCookieAway)
{
    auto const browser = shared_server().browser(newcomer("signing-out"));
    auto const gone = browser.del("/sessions/current");
    EXPECT_EQ(gone.status, 204) << gone.body;
    EXPECT_NE(gone.header("Set-Cookie").find("__Host-guildhall=; Path=/; Max-Age=0"), std::string::npos);
    EXPECT_EQ(browser.get("/me").status, 401);
}

TEST(OnesSessions, AreListedAndEndedOneByOne)
{
    auto& server = shared_server();
    auto const person = newcomer("many-sessions");
    auto const browser = server.browser(person);
    auto const phone = server.as(person);
    auto const mine = browser.get("/sessions");
    ASSERT_EQ(mine.status, 200) << mine.body;
    auto const ids = mine.ids();
    ASSERT_EQ(ids.size(), 2u);
    std::string other;
    for (std::size_t i = 0; i < ids.size(); ++i)
        if (mine.text("items." + std::to_string(i) + ".current") == "false")
            other = ids[i];
    auto const first = browser.get("/sessions?limit=1&sort=created_at");
    EXPECT_EQ(first.ids().size(), 1u);
    auto const second = browser.get("/sessions?limit=1&sort=created_at&after=" + first.text("next"));
    EXPECT_NE(second.ids(), first.ids());
    EXPECT_EQ(second.text("next"), "");
    EXPECT_EQ(browser.get("/sessions/count").text("count"), "2");
    EXPECT_EQ(browser.get("/sessions/count?search=brows").text("count"), "1");
    EXPECT_EQ(server.as(server.world().first.bob).del("/sessions/" + other).status, 404) << "bob ends no one else's session";
    EXPECT_EQ(phone.get("/me").status, 200);
    EXPECT_EQ(browser.del("/sessions/" + other).status, 204);
    EXPECT_EQ(phone.get("/me").status, 401);
    EXPECT_EQ(browser.del("/sessions/" + other).status, 404);
    EXPECT_EQ(browser.get("/me").status, 200);
}

TEST(ActingAsAnother, ChangesWhatOneIsAndTheBrowsersSecret)
{
    auto& server = shared_server();
    auto person = newcomer("two-places");
    auto there = person;
    there.guild = server.world().second.guild.id;
    there.spot = {};
    there.role = "guild";
    there = add_membership(server.database().superuser(), there);

    auto const browser = server.browser(person);
    auto const before = browser.get("/me");
    EXPECT_EQ(before.text("acting.role"), "guild") << "a session begins where one has most to do";
    auto const changed = browser.put("/sessions/current/membership", choice(person));
    ASSERT_EQ(changed.status, 200) << changed.body;
    EXPECT_EQ(changed.text("acting.membership_id"), person.membership.text());
    EXPECT_EQ(changed.text("acting.role"), "builder");
    EXPECT_NE(changed.text("csrf_token"), before.text("csrf_token"));
    EXPECT_EQ(browser.get("/me").status, 401) << "the old cookie is void";
    auto const after = server.nobody().get("/me", {{"Cookie", changed.cookie()}});
    EXPECT_EQ(after.text("acting.role"), "builder");
    EXPECT_EQ(after.text("csrf_token"), changed.text("csrf_token"));
}

TEST(ActingAsAnother, LeavesAnApiClientItsTokens)
{
    auto& server = shared_server();
    auto person = newcomer("api-places");
    auto there = person;
    there.guild = server.world().second.guild.id;
    there.spot = server.world().second.service.id;
    there = add_membership(server.database().superuser(), there);
    auto const signed_in = server.sign_in(person, "token");
    auto const client = server.nobody().with({{"Authorization", "Bearer " + signed_in.text("access_token")}});
    EXPECT_EQ(client.put("/sessions/current/membership", choice(there)).status, 200);
    EXPECT_EQ(client.get("/me").text("acting.guild_id"), there.guild->text());
    EXPECT_EQ(server.nobody().post("/tokens/refresh", R"({"refresh_token":")" + signed_in.text("refresh_token") + "\"}").status, 200);
}

TEST(ActingAsAnother, IsForOnesOwnMembershipsAlone)
{
    auto& server = shared_server();
    auto const client = server.as(newcomer("curious"));
    EXPECT_EQ(client.put("/sessions/current/membership", choice(server.world().first.administrator)).status, 404);
    EXPECT_EQ(client.put("/sessions/current/membership", R"({"membership_id":"0192aaaa-0000-7000-8000-000000000000"})").status, 404);
    EXPECT_EQ(
        client.put("/sessions/current/membership", R"({"membership_id":"0192aaaa-0000-7000-8000-000000000000","role":"admin"})").status,
        400);
}

TEST(Nobody, IsSignedIn)
{
    auto const nobody = shared_server().nobody();
    for (auto const* path : {"/me", "/sessions", "/guilds", "/customers"})
        EXPECT_EQ(nobody.get(path).status, 401) << path;
    EXPECT_EQ(nobody.get("/me", {{"Cookie", "__Host-guildhall=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}}).status, 401);
}

}  // namespace guildhall::identity
