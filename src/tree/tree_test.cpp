#include "support/newcomers.h"

#include <map>

namespace guildhall::tree {

using support::Answer;
using support::Person;
using support::shared_server;

namespace {

bool lists(Answer const& page, Uuid id)
{
    for (auto const& each : page.ids())
        if (each == id.text())
            return true;
    return false;
}

}  // namespace

TEST(TheTree, GrowsFromAdminToBuilder)
{
    auto& server = shared_server();
    auto const admin = server.as(server.world().admin);
    EXPECT_EQ(admin.post("/moderators", new_account()).text("role"), "moderator");
    auto const owner = admin.post("/access-owners", R"({"name":"New agency"})");
    ASSERT_EQ(owner.status, 201) << owner.body;
    EXPECT_EQ(owner.header("ETag"), "\"1\"");
    auto const agent_email = fresh_email();
    auto const agent = admin.post("/access-owners/" + owner.text("id") + "/team", new_account(agent_email, with_password));
    ASSERT_EQ(agent.status, 201) << agent.body;
    EXPECT_EQ(agent.text("role"), "access_owner");

    auto const olga = signed_in(agent_email);
    auto const guild =
        olga.post("/access-owners/" + owner.text("id") + "/guilds", R"({"name":"New guild","currency":"SEK","country":"SE"})");
    ASSERT_EQ(guild.status, 201) << guild.body;
    EXPECT_EQ(guild.text("currency"), "SEK");
    auto const gita_email = fresh_email();
    EXPECT_EQ(olga.post("/guilds/" + guild.text("id") + "/administrators", new_account(gita_email, with_password)).status, 201);

    auto const gita = signed_in(gita_email);
    auto const spot = gita.post("/guilds/" + guild.text("id") + "/spots", R"({"name":"Sales"})");
    ASSERT_EQ(spot.status, 201) << spot.body;
    auto const hana_email = fresh_email();
    EXPECT_EQ(gita.post("/spots/" + spot.text("id") + "/heads", new_account(hana_email, with_password)).text("role"), "spot");

    auto const hana = signed_in(hana_email);
    auto const below = hana.post("/spots/" + spot.text("id") + "/spots", R"({"name":"Field sales"})");
    EXPECT_EQ(below.text("parent_id"), spot.text("id")) << below.body;
    auto const ada_email = fresh_email();
    auto const ada =
        hana.post("/spots/" + below.text("id") + "/builders", new_account(ada_email, with_password + R"(,"can_create_customers":true)"));
    ASSERT_EQ(ada.status, 201) << ada.body;
    EXPECT_EQ(ada.text("can_create_customers"), "true");
    EXPECT_EQ(signed_in(ada_email).get("/me").text("acting.spot_id"), below.text("id"));
}

TEST(TheTree, IsSeenDownwardsAndNotSideways)
{
    auto& server = shared_server();
    auto const& world = server.world();
    auto const admin = server.as(world.admin), mona = server.as(world.mona), olga = server.as(world.olga);
    auto const gita = server.as(world.first.administrator), hana = server.as(world.first.sales_head), ada = server.as(world.first.ada);

    EXPECT_TRUE(lists(admin.get("/access-owners?limit=200"), world.ottos_access_owner));
    EXPECT_TRUE(lists(mona.get("/access-owners"), world.olgas_access_owner));
    EXPECT_FALSE(lists(mona.get("/access-owners"), world.ottos_access_owner));
    EXPECT_EQ(mona.get("/access-owners/" + world.ottos_access_owner.text()).status, 404);
    EXPECT_EQ(olga.get("/access-owners").ids(), std::vector{world.olgas_access_owner.text()});
    EXPECT_EQ(gita.get("/access-owners").status, 403);

    EXPECT_TRUE(lists(olga.get("/guilds?limit=200"), world.second.guild.id));
    EXPECT_FALSE(lists(olga.get("/guilds?limit=200"), world.foreign.guild.id));
    EXPECT_EQ(gita.get("/guilds").ids(), std::vector{world.first.guild.id.text()});
    EXPECT_EQ(gita.get("/guilds/" + world.second.guild.id.text()).status, 404);
    EXPECT_EQ(ada.get("/guilds/" + world.first.guild.id.text()).status, 200);
    EXPECT_EQ(server.as(world.user).get("/guilds").status, 403);

    auto const spots = "/guilds/" + world.first.guild.id.text() + "/spots";
    EXPECT_EQ(gita.get(spots).ids().size(), 3u);
    EXPECT_EQ(hana.get(spots).ids().size(), 2u);
    EXPECT_EQ(ada.get(spots).ids(), std::vector{world.first.sales.id.text()});
    EXPECT_EQ(ada.get("/spots/" + world.first.field_sales.id.text()).status, 404);
    EXPECT_EQ(hana.get("/spots/" + world.first.service.id.text()).status, 404);

    EXPECT_EQ(hana.get("/accounts/" + world.first.fiona.account.text()).text("email"), world.first.fiona.email);
    EXPECT_EQ(hana.get("/accounts/" + world.first.sara.account.text()).status, 404);
    EXPECT_EQ(gita.get("/accounts/" + world.second.ada.account.text()).status, 404);
    EXPECT_EQ(mona.get("/accounts/" + world.first.ada.account.text()).status, 200);
    EXPECT_EQ(mona.get("/accounts/" + world.foreign.ada.account.text()).status, 404);
    EXPECT_EQ(mona.get("/moderators").ids(), std::vector{world.mona.account.text()});
}

TEST(TheTree, IsMadeFromAboveOnly)
{
    auto& server = shared_server();
    auto const& world = server.world();
    auto const builders = "/spots/" + world.first.sales.id.text() + "/builders";
    auto const heads = "/spots/" + world.first.sales.id.text() + "/heads";
    auto const administrators = "/guilds/" + world.first.guild.id.text() + "/administrators";
    auto const guilds = "/access-owners/" + world.olgas_access_owner.text() + "/guilds";
    struct Attempt {
        Person const& who;
        std::string path, body;
        int status;
    };
    std::vector<Attempt> const attempts{
        {world.mona, "/moderators", new_account(), 403},
        {world.olga, "/access-owners", R"({"name":"Another"})", 403},
        {world.admin, guilds, R"({"name":"Another"})", 403},
        {world.otto, guilds, R"({"name":"Another"})", 404},
        {world.first.administrator, guilds, R"({"name":"Another"})", 403},
        {world.otto, administrators, new_account(), 404},
        {world.admin, administrators, new_account(), 403},
        {world.first.sales_head, administrators, new_account(), 403},
        {world.foreign.administrator, administrators, new_account(), 404},
        {world.first.administrator, administrators, new_account(), 201},
        {world.first.sales_head, heads, new_account(), 403},
        {world.first.ada, builders, new_account(), 403},
        {world.first.service_head, builders, new_account(), 404},
        {world.first.sales_head, builders, new_account(), 201},
        {world.olga, builders, new_account(), 201},
        {world.otto, "/access-owners/" + world.olgas_access_owner.text() + "/team", new_account(), 404},
        {world.olga, "/access-owners/" + world.olgas_access_owner.text() + "/team", new_account(), 201},
        {world.user, builders, new_account(), 403},
    };
    for (auto const& attempt : attempts) {
        auto const answer = server.as(attempt.who).post(attempt.path, attempt.body);
        EXPECT_EQ(answer.status, attempt.status) << attempt.who.email << " " << attempt.path << " " << answer.body;
    }
}

TEST(AGuildsSettings, AreItsAdministratorsAndItsAccessOwners)
{
    auto& server = shared_server();
    auto const& world = server.world();
    auto const path = "/guilds/" + world.second.guild.id.text();
    auto const gita = server.as(world.second.administrator);
    EXPECT_EQ(gita.ask("PATCH", path, R"({"currency":"CHF"})").status, 428);
    EXPECT_EQ(gita.patch(path, R"({"currency":"XXL"})", "1").status, 422);
    EXPECT_EQ(gita.patch(path, R"({"name":null})", "1").status, 400) << "a guild has a name";
    auto const changed = gita.patch(path, R"({"currency":"CHF","payment_terms_days":14,"require_email_or_phone":true})", "1");
    ASSERT_EQ(changed.status, 200) << changed.body;
    EXPECT_EQ(changed.text("currency"), "CHF");
    EXPECT_EQ(changed.text("payment_terms_days"), "14");
    EXPECT_EQ(changed.text("name"), "second");
    EXPECT_EQ(changed.header("ETag"), "\"2\"");
    auto const stale = gita.patch(path, R"({"currency":"EUR"})", "1");
    EXPECT_EQ(stale.status, 412);
    EXPECT_EQ(stale.text("current.currency"), "CHF");

    EXPECT_EQ(server.as(world.olga).patch(path, R"({"country":"CH"})", "2").status, 200);
    EXPECT_EQ(server.as(world.second.sales_head).patch(path, R"({"country":"CH"})", "3").status, 403);
    EXPECT_EQ(server.as(world.first.administrator).patch(path, R"({"country":"CH"})", "3").status, 404);
    EXPECT_EQ(server.as(world.mona).patch(path, R"({"country":"FR"})", "3").status, 403) << "a moderator may suspend it, no more";
    EXPECT_EQ(gita.patch(path, R"({"suspended":true})", "3").status, 403) << "nobody suspends itself";
}

TEST(AList, GoesOnBehindItsCursor)
{
    auto& server = shared_server();
    auto const gita = server.as(server.world().foreign.administrator);
    auto const path = "/guilds/" + server.world().foreign.guild.id.text() + "/spots";
    for (std::string const sort : {"name", "-name", "created_at", "-created_at"}) {
        std::vector<std::string> seen;
        std::string after;
        for (int i = 0; i < 3; ++i) {
            auto const page = gita.get(path + "?limit=1&sort=" + sort + after);
            ASSERT_EQ(page.status, 200) << page.body;
            ASSERT_EQ(page.ids().size(), 1u);
            seen.push_back(page.text("items.0.name"));
            after = "&after=" + page.text("next");
        }
        EXPECT_EQ(after, "&after=") << "the end";
        using Ends = std::pair<std::string, std::string>;
        std::map<std::string, Ends> const ends{{"name", {"Field sales", "Service"}},
                                               {"-name", {"Service", "Field sales"}},
                                               {"created_at", {"Sales", "Service"}},
                                               {"-created_at", {"Service", "Sales"}}};
        EXPECT_EQ(Ends(seen.front(), seen.back()), ends.at(sort)) << sort;
    }
    EXPECT_EQ(gita.get(path + "?search=FIELD").ids().size(), 1u);
    EXPECT_EQ(gita.get(path + "/count?search=sal").text("count"), "2");
    EXPECT_EQ(gita.get(path + "?after=nonsense").status, 400);
    EXPECT_EQ(gita.get(path + "?sort=pos").status, 422);
    EXPECT_EQ(gita.get(path + "?limit=201").status, 422);
    EXPECT_EQ(gita.get(path + "?colour=red").status, 400);
}

}  // namespace guildhall::tree
