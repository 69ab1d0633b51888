#include "support/newcomers.h"

namespace guildhall::tree {

using support::Answer;
using support::shared_server;

namespace {

// A guild of Olga's with its people, of one test alone.
struct Fresh {
    std::string guild, spot, email = fresh_email();
    Answer administrator;
};

Fresh fresh_guild()
{
    auto& server = shared_server();
    auto const olga = server.as(server.world().olga);
    Fresh fresh;
    fresh.guild = olga.post("/access-owners/" + server.world().olgas_access_owner.text() + "/guilds", R"({"name":"Fresh"})").text("id");
    fresh.spot = olga.post("/guilds/" + fresh.guild + "/spots", R"({"name":"Yard"})").text("id");
    fresh.administrator = olga.post("/guilds/" + fresh.guild + "/administrators", new_account(fresh.email, with_password));
    return fresh;
}

}  // namespace

TEST(ANewAccount, NeverSaysItsOwnRoleOrPlace)
{
    auto& server = shared_server();
    auto const hana = server.as(server.world().first.sales_head);
    auto const path = "/spots/" + server.world().first.sales.id.text() + "/builders";
    for (auto const* more : {R"(,"role":"guild")", R"(,"guild_id":"0192aaaa-0000-7000-8000-000000000000")",
                             R"(,"id":"0192aaaa-0000-7000-8000-000000000000")", R"(,"created_by":null)"})
        EXPECT_EQ(hana.post(path, new_account(fresh_email(), more)).status, 400) << more;
    auto const weak = hana.post(path, new_account(fresh_email(), R"(,"password":"password")"));
    EXPECT_EQ(weak.status, 422);
    EXPECT_EQ(weak.text("fields.0.field"), "password");
}

TEST(ANewAccount, DoesNotTakeSomebodyElsesAddress)
{
    auto& server = shared_server();
    auto const& world = server.world();
    auto const hana = server.as(world.first.sales_head);
    auto const path = "/spots/" + world.first.sales.id.text() + "/builders";
    for (auto const& [email, more] : {std::pair(world.first.fiona.email, with_password), std::pair(world.first.ada.email, std::string())}) {
        auto const answer = hana.post(path, new_account(email, more));
        EXPECT_EQ(answer.status, 422) << email << answer.body;
        EXPECT_EQ(answer.text("fields.0.field"), "email");
    }
    EXPECT_EQ(server.as(world.foreign.ada).get("/me").text("account.name"), "ada");
    auto const joined = hana.post(path, new_account(world.first.felix.email));
    EXPECT_EQ(joined.status, 201) << "somebody whom she sees works in one more spot of hers";
    EXPECT_EQ(joined.text("id"), world.first.felix.account.text());
    EXPECT_EQ(joined.text("name"), "felix") << "and keeps the name";
}

TEST(ANewAccount, IsMadeOnceHoweverOftenTheRequestIsRepeated)
{
    auto& server = shared_server();
    auto const hana = server.as(server.world().first.sales_head);
    auto const path = "/spots/" + server.world().first.sales.id.text() + "/builders";
    auto const body = new_account(fresh_email(), with_password);
    auto const key = Uuid::make().text();
    auto const first = hana.post(path, body, {{"Idempotency-Key", key}});
    ASSERT_EQ(first.status, 201) << first.body;
    auto const again = hana.post(path, body, {{"Idempotency-Key", key}});
    EXPECT_EQ(again.status, 201);
    EXPECT_EQ(again.body, first.body);
    EXPECT_EQ(hana.post(path, new_account(), {{"Idempotency-Key", key}}).text("type"),
              "https://guildhall.example/problems/idempotency_mismatch");
}

TEST(AnAccount, IsChangedByItselfAndByThoseAbove)
{
    auto& server = shared_server();
    auto const& people = server.world().foreign;
    auto const path = "/accounts/" + people.bob.account.text();
    auto const bob = server.as(people.bob);
    auto const renamed = bob.patch(path, R"({"name":"Bob B.","language":"sv"})", "1");
    ASSERT_EQ(renamed.status, 200) << renamed.body;
    EXPECT_EQ(bob.get("/me").text("account.language"), "sv");
    EXPECT_EQ(bob.patch(path, R"({"can_create_customers":true})", "2").status, 403) << "nobody raises oneself";
    EXPECT_EQ(server.as(people.ada).patch(path, R"({"name":"X"})", "2").status, 403);
    EXPECT_EQ(server.as(people.sara).patch(path, R"({"name":"X"})", "2").status, 404);
    EXPECT_EQ(bob.get("/me").body.find("customers.create"), std::string::npos);
    EXPECT_EQ(server.as(people.sales_head).patch(path, R"({"can_create_customers":true})", "2").status, 200);
    EXPECT_NE(bob.get("/me").body.find("customers.create"), std::string::npos) << "from the next request on";
}

TEST(Suspension, HoldsFromTheNextRequest)
{
    auto& server = shared_server();
    auto const fresh = fresh_guild();
    auto const olga = server.as(server.world().olga), gita = signed_in(fresh.email);
    auto const path = "/accounts/" + fresh.administrator.text("id") + "/suspension";
    auto const last = olga.put(path);
    EXPECT_EQ(last.status, 409) << "a guild keeps an administrator";
    EXPECT_EQ(gita.post("/guilds/" + fresh.guild + "/administrators", new_account(fresh_email(), with_password)).status, 201);
    EXPECT_EQ(server.as(server.world().otto).put(path).status, 404);
    EXPECT_EQ(gita.put(path).status, 403) << "not one's own level";
    EXPECT_EQ(gita.get("/me").status, 200);
    EXPECT_EQ(olga.put(path).text("suspended"), "true");
    EXPECT_EQ(gita.get("/me").status, 401);
    EXPECT_EQ(olga.del(path).status, 204);
    EXPECT_EQ(gita.get("/me").status, 401) << "a session that was ended stays so";
    EXPECT_EQ(signed_in(fresh.email).get("/me").status, 200);
}

TEST(Suspension, OfAGuildStopsEverybodyInIt)
{
    auto& server = shared_server();
    auto const fresh = fresh_guild();
    auto const mona = server.as(server.world().mona), gita = signed_in(fresh.email);
    EXPECT_EQ(gita.get("/guilds/" + fresh.guild).status, 200);
    EXPECT_EQ(mona.patch("/guilds/" + fresh.guild, R"({"suspended":true})", "1").status, 200);
    EXPECT_EQ(gita.get("/guilds/" + fresh.guild).status, 401);
    EXPECT_EQ(mona.patch("/guilds/" + fresh.guild, R"({"suspended":false})", "2").status, 200);
    EXPECT_EQ(gita.get("/guilds/" + fresh.guild).status, 200);
}

}  // namespace guildhall::tree
