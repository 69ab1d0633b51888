#include <gtest/gtest.h>

#include "support/documents.h"

using guildhall::Uuid;
using namespace guildhall::support;

namespace {

struct Tags : testing::Test {
    TestServer& server = shared_server();
    World const& world = server.world();
    Client gita = server.as(world.first.administrator);
    Client ada = server.as(world.first.ada);
    Client stranger = server.as(world.foreign.administrator);

    std::string const name = Uuid::make().text();
    std::string const named = json_of("{'name':'" + name + "'}");
};

}  // namespace

TEST_F(Tags, AreMadeByTheGuildAndReadByItsBuilders)
{
    auto const added = gita.post("/tags", named);
    ASSERT_EQ(added.status, 201) << added.body;
    EXPECT_EQ(added.text("name"), name);
    EXPECT_EQ(ada.get("/tags/" + added.text("id")).body, added.body);
    EXPECT_EQ(ada.post("/tags", named).status, 403);
}

TEST_F(Tags, DoNotDifferByCaseAlone)
{
    ASSERT_EQ(gita.post("/tags", json_of("{'name':'a" + name + "'}")).status, 201);
    auto const again = gita.post("/tags", json_of("{'name':'A" + name + "'}"));
    EXPECT_EQ(again.status, 422);
    EXPECT_NE(again.body.find("is there already"), std::string::npos) << again.body;
}

TEST_F(Tags, OfAnotherGuildAreNotThere)
{
    auto const added = gita.post("/tags", named);
    EXPECT_EQ(stranger.get("/tags/" + added.text("id")).status, 404);
    EXPECT_EQ(stranger.del("/tags/" + added.text("id")).status, 404);
    EXPECT_EQ(stranger.post("/tags", named).status, 201);
}

TEST_F(Tags, AreRenamedByWhoKnowsTheirVersionAndRemoved)
{
    auto const path = "/tags/" + gita.post("/tags", named).text("id");
    auto const renamed = gita.patch(path, json_of("{'name':'b" + name + "'}"), "1");
    EXPECT_EQ(renamed.text("version"), "2");
    EXPECT_EQ(gita.patch(path, json_of("{'name':'c" + name + "'}"), "1").status, 412);
    EXPECT_EQ(gita.del(path).status, 204);
    EXPECT_EQ(gita.get(path).status, 404);
}

TEST_F(Tags, AreCarriedByCustomersUntilTheyAreTakenOff)
{
    auto const first = gita.post("/tags", named).text("id"), second = made(gita, "/tags", "{'name':'b" + name + "'}");
    auto const path =
        "/customers/" + made(gita, "/customers", "{'name':'Tagged','tag_ids':['" + second + "','" + first + "','" + second + "']}");
    EXPECT_EQ(gita.get(path).text("tag_ids.0"), second);
    EXPECT_EQ(gita.get(path).text("tag_ids.1"), first);
    EXPECT_EQ(gita.get(path).text("tag_ids.2"), "") << "each once";
    EXPECT_EQ(gita.get("/customers?tag_id=" + first).ids().size(), 1u);

    auto const fewer = gita.patch(path, json_of("{'tag_ids':['" + second + "']}"), "1");
    EXPECT_EQ(fewer.status, 200) << fewer.body;
    EXPECT_TRUE(gita.get("/customers?tag_id=" + first).ids().empty());
    EXPECT_EQ(gita.get("/customers/count?tag_id=" + second).text("count"), "1");
}

TEST_F(Tags, GoFromTheCustomersThatCarryThemWhenTheyAreRemoved)
{
    auto const tag = gita.post("/tags", named).text("id");
    auto const path = "/customers/" + made(gita, "/customers", "{'name':'Tagged','tag_ids':['" + tag + "']}");
    // by the head of a spot in which that customer is not
    ASSERT_EQ(server.as(world.first.sales_head).del("/tags/" + tag).status, 204);
    EXPECT_EQ(gita.get(path).text("tag_ids"), gita.get("/customers/" + made(gita, "/customers", "{'name':'Untagged'}")).text("tag_ids"));
    EXPECT_EQ(gita.get(path).text("version"), "2");
}

TEST_F(Tags, OfAnotherGuildAreCarriedByNobodyHere)
{
    auto const elsewhere = stranger.post("/tags", named).text("id");
    for (auto const& tag : {elsewhere, Uuid::make().text()}) {
        auto const refused = gita.post("/customers", json_of("{'name':'Tagged','tag_ids':['" + tag + "']}"));
        EXPECT_EQ(refused.status, 422) << refused.body;
        EXPECT_EQ(refused.text("fields.0.field"), "tag_ids") << refused.body;
    }
}
