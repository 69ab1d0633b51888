// Two records of one customer become one, and two again.
#include <gmock/gmock.h>

#include "support/bulk.h"

using guildhall::Uuid;
using namespace guildhall::support;

namespace {

struct AMerge : testing::Test {
    TestServer& server = shared_server();
    World const& world = server.world();
    Client gita = server.as(world.first.administrator);
    Client ada = server.as(world.first.ada);
    Client sara = server.as(world.first.sara);
    Client stranger = server.as(world.foreign.administrator);
    std::string mine = made(ada, "/customers", "{'name':'Alfreds Futterkiste','phone':'030 1234567'}");
    std::string other = made(ada, "/customers",
                             "{'name':'Alfreds Futterkiste GmbH','phone':'030 7654321','vat_number':'DE129273398',"
                             "'website':'https://alfreds.example','status':'lead'}");

    Answer merged(std::string const& fields = "{}") const
    {
        return ada.post("/customers/" + mine + "/merge", json_of("{'other_id':'" + other + "','fields':" + fields + "}"));
    }
    std::string contact(std::string const& customer, std::string const& name) const
    {
        return made(ada, "/customers/" + customer + "/contacts", "{'last_name':'" + name + "','email':'" + name + "@merged.example'}");
    }
};

}  // namespace

TEST_F(AMerge, TakesOverWhatTheOneThatStaysDoesNotHaveAndWhatWasChosen)
{
    auto const merge = merged("{'name':'other','phone':'this'}");
    ASSERT_EQ(merge.status, 201) << merge.body;
    EXPECT_EQ(merge.text("customer_id"), mine);
    EXPECT_EQ(merge.text("merged_id"), other);
    EXPECT_EQ(merge.text("merged_name"), "Alfreds Futterkiste GmbH");
    auto const stays = ada.get("/customers/" + mine);
    EXPECT_EQ(stays.text("name"), "Alfreds Futterkiste GmbH");
    EXPECT_EQ(stays.text("phone"), "030 1234567");
    EXPECT_EQ(stays.text("vat_number"), "DE129273398") << "it had none";
    EXPECT_EQ(stays.text("status"), "active") << "it had one";
}

TEST_F(AMerge, LeadsOnFromTheOldIdForGood)
{
    ASSERT_EQ(merged().status, 201);
    auto const moved = ada.get("/customers/" + other);
    EXPECT_EQ(moved.status, 308) << moved.body;
    EXPECT_EQ(moved.header("Location"), "/api/v1/customers/" + mine);
    EXPECT_EQ(ada.get("/customers/" + other, {{"If-None-Match", moved.header("ETag")}}).status, 308);
    auto const third = made_customer(ada);
    ASSERT_EQ(ada.post("/customers/" + third + "/merge", json_of("{'other_id':'" + mine + "'}")).status, 201);
    EXPECT_EQ(ada.get("/customers/" + other).header("Location"), "/api/v1/customers/" + third) << "from one to the next";
    EXPECT_EQ(sara.get("/customers/" + other).status, 404);
    ASSERT_EQ(ada.del("/customers/" + third).status, 204);
    EXPECT_EQ(ada.get("/customers/" + other).status, 404);
    EXPECT_EQ(ada.patch("/customers/" + other, json_of("{'name':'No'}"), "1").status, 404);
}

TEST_F(AMerge, BringsAlongAllThatHangsOnTheOther)
{
    auto const first = contact(mine, "anders"), second = contact(other, "moreno");
    made(ada, "/customers/" + other + "/notes", "{'body':'called'}");
    auto const task = made(ada, "/activities", "{'subject':'Call','customer_id':'" + other + "'}");
    auto const estimate = made(ada, "/estimates", "{'customer_id':'" + other + "','lines':[]}");
    auto const merge = merged();
    EXPECT_EQ(merge.text("moved"), "4") << merge.body;
    EXPECT_EQ(ada.get("/customers/" + mine + "/contacts").ids(), (std::vector<std::string>{first, second}));
    EXPECT_EQ(ada.get("/contacts/" + second).text("primary"), "false");
    EXPECT_EQ(ada.get("/customers/" + mine + "/notes").text("items.0.body"), "called");
    EXPECT_EQ(ada.get("/activities/" + task).text("customer_id"), mine);
    EXPECT_EQ(ada.get("/estimates/" + estimate).text("customer_id"), mine);
    EXPECT_EQ(ada.get("/customers?search=moreno@merged.example").ids(), std::vector<std::string>{mine}) << "found by its new contact";
    EXPECT_THAT(ada.get("/customers?search=alfreds%20gmbh&limit=200").ids(), testing::Not(testing::Contains(other)));
}

TEST_F(AMerge, GoesBackAsItWas)
{
    contact(other, "moreno");
    contact(other, "second");
    made(ada, "/activities", "{'subject':'Call','customer_id':'" + other + "'}");
    auto const before = contents_of(server, world.first.guild.id.text());
    auto const merge = merged("{'name':'other','phone':'other'}");
    auto const path = "/merges/" + merge.text("id");
    auto const undone = ada.post(path + "/undo", "");
    ASSERT_EQ(undone.status, 200) << undone.body;
    EXPECT_EQ(undone.text("state"), "undone");
    EXPECT_EQ(contents_of(server, world.first.guild.id.text()), before);
    EXPECT_EQ(ada.get("/customers/" + other).status, 200);
    EXPECT_EQ(ada.post(path + "/undo", "").status, 409);
    EXPECT_EQ(ada.get("/customers/" + mine + "/merges").text("items.0.state"), "undone");
}

TEST_F(AMerge, NamesWhatWasChangedSinceAndLeavesIt)
{
    auto const changed = contact(other, "moreno"), untouched = contact(other, "second");
    auto const merge = merged();
    auto const now = ada.get("/contacts/" + changed);
    ASSERT_EQ(ada.patch("/contacts/" + changed, json_of("{'title':'Owner'}"), now.text("version")).status, 200);
    auto const undone = ada.post("/merges/" + merge.text("id") + "/undo", "");
    EXPECT_EQ(undone.text("conflicts.0.id"), changed) << undone.body;
    EXPECT_EQ(undone.text("conflicts.0.name"), "moreno");
    EXPECT_EQ(undone.text("conflicts.1.id"), "");
    EXPECT_EQ(ada.get("/contacts/" + changed).text("customer_id"), mine);
    EXPECT_EQ(ada.get("/contacts/" + untouched).text("customer_id"), other);
    EXPECT_EQ(ada.get("/contacts/" + untouched).text("primary"), "true");
    EXPECT_EQ(ada.get("/merges/" + merge.text("id")).text("conflicts.0.id"), changed) << "and says so later";
}

TEST_F(AMerge, SaysWhenTheNumberOfTheOtherIsTakenMeanwhile)
{
    auto const set = [&](std::string const& id, std::string const& number) {
        return ada
            .ask("PATCH", "/customers/" + id, json_of("{'external_id':" + number + "}"),
                 {{"If-Match", "*"}, {"Content-Type", "application/json"}})
            .status;
    };
    ASSERT_EQ(set(other, "'merge-7'"), 200);
    auto const merge = merged();
    EXPECT_EQ(ada.get("/customers/" + mine).text("external_id"), "merge-7");
    ASSERT_EQ(ada.patch("/customers/" + mine, json_of("{'name':'Changed since'}"), ada.get("/customers/" + mine).text("version")).status,
              200);
    auto const refused = ada.post("/merges/" + merge.text("id") + "/undo", "");
    EXPECT_EQ(refused.status, 422) << refused.body;
    EXPECT_EQ(ada.get("/customers/" + other).status, 308) << "nothing has happened";
    ASSERT_EQ(set(mine, "null"), 200);
    EXPECT_EQ(ada.post("/merges/" + merge.text("id") + "/undo", "").status, 200);
    EXPECT_EQ(ada.get("/customers/" + other).text("external_id"), "merge-7");
}

TEST_F(AMerge, IsOfTwoDifferentCustomersInSightAsTheyWereLookedAt)
{
    auto const refused = [&](std::string const& id) {
        return complaints(ada.post("/customers/" + mine + "/merge", json_of("{'other_id':'" + id + "'}")));
    };
    for (auto const& id : {mine, made_customer(sara), made_customer(stranger), Uuid::make().text()})
        EXPECT_EQ(refused(id), "other_id: is not another customer");
    auto const stale = ada.post("/customers/" + mine + "/merge", json_of("{'other_id':'" + other + "','other_version':7}"));
    EXPECT_EQ(stale.status, 412);
    EXPECT_EQ(stale.text("current.id"), other);
    EXPECT_EQ(ada.post("/customers/" + mine + "/merge", json_of("{'other_id':'" + other + "'}"), {{"If-Match", "\"9\""}}).status, 412);
    EXPECT_EQ(sara.post("/customers/" + mine + "/merge", json_of("{'other_id':'" + other + "'}")).status, 404);
}

TEST_F(AMerge, IsSuggestedOnTheCustomersOwnWords)
{
    auto const alike = [](Client const& client, std::string const& id) { return client.get("/customers/" + id + "/duplicates").body; };
    auto const one = made(ada, "/customers", "{'name':'Zwirnerei Quellmalz'}"), two = made(ada, "/customers", "{'name':'Quellmalz KG'}"),
               by_mail = made(ada, "/customers", "{'name':'Somebody else'}");
    EXPECT_THAT(alike(ada, one), testing::HasSubstr(two));
    EXPECT_THAT(alike(ada, one), testing::Not(testing::HasSubstr("\"customer_id\":\"" + one)));
    contact(by_mail, "quellmalz");
    contact(one, "quellmalz");
    EXPECT_THAT(alike(ada, one), testing::HasSubstr(by_mail));
    EXPECT_THAT(alike(ada, one), testing::HasSubstr("\"email\""));
    auto const elsewhere = made(sara, "/customers", "{'name':'Zwirnerei Quellmalz'}");
    EXPECT_EQ(alike(sara, elsewhere), R"({"items":[]})");
    EXPECT_EQ(sara.get("/customers/" + one + "/duplicates").status, 404);
}

TEST_F(AMerge, IsInTheAuditTrail)
{
    auto const task = made(ada, "/activities", "{'subject':'Call','customer_id':'" + other + "'}");
    auto const merge = merged();
    ASSERT_EQ(ada.post("/merges/" + merge.text("id") + "/undo", "").status, 200);
    auto const actions = [&](std::string const& object) {
        std::string all;
        auto const page = ada.get("/audit-events?sort=seq&object=" + object).json();
        for (auto const& each : page.find("items")->items)
            all += each.find("action")->string + ";";
        return all;
    };
    EXPECT_EQ(actions("activities/" + task), "activities.created;activities.updated;activities.updated;");
    EXPECT_EQ(actions("customers/" + other), "customers.created;customers.deleted;customers.restored;");
    EXPECT_THAT(actions("changes/" + merge.text("id")), testing::StartsWith("changes.created;"));
}
