#include "base/secret.h"
#include "support/newcomers.h"

// What a key opens, and for how long. Each test has people of its own.
namespace guildhall::api_keys {

using support::Answer;
using support::Client;
using support::shared_server;
using tree::fresh_email;
using tree::new_account;
using tree::signed_in;

namespace {

struct Ground {
    std::string guild, spot, gita_email = fresh_email(), ada_email = fresh_email(), ada_account;

    Ground()
    {
        auto& server = shared_server();
        auto const olga = server.as(server.world().olga);
        guild = olga.post("/access-owners/" + server.world().olgas_access_owner.text() + "/guilds", R"({"name":"Ours"})").text("id");
        spot = olga.post("/guilds/" + guild + "/spots", R"({"name":"Yard"})").text("id");
        olga.post("/guilds/" + guild + "/administrators", new_account(gita_email, tree::with_password));
        ada_account =
            olga.post("/spots/" + spot + "/builders", new_account(ada_email, tree::with_password + R"(,"can_create_customers":true)"))
                .text("id");
    }
};

Answer make(Client const& who, std::string const& permissions, std::string const& more = "")
{
    return who.post("/me/api-keys", R"({"name":"Nightly sync","permissions":[)" + permissions + "]" + more + "}");
}
Client with_key(std::string const& key)
{
    return shared_server().nobody().with({{"Authorization", "Bearer " + key}});
}

}  // namespace

TEST(AnApiKey, MayWhatItWasGivenAndNothingElse)
{
    Ground const ground;
    auto const ada = signed_in(ground.ada_email);
    auto const made = make(ada, R"("customers.read","customers.create")");
    ASSERT_EQ(made.status, 201) << made.body;
    EXPECT_TRUE(made.text("key").starts_with("ghk_"));
    EXPECT_EQ(made.text("key").size(), 47u);
    auto const program = with_key(made.text("key"));
    EXPECT_EQ(program.get("/customers").status, 200);
    auto const customer = program.post("/customers", R"({"name":"Alfreds"})");
    EXPECT_EQ(customer.status, 201) << customer.body;
    EXPECT_EQ(program.patch("/customers/" + customer.text("id"), R"({"name":"Other"})", "1").status, 403);
    EXPECT_EQ(program.get("/products").status, 403);
    for (auto const* path : {"/me", "/me/profile", "/sessions", "/me/second-factors", "/me/api-keys", "/me/export.json"})
        EXPECT_EQ(program.get(path).status, 403) << path;
    EXPECT_EQ(make(program, R"("customers.read")").status, 403);
    EXPECT_EQ(program.put("/me/password", R"({"password":"another bridge of reeds"})").status, 403);
    EXPECT_EQ(program.get("/accounts/" + ground.ada_account).status, 403);
    EXPECT_EQ(ada.get("/me/api-keys").text("items.0.hint"), made.text("key").substr(0, 8));
    EXPECT_NE(ada.get("/me/api-keys").text("items.0.last_used_at"), "");
    EXPECT_EQ(ada.get("/me/api-keys").body.find(made.text("key")), std::string::npos);
    EXPECT_EQ(ada.get("/sessions").body.find(made.text("id")), std::string::npos) << "it is no sign-in";
}

TEST(AnApiKey, IsMadeWithinWhatItsMakerMay)
{
    Ground const ground;
    auto const ada = signed_in(ground.ada_email);
    EXPECT_EQ(make(ada, R"("products.create")").text("fields.0.field"), "permissions") << "ada may not";
    EXPECT_EQ(make(ada, R"("accounts.read")").status, 422) << "nobody may give that to a key";
    EXPECT_EQ(make(ada, "").status, 422);
    EXPECT_EQ(make(ada, R"("customers.read")", R"(,"days":367)").status, 422);
    EXPECT_EQ(make(ada, R"("customers.read")", R"(,"days":0)").status, 422);
    auto const given = ada.get("/me/api-key-permissions").body;
    EXPECT_NE(given.find("customers.create"), std::string::npos);
    EXPECT_EQ(given.find("accounts."), std::string::npos);
    shared_server().database().superuser().run(
        "update platform.sessions set created_at = now() - interval '11 minutes' where account_id = $1::text::uuid",
        db::values(ground.ada_account));
    EXPECT_EQ(make(ada, R"("customers.read")").status, 403) << "only within ten minutes of signing in";
}

TEST(AnApiKey, LosesWhatItsMakerLoses)
{
    Ground const ground;
    auto const ada = signed_in(ground.ada_email), gita = signed_in(ground.gita_email);
    auto const program = with_key(make(ada, R"("customers.read","customers.create")").text("key"));
    ASSERT_EQ(program.post("/customers", R"({"name":"One"})").status, 201);
    auto const account = "/accounts/" + ground.ada_account;
    ASSERT_EQ(gita.patch(account, R"({"can_create_customers":false})", gita.get(account).text("version")).status, 200);
    EXPECT_EQ(program.post("/customers", R"({"name":"Two"})").status, 403);
    EXPECT_EQ(program.get("/customers").status, 200);
}

TEST(AnApiKey, EndsWhenItIsRevokedOrItsDayHasCome)
{
    Ground const ground;
    auto const ada = signed_in(ground.ada_email), gita = signed_in(ground.gita_email);
    auto const first = make(ada, R"("customers.read")"), second = make(ada, R"("customers.read")", R"(,"days":30)");
    EXPECT_EQ(gita.del("/me/api-keys/" + first.text("id")).status, 404) << "another's";
    EXPECT_EQ(ada.del("/me/api-keys/" + first.text("id")).status, 204);
    EXPECT_EQ(ada.del("/me/api-keys/" + first.text("id")).status, 404);
    EXPECT_EQ(with_key(first.text("key")).get("/customers").status, 401);
    EXPECT_EQ(with_key(second.text("key")).get("/customers").status, 200);
    shared_server().database().superuser().run("update platform.sessions set idle_until = now(), ends_at = now() where id = $1::text::uuid",
                                               db::values(second.text("id")));
    EXPECT_EQ(with_key(second.text("key")).get("/customers").status, 401);
    EXPECT_EQ(ada.get("/me/api-keys/count").text("count"), "0");
    auto const told = shared_server().database().superuser().value<std::int64_t>(
        "select count(*) from guild.audit_events where action in ('api_keys.created', 'api_keys.revoked') and owner_id = $1::text::uuid",
        db::values(ground.ada_account));
    EXPECT_EQ(told, 3);
}

TEST(AnApiKey, IsKeptAsItsDigestAndOpensNothingWhenItIsBent)
{
    Ground const ground;
    auto const made = make(signed_in(ground.ada_email), R"("customers.read")");
    auto const key = made.text("key");
    auto const secret = unbase64url(key.substr(4)).value();
    EXPECT_EQ(shared_server().database().superuser().value<std::int64_t>("select count(*) from platform.sessions where digest = $1",
                                                                         db::values(db::Bytes{sha256(secret)})),
              1);
    auto const rest = key.substr(4);
    for (auto const& bent :
         std::vector<std::string>{rest, "ghk_", "ghk_AAAA", "GHK_" + rest, key + "A", "ghk_" + base64url(random_bytes(32))})
        EXPECT_EQ(with_key(bent).get("/customers").status, 401) << bent;
    EXPECT_EQ(shared_server().nobody().with({{"Authorization", "Basic " + key}}).get("/customers").status, 401);
}

}  // namespace guildhall::api_keys
