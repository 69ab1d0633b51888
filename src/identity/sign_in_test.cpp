#include <gtest/gtest.h>

#include "base/secret.h"
#include "identity/totp.h"
#include "support/server.h"

namespace guildhall::identity {

using support::Person;
using support::shared_server;

namespace {

// Somebody of the test's own, in the first guild: what happens to it troubles nobody else.
Person newcomer(std::string const& name, std::string role = "builder", bool with_factor = false)
{
    auto& server = shared_server();
    Person person = server.world().first.ada;
    person.name = name;
    person.email = name + "@newcomers.example";
    person.role = std::move(role);
    if (person.role != "builder")
        person.access_owner = person.guild = person.spot = {};
    person.totp_secret = with_factor ? new_totp_secret() : "";
    return add_person(server.database().superuser(), server.services(), person);
}

std::string refresh_body(std::string const& token)
{
    return R"({"refresh_token":")" + token + "\"}";
}

}  // namespace

TEST(SigningIn, GivesAnApiClientTokensThatWork)
{
    auto const ada = shared_server().world().first.ada;
    auto const answer = shared_server().sign_in(ada, "token");
    ASSERT_EQ(answer.status, 201) << answer.body;
    EXPECT_EQ(answer.text("expires_in"), "600");
    EXPECT_EQ(answer.text("token_type"), "Bearer");
    EXPECT_EQ(answer.header("Set-Cookie"), "");
    auto const me = shared_server().nobody().get("/me", {{"Authorization", "Bearer " + answer.text("access_token")}});
    ASSERT_EQ(me.status, 200) << me.body;
    EXPECT_EQ(me.text("account.email"), ada.email);
    EXPECT_EQ(me.text("acting.role"), "builder");
    EXPECT_EQ(me.text("memberships.0.guild.name"), "first");
    EXPECT_EQ(me.text("memberships.0.spot.name"), "Sales");
    EXPECT_EQ(me.text("memberships.0.access_owner.name"), "Olga's agency");
    EXPECT_NE(me.body.find("\"customers.create:spot\""), std::string::npos);
    EXPECT_EQ(me.text("csrf_token"), "");
}

TEST(SigningIn, GivesABrowserACookieThatNoScriptReads)
{
    auto const answer = shared_server().sign_in(shared_server().world().first.ada, "browser");
    ASSERT_EQ(answer.status, 201) << answer.body;
    auto const cookie = answer.header("Set-Cookie");
    EXPECT_TRUE(cookie.starts_with("__Host-guildhall=")) << cookie;
    for (auto const* part : {"; Path=/", "; Secure", "; HttpOnly", "; SameSite="})
        EXPECT_NE(cookie.find(part), std::string::npos) << part;
    EXPECT_EQ(answer.text("access_token"), "");
    auto const me = shared_server().nobody().get("/me", {{"Cookie", answer.cookie()}});
    ASSERT_EQ(me.status, 200) << me.body;
    EXPECT_EQ(me.text("csrf_token"), answer.text("csrf_token"));
}

TEST(SigningIn, OfABrowserComesFromOurOwnPage)
{
    auto const nobody = shared_server().nobody();
    auto const ada = shared_server().world().first.ada;
    std::string const body = R"({"email":")" + ada.email + R"(","password":"a bridge of reeds","kind":"browser"})";
    EXPECT_EQ(nobody.post("/sessions", body).status, 403);
    EXPECT_EQ(nobody.post("/sessions", body, {{"Origin", "http://evil.example"}}).status, 403);
    EXPECT_EQ(nobody.post("/sessions", body, {{"Origin", "null"}}).status, 403);
    EXPECT_EQ(nobody.post("/sessions", body, {{"Sec-Fetch-Site", "cross-site"}}).status, 403);
    EXPECT_EQ(nobody.post("/sessions", body, {{"Origin", "http://evil.example"}, {"Sec-Fetch-Site", "same-origin"}}).status, 403);
    EXPECT_EQ(nobody.post("/sessions", body, {{"Sec-Fetch-Site", "same-origin"}}).status, 201);
    EXPECT_EQ(nobody.post("/sessions", body, {{"Origin", support::origin}, {"Cookie", "__Host-guildhall=stale"}}).status, 201);
}

TEST(SigningIn, TellsAWrongPasswordFromAnUnknownAddressByNothing)
{
    auto const nobody = shared_server().nobody();
    auto const ada = newcomer("wrong-password");
    auto const wrong = nobody.post("/sessions", R"({"email":")" + ada.email + R"(","password":"not this one","kind":"token"})");
    auto const unknown = nobody.post("/sessions", R"({"email":"nobody@nowhere.example","password":"not this one","kind":"token"})");
    EXPECT_EQ(wrong.status, 401);
    EXPECT_EQ(unknown.status, 401);
    EXPECT_EQ(wrong.body, unknown.body);
}

TEST(SigningIn, AsksForTheSecondFactorAndTakesEachCodeOnce)
{
    auto const person = newcomer("two-factors", "builder", true);
    auto const asked = shared_server().sign_in(person, "token");
    EXPECT_EQ(asked.status, 401);
    EXPECT_EQ(asked.text("type"), "https://guildhall.example/problems/second_factor");
    EXPECT_EQ(asked.text("methods.0"), "totp");
    EXPECT_EQ(asked.body.find("enrolment"), std::string::npos);

    EXPECT_EQ(shared_server().sign_in(person, "token", "000000").text("type"), "https://guildhall.example/problems/unauthenticated");
    auto const code = code_of(person);
    EXPECT_EQ(shared_server().sign_in(person, "token", code).status, 201);
    EXPECT_EQ(shared_server().sign_in(person, "token", code).status, 401);
    EXPECT_EQ(shared_server().sign_in(person, "token", code_of(person, 1)).status, 201);
}

TEST(SigningIn, TenWrongCodesAreEnough)
{
    auto const person = newcomer("guessed-at", "builder", true);
    for (int i = 0; i < 10; ++i)
        EXPECT_EQ(shared_server().sign_in(person, "token", "12345" + std::to_string(i)).status, 401);
    auto const refused = shared_server().sign_in(person, "token", code_of(person));
    EXPECT_EQ(refused.status, 429);
    EXPECT_EQ(refused.header("Retry-After"), "900");
}

TEST(SigningIn, TenWrongPasswordsAreEnough)
{
    auto const person = newcomer("hammered-at");
    std::string const body = R"({"email":")" + person.email + R"(","password":"not this one","kind":"token"})";
    for (int i = 0; i < 10; ++i)
        EXPECT_EQ(shared_server().nobody().post("/sessions", body).status, 401);
    EXPECT_EQ(shared_server().nobody().post("/sessions", body).status, 429);
}

TEST(SigningIn, EnrolsAModeratorBeforeAnythingElse)
{
    auto const moderator = newcomer("new-moderator", "moderator");
    auto const asked = shared_server().sign_in(moderator, "token");
    ASSERT_EQ(asked.status, 401) << asked.body;
    EXPECT_EQ(asked.text("type"), "https://guildhall.example/problems/second_factor");
    Person enrolled = moderator;
    enrolled.totp_secret = unbase32(asked.text("enrolment.totp_secret")).value();
    EXPECT_TRUE(asked.text("enrolment.otpauth_url").starts_with("otpauth://totp/Guildhall:"));

    EXPECT_EQ(shared_server().sign_in(moderator, "token", "000000").status, 401);
    EXPECT_EQ(shared_server().sign_in(moderator, "token", code_of(enrolled)).status, 201);
    auto const again = shared_server().sign_in(moderator, "token");
    EXPECT_EQ(again.status, 401);
    EXPECT_EQ(again.body.find("enrolment"), std::string::npos) << "the secret is shown until it is used, and never again";
    EXPECT_EQ(shared_server().sign_in(moderator, "token", code_of(enrolled, 1)).status, 201);
}

TEST(SigningIn, AsAdminOrModeratorIsForTheirNetworksAlone)
{
    support::TestServer elsewhere([](app::Config& config) { config.admin_networks = {"10.0.0.0/8"}; });
    for (auto const& person : {elsewhere.world().admin, elsewhere.world().mona}) {
        auto const refused = elsewhere.sign_in(person, "token", code_of(person));
        auto const unknown = elsewhere.nobody().post("/sessions", R"({"email":"nobody@nowhere.example","password":"x","kind":"token"})");
        EXPECT_EQ(refused.status, 401);
        EXPECT_EQ(refused.body, unknown.body) << "as if the password were wrong";
        EXPECT_EQ(elsewhere.sign_in(person, "token").body, unknown.body);
    }
    EXPECT_EQ(elsewhere.sign_in(elsewhere.world().first.administrator, "token").status, 201);

    support::TestServer here([](app::Config& config) { config.admin_networks = {"10.0.0.0/8", "127.0.0.0/8"}; });
    EXPECT_EQ(here.sign_in(here.world().admin, "token", code_of(here.world().admin)).status, 201);
}

TEST(Refreshing, RotatesAndAnOldTokenEndsTheFamily)
{
    auto& server = shared_server();
    auto const person = newcomer("refreshing");
    auto const first = server.sign_in(person, "token");
    auto const second = server.nobody().post("/tokens/refresh", refresh_body(first.text("refresh_token")));
    ASSERT_EQ(second.status, 200) << second.body;
    EXPECT_NE(second.text("refresh_token"), first.text("refresh_token"));
    auto const racing = server.nobody().post("/tokens/refresh", refresh_body(first.text("refresh_token")));
    EXPECT_EQ(racing.status, 200) << "a race of some seconds is forgiven";

    server.database().superuser().run("update platform.refresh_tokens set used_at = used_at - interval '11 seconds'");
    EXPECT_EQ(server.nobody().post("/tokens/refresh", refresh_body(first.text("refresh_token"))).status, 401);
    EXPECT_EQ(server.nobody().post("/tokens/refresh", refresh_body(second.text("refresh_token"))).status, 401);
    EXPECT_EQ(server.nobody().get("/me", {{"Authorization", "Bearer " + second.text("access_token")}}).status, 401);
}

TEST(Refreshing, RefusesWhatIsNoRefreshToken)
{
    auto const nobody = shared_server().nobody();
    EXPECT_EQ(nobody.post("/tokens/refresh", refresh_body("nonsense")).status, 401);
    EXPECT_EQ(nobody.post("/tokens/refresh", refresh_body(base64url(random_bytes(48)))).status, 401);
    EXPECT_EQ(nobody.post("/tokens/refresh", "{}").status, 422);
}

TEST(AnAccessToken, HoldsNothingThatCouldBeACookie)
{
    auto& server = shared_server();
    auto const answer = server.sign_in(server.world().first.ada, "token");
    auto const refresh = unbase64url(answer.text("refresh_token")).value();
    for (auto const& part : {refresh.substr(0, 32), refresh.substr(16, 32)})
        EXPECT_EQ(server.nobody().get("/me", {{"Cookie", "__Host-guildhall=" + base64url(part)}}).status, 401);
    auto token = answer.text("access_token");
    token.back() = token.back() == 'A' ? 'B' : 'A';
    EXPECT_EQ(server.nobody().get("/me", {{"Authorization", "Bearer " + token}}).status, 401);
    EXPECT_EQ(server.nobody().get("/me", {{"Authorization", "Basic " + answer.text("access_token")}}).status, 401);
}

}  // namespace guildhall::identity
