#include <gtest/gtest.h>

#include "support/documents.h"

using guildhall::Uuid;
using namespace guildhall::support;

namespace {

struct Views : testing::Test {
    TestServer& server = shared_server();
    World const& world = server.world();
    Client gita = server.as(world.first.administrator);
    Client ada = server.as(world.first.ada);
    Client bob = server.as(world.first.bob);
    Client stranger = server.as(world.foreign.administrator);

    std::string view(std::string const& more) const
    {
        return json_of("{'list':'customers','name':'" + Uuid::make().text() + "','query':'status=lead&sort=name'" + more + "}");
    }
};

}  // namespace

TEST_F(Views, AreSeenByTheirOwnerAlone)
{
    auto const added = ada.post("/views", view(""));
    ASSERT_EQ(added.status, 201) << added.body;
    EXPECT_EQ(added.text("query"), "status=lead&sort=name");
    auto const path = "/views/" + added.text("id");
    EXPECT_EQ(ada.get(path).body, added.body);
    for (auto const* other : {&bob, &gita, &stranger}) {
        EXPECT_EQ(other->get(path).status, 404);
        EXPECT_EQ(other->patch(path, json_of("{'name':'Mine now'}"), "1").status, 404);
        EXPECT_EQ(other->del(path).status, 404);
    }
}

TEST_F(Views, ThatAreSharedAreSeenByTheGuildAndKeptByTheirOwner)
{
    auto const path = "/views/" + ada.post("/views", view(",'shared':true")).text("id");
    EXPECT_EQ(bob.get(path).status, 200);
    EXPECT_EQ(stranger.get(path).status, 404);
    EXPECT_EQ(bob.patch(path, json_of("{'name':'Mine now'}"), "1").status, 404);
    EXPECT_EQ(bob.del(path).status, 404);
    EXPECT_EQ(ada.patch(path, json_of("{'shared':false}"), "1").status, 200);
    EXPECT_EQ(bob.get(path).status, 404);
}

TEST_F(Views, ThatAreSharedAreMendedAndRemovedByTheAdministrator)
{
    auto const path = "/views/" + ada.post("/views", view(",'shared':true")).text("id");
    EXPECT_EQ(gita.patch(path, json_of("{'query':''}"), "1").text("query"), "");
    EXPECT_EQ(ada.get(path).text("version"), "2");
    EXPECT_EQ(gita.del(path).status, 204);
    EXPECT_EQ(ada.get(path).status, 404);
}

TEST_F(Views, OfOneListAndOneOwnerHaveDifferentNames)
{
    auto const name = Uuid::make().text();
    auto const named = json_of("{'list':'customers','name':'a" + name + "'}");
    ASSERT_EQ(ada.post("/views", named).status, 201);
    auto const again = ada.post("/views", json_of("{'list':'customers','name':'A" + name + "'}"));
    EXPECT_EQ(again.status, 422);
    EXPECT_EQ(again.text("fields.0.field"), "name") << again.body;
    EXPECT_EQ(ada.post("/views", json_of("{'list':'products','name':'a" + name + "'}")).status, 201);
    EXPECT_EQ(bob.post("/views", named).status, 201);
}
