#include "support/newcomers.h"

// Spots and people that move, and what goes with them. Each test has a guild of its own.
namespace guildhall::tree {

using support::Answer;
using support::Client;
using support::shared_server;

namespace {

std::string word(Answer const& answer, std::string const& path = "id")
{
    return answer.text(path);
}

// Yard with Corner below it, and Shop; gita administrates, hana heads Shop, ada builds in Corner.
struct Ground {
    std::string guild, yard, corner, shop, ada_email = fresh_email(), hana_email = fresh_email(), gita_email = fresh_email();
    Answer ada_account;

    Ground()
    {
        auto& server = shared_server();
        auto const olga = server.as(server.world().olga);
        guild = word(olga.post("/access-owners/" + server.world().olgas_access_owner.text() + "/guilds", R"({"name":"Moving"})"));
        yard = word(olga.post("/guilds/" + guild + "/spots", R"({"name":"Yard"})"));
        corner = word(olga.post("/spots/" + yard + "/spots", R"({"name":"Corner"})"));
        shop = word(olga.post("/guilds/" + guild + "/spots", R"({"name":"Shop"})"));
        olga.post("/guilds/" + guild + "/administrators", new_account(gita_email, with_password));
        olga.post("/spots/" + shop + "/heads", new_account(hana_email, with_password));
        ada_account =
            olga.post("/spots/" + corner + "/builders", new_account(ada_email, with_password + R"(,"can_create_customers":true)"));
    }

    Answer move(Client const& who, std::string const& spot, std::string const& parent) const
    {
        return who.patch("/spots/" + spot, R"({"parent_id":)" + (parent.empty() ? "null" : "\"" + parent + "\"") + "}",
                         who.get("/spots/" + spot).text("version"));
    }
    Answer move_ada(Client const& who, std::string const& spot) const
    {
        return who.put("/memberships/" + word(ada_account, "membership_id") + "/spot", R"({"spot_id":")" + spot + R"("})");
    }
};

std::string add_customer(Client const& who)
{
    auto const answer = who.post("/customers", R"({"name":"Somebody"})");
    EXPECT_EQ(answer.status, 201) << answer.body;
    auto const contact = who.post("/customers/" + answer.text("id") + "/contacts", R"({"first_name":"Cara","last_name":"Contact"})");
    EXPECT_EQ(contact.status, 201) << contact.body;
    return answer.text("id");
}

}  // namespace

TEST(AMovedSpot, TakesItsRecordsAndPeopleAlong)
{
    Ground const ground;
    auto const gita = signed_in(ground.gita_email), hana = signed_in(ground.hana_email), ada = signed_in(ground.ada_email);
    auto const customer = "/customers/" + add_customer(ada);
    EXPECT_EQ(hana.get(customer).status, 404);
    auto const before = gita.get(customer);

    auto const moved = ground.move(gita, ground.yard, ground.shop);
    EXPECT_EQ(moved.status, 200) << moved.body;
    EXPECT_EQ(moved.text("parent_id"), ground.shop);
    EXPECT_EQ(hana.get(customer).status, 200) << "it lies below Shop now, with the spot below Yard";
    EXPECT_EQ(hana.get(customer + "/contacts").ids().size(), 1u);
    EXPECT_EQ(ada.get(customer).status, 200);
    EXPECT_EQ(gita.get(customer).text("version"), before.text("version")) << "the record itself has not changed";
    EXPECT_EQ(gita.get(customer).text("updated_at"), before.text("updated_at"));
    EXPECT_EQ(hana.get("/spots/" + ground.corner).status, 200);
    EXPECT_EQ(gita.get("/customers?search=somebody").ids().size(), 1u) << "and is found";

    EXPECT_EQ(ground.move(gita, ground.yard, "").text("parent_id"), "");
    EXPECT_EQ(hana.get(customer).status, 404);
    EXPECT_EQ(ada.get(customer).status, 200);
    EXPECT_EQ(ada.post("/customers", R"({"name":"Another"})").status, 201);
}

TEST(AMovedSpot, GoesNowhereImpossible)
{
    Ground const ground;
    auto const& world = shared_server().world();
    auto const gita = signed_in(ground.gita_email), hana = signed_in(ground.hana_email);
    for (auto const& parent : {ground.yard, ground.corner, world.first.sales.id.text(), Uuid::make().text()}) {
        auto const answer = ground.move(gita, ground.yard, parent);
        EXPECT_EQ(answer.status, 422) << answer.body;
        EXPECT_EQ(answer.text("fields.0.field"), "parent_id");
    }
    EXPECT_EQ(ground.move(hana, ground.shop, ground.yard).status, 403) << "a head does not move its spot";
    EXPECT_EQ(gita.patch("/spots/" + ground.yard, R"({"parent_id":null})", "7").status, 412);
    EXPECT_EQ(gita.patch("/spots/" + ground.yard, R"({"parent_id":null})", "1").status, 200) << "where it is already";
    auto deepest = ground.shop;
    for (int floor = 2; floor <= 5; ++floor)
        deepest = word(gita.post("/spots/" + deepest + "/spots", R"({"name":"Deeper"})"));
    EXPECT_EQ(ground.move(gita, ground.yard, deepest).status, 409) << "with Corner below it there would be seven floors";
    EXPECT_EQ(ground.move(gita, ground.corner, deepest).status, 200);
}

TEST(AMovedSpot, LeavesItsPlaceInTheTrailToNobodyElse)
{
    Ground const ground;
    auto const gita = signed_in(ground.gita_email), ada = signed_in(ground.ada_email);
    add_customer(ada);
    EXPECT_EQ(ground.move(gita, ground.corner, ground.shop).status, 200);
    auto const next = word(gita.post("/spots/" + ground.yard + "/spots", R"({"name":"Next"})"));
    auto const email = fresh_email();
    gita.post("/spots/" + next + "/heads", new_account(email, with_password));
    EXPECT_EQ(signed_in(email).get("/audit-events?action=customers.created").text("items.0.seq"), "") << "Corner's past is not Next's";
}

TEST(AMovedPerson, WorksElsewhereFromTheNextRequest)
{
    Ground const ground;
    auto const gita = signed_in(ground.gita_email), hana = signed_in(ground.hana_email), ada = signed_in(ground.ada_email);
    auto const customer = "/customers/" + add_customer(ada);
    auto const activity = ada.post("/activities", R"({"subject":"Call"})");
    EXPECT_EQ(activity.status, 201) << activity.body;

    EXPECT_EQ(ground.move_ada(hana, ground.shop).status, 404) << "she is out of hana's sight";
    auto const moved = ground.move_ada(gita, ground.shop);
    EXPECT_EQ(moved.status, 200) << moved.body;
    EXPECT_EQ(moved.text("spot"), "Shop");
    EXPECT_EQ(ada.get("/me").text("acting.spot_id"), ground.shop);
    EXPECT_EQ(ada.get(customer).status, 404) << "records stay with their spot";
    EXPECT_EQ(ada.get("/activities/" + activity.text("id")).status, 200) << "what she has to do goes with her";
    EXPECT_EQ(hana.get("/activities/" + activity.text("id")).status, 200);
    EXPECT_EQ(ground.move_ada(hana, ground.corner).status, 422) << "hana does not see Corner";
    EXPECT_EQ(ground.move_ada(shared_server().as(shared_server().world().olga), ground.corner).status, 403);
}

TEST(AMovedPerson, IsOneOfTheGuildAndNotOnesEqual)
{
    Ground const ground;
    auto const gita = signed_in(ground.gita_email), hana = signed_in(ground.hana_email);
    auto const people = gita.get("/guilds/" + ground.guild + "/people?sort=name");
    EXPECT_EQ(people.ids().size(), 3u) << people.body;
    for (std::size_t i = 0; i < people.ids().size(); ++i) {
        auto const item = "items." + std::to_string(i);
        auto const path = "/memberships/" + people.ids()[i] + "/spot";
        auto const role = people.text(item + ".role");
        if (role == "builder")
            continue;
        auto const& who = role == "guild" ? gita : hana;
        EXPECT_EQ(who.put(path, R"({"spot_id":")" + ground.shop + R"("})").status, 403) << "not one's own level: " << role;
    }
    EXPECT_EQ(hana.get("/guilds/" + ground.guild + "/people").ids().size(), 1u) << "a head sees its own";
    EXPECT_EQ(gita.get("/guilds/" + ground.guild + "/people/count?spot_id=" + ground.corner).text("count"), "1");
    EXPECT_EQ(shared_server().as(shared_server().world().otto).get("/guilds/" + ground.guild + "/people").status, 404);
    EXPECT_EQ(ground.move_ada(gita, shared_server().world().first.sales.id.text()).status, 422) << "a spot of another guild";
}

}  // namespace guildhall::tree
