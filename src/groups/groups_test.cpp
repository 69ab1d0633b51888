#include <gtest/gtest.h>

#include "support/documents.h"

using guildhall::Uuid;
using namespace guildhall::support;

namespace {

struct Groups : testing::Test {
    TestServer& server = shared_server();
    World const& world = server.world();
    Client gita = server.as(world.first.administrator);
    Client ada = server.as(world.first.ada);
    Client stranger = server.as(world.foreign.administrator);

    std::string const name = Uuid::make().text();
    std::string const named = json_of("{'name':'" + name + "'}");
};

}  // namespace

TEST_F(Groups, AreMadeByTheGuildAndReadByItsBuilders)
{
    auto const added = gita.post("/groups", named);
    ASSERT_EQ(added.status, 201) << added.body;
    EXPECT_EQ(added.text("name"), name);
    EXPECT_EQ(ada.get("/groups/" + added.text("id")).body, added.body);
    EXPECT_EQ(ada.post("/groups", named).status, 403);
}

TEST_F(Groups, DoNotDifferByCaseAlone)
{
    ASSERT_EQ(gita.post("/groups", json_of("{'name':'a" + name + "'}")).status, 201);
    auto const again = gita.post("/groups", json_of("{'name':'A" + name + "'}"));
    EXPECT_EQ(again.status, 422);
    EXPECT_NE(again.body.find("is there already"), std::string::npos) << again.body;
}

TEST_F(Groups, OfAnotherGuildAreNotThere)
{
    auto const added = gita.post("/groups", named);
    EXPECT_EQ(stranger.get("/groups/" + added.text("id")).status, 404);
    EXPECT_EQ(stranger.del("/groups/" + added.text("id")).status, 404);
    EXPECT_EQ(stranger.post("/groups", named).status, 201);
}

TEST_F(Groups, AreRenamedByWhoKnowsTheirVersionAndRemoved)
{
    auto const path = "/groups/" + gita.post("/groups", named).text("id");
    auto const renamed = gita.patch(path, json_of("{'name':'b" + name + "'}"), "1");
    EXPECT_EQ(renamed.text("version"), "2");
    EXPECT_EQ(gita.patch(path, json_of("{'name':'c" + name + "'}"), "1").status, 412);
    EXPECT_EQ(gita.del(path).status, 204);
    EXPECT_EQ(gita.get(path).status, 404);
}

TEST_F(Groups, HoldTheCustomersThatArePutInAndLetThemGoWhenTheyAreRemoved)
{
    auto const group = gita.post("/groups", named).text("id");
    auto const path = "/customers/" + made(gita, "/customers", "{'name':'In a group','group_id':'" + group + "'}");
    EXPECT_EQ(gita.get(path).text("group_id"), group);
    EXPECT_EQ(gita.get("/customers?group_id=" + group).ids().size(), 1u);
    EXPECT_EQ(gita.get("/customers/count?group_id=" + group).text("count"), "1");

    auto const elsewhere = stranger.post("/groups", named).text("id");
    auto const refused = gita.patch(path, json_of("{'group_id':'" + elsewhere + "'}"), "1");
    EXPECT_EQ(refused.status, 422);
    EXPECT_EQ(refused.text("fields.0.field"), "group_id") << refused.body;

    EXPECT_EQ(gita.del("/groups/" + group).status, 204);
    EXPECT_EQ(gita.get(path).text("group_id"), "");
    EXPECT_EQ(gita.get(path).text("version"), "2");
}
