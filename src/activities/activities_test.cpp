#include <gtest/gtest.h>

#include "support/guild_of_its_own.h"

using guildhall::Uuid;
using namespace guildhall::support;

namespace {

using Ids = std::vector<std::string>;

struct Activities : testing::Test {
    TestServer& server = shared_server();
    World const& world = server.world();
    Client ada = server.as(world.first.ada);
    Client bob = server.as(world.first.bob);
    Client sara = server.as(world.first.sara);
    Client hana = server.as(world.first.sales_head);
    Client gita = server.as(world.first.administrator);

    static std::string assigned(Person const& to, std::string const& subject = "Call back")
    {
        return json_of("{'subject':'" + subject + "','assignee_id':'" + to.account.text() + "'}");
    }
};

}  // namespace

TEST_F(Activities, AreOnesOwnTasksUnlessTheySayOtherwise)
{
    auto const added = ada.post("/activities", json_of("{'subject':'Write the estimate'}"));
    ASSERT_EQ(added.status, 201) << added.body;
    EXPECT_EQ(added.text("kind"), "task");
    EXPECT_EQ(added.text("subject"), "Write the estimate");
    EXPECT_EQ(added.text("assignee_id"), world.first.ada.account.text());
    EXPECT_EQ(added.text("spot_id"), world.first.sales.id.text());
    EXPECT_EQ(added.text("done"), "false");
    for (auto const* empty : {"body", "due_at", "remind_at", "done_at", "customer_id"})
        EXPECT_EQ(added.text(empty), "") << empty;
    EXPECT_EQ(ada.get("/activities/" + added.text("id")).body, added.body);
}

TEST_F(Activities, KeepWhatTheyAreAbout)
{
    auto const customer = made_customer(ada);
    auto const added = ada.post("/activities", json_of("{'kind':'call','subject':'Ring Ωmega 😀','body':'line\\nline','due_at':"
                                                       "'2026-12-01T10:00:00+02:00','remind_at':'2026-12-01T07:45:00Z','customer_id':'" +
                                                       customer + "'}"));
    ASSERT_EQ(added.status, 201) << added.body;
    EXPECT_EQ(added.text("kind"), "call");
    EXPECT_EQ(added.text("subject"), "Ring Ωmega 😀");
    EXPECT_EQ(added.text("body"), "line\nline");
    EXPECT_EQ(added.text("due_at"), "2026-12-01T08:00:00.000000Z");
    EXPECT_EQ(added.text("remind_at"), "2026-12-01T07:45:00.000000Z");
    EXPECT_EQ(added.text("customer_id"), customer);
    EXPECT_EQ(bob.get("/activities?customer_id=" + customer).ids(), Ids{added.text("id")});
}

TEST_F(Activities, CallTheirCustomerByNameToWhoeverSeesIt)
{
    auto const customer = made(ada, "/customers", "{'name':'Alfreds Futterkiste'}");
    auto const added = gita.post("/activities", json_of("{'subject':'Call','customer_id':'" + customer + "','assignee_id':'" +
                                                        world.first.sara.account.text() + "'}"));
    EXPECT_EQ(added.text("customer_name"), "Alfreds Futterkiste");
    auto const theirs = sara.get("/activities/" + added.text("id"));
    EXPECT_EQ(theirs.status, 200);
    EXPECT_EQ(theirs.text("customer_name"), "") << "it lies where Sara does not see";
    ASSERT_EQ(ada.del("/customers/" + customer).status, 204);
    EXPECT_EQ(gita.get("/activities/" + added.text("id")).text("customer_name"), "") << "it is in the trash";
}

TEST_F(Activities, SayAtTheirFieldsWhatIsWrong)
{
    EXPECT_EQ(complaints(ada.post("/activities", "{}")), "subject: is required");
    EXPECT_EQ(complaints(ada.post("/activities", json_of("{'subject':' ','kind':'visit'}"))),
              "kind: must be one of task, call, meeting; subject: must not be empty");
    auto const unknown = Uuid::make().text();
    EXPECT_EQ(complaints(ada.post("/activities", json_of("{'subject':'x','customer_id':'" + unknown + "'}"))),
              "customer_id: is not a customer");
    EXPECT_EQ(complaints(ada.post("/activities", json_of("{'subject':'x','assignee_id':'" + unknown + "'}"))),
              "assignee_id: is nobody whom you can give this to");
    for (auto const* malformed : {"{'subject':1}", "{'subject':'x','due_at':1}", "{'subject':'x','owner_id':null}"})
        EXPECT_EQ(ada.post("/activities", json_of(malformed)).status, 400) << malformed;
}

TEST_F(Activities, AreGivenToThoseWhomOneWorksWith)
{
    auto const by_gita = gita.post("/activities", assigned(world.first.sara));
    ASSERT_EQ(by_gita.status, 201) << by_gita.body;
    EXPECT_EQ(by_gita.text("spot_id"), world.first.service.id.text()) << "where the assignee works";
    EXPECT_EQ(sara.get("/activities/" + by_gita.text("id")).status, 200);
    EXPECT_EQ(bob.get("/activities/" + by_gita.text("id")).status, 404);
    EXPECT_EQ(hana.get("/activities/" + by_gita.text("id")).status, 404);

    EXPECT_EQ(ada.post("/activities", assigned(world.first.bob)).status, 201);
    EXPECT_EQ(hana.post("/activities", assigned(world.first.fiona)).status, 201);
    for (auto const* other : {&world.first.sara, &world.first.fiona, &world.first.administrator, &world.foreign.ada})
        EXPECT_EQ(complaints(ada.post("/activities", assigned(*other))), "assignee_id: is nobody whom you can give this to");
}

TEST_F(Activities, GoFromHandToHand)
{
    auto const path = "/activities/" + made(ada, "/activities", "{'subject':'Fetch the samples'}");
    auto const given = ada.patch(path, json_of("{'assignee_id':'" + world.first.bob.account.text() + "'}"), "1");
    ASSERT_EQ(given.status, 200) << given.body;
    EXPECT_EQ(given.text("assignee_id"), world.first.bob.account.text());
    auto const moved = gita.patch(path, json_of("{'assignee_id':'" + world.first.sara.account.text() + "'}"), "2");
    ASSERT_EQ(moved.status, 200) << moved.body;
    EXPECT_EQ(ada.get(path).status, 404);
    EXPECT_EQ(sara.get(path).text("subject"), "Fetch the samples");
}

TEST_F(Activities, AreDoneOnceAndMayBeTakenUpAgain)
{
    auto const path = "/activities/" + made(ada, "/activities", "{'subject':'Send the offer'}");
    auto const done = ada.patch(path, json_of("{'done':true}"), "1");
    EXPECT_EQ(done.text("done"), "true");
    EXPECT_NE(done.text("done_at"), "");
    EXPECT_EQ(ada.patch(path, json_of("{'done':true,'body':'sent'}"), "2").text("done_at"), done.text("done_at"));
    EXPECT_EQ(ada.patch(path, json_of("{'done':false}"), "1").status, 412);
    EXPECT_EQ(ada.patch(path, json_of("{'done':false}"), "3").text("done_at"), "");
    EXPECT_EQ(ada.del(path).status, 204);
    EXPECT_EQ(ada.get(path).status, 404);
}

TEST_F(Activities, AreListedByWhenTheyAreDue)
{
    GuildOfItsOwn const guild;
    auto const add = [&](std::string const& more) { return made(guild.client, "/activities", "{'subject':'Something'" + more + "}"); };
    auto const never = add(""), late = add(",'due_at':'2026-03-01T00:00:00Z'"),
               early = add(",'due_at':'2026-01-01T00:00:00Z','kind':'call'"), done = add(",'due_at':'2026-02-01T00:00:00Z','done':true");
    EXPECT_EQ(guild.client.get("/activities").ids(), (Ids{early, done, late, never}));
    EXPECT_EQ(all_of(guild.client, "/activities?sort=due_at", "id", 1), (Ids{early, done, late, never}));
    EXPECT_EQ(guild.client.get("/activities?done=false").ids(), (Ids{early, late, never}));
    EXPECT_EQ(guild.client.get("/activities?due_before=2026-03-01T00:00:00Z").ids(), (Ids{early, done}));
    EXPECT_EQ(guild.client.get("/activities?due_from=2026-02-01T00:00:00Z&done=false").ids(), Ids{late});
    EXPECT_EQ(guild.client.get("/activities?kind=call").ids(), Ids{early});
    EXPECT_EQ(guild.client.get("/activities?sort=created_at").ids(), (Ids{never, late, early, done}));
    EXPECT_EQ(guild.client.get("/activities/count?done=false").text("count"), "3");
}

// Found by the isolation check: the database held a new record to it, and one that had a customer, but not one that had none.
TEST_F(Activities, ThatHadNoCustomerAreGivenNoneOutOfSight)
{
    auto const theirs = sara.post("/customers", json_of("{'name':'Service alone'}")).text("id");
    auto const own = ada.post("/customers", json_of("{'name':'One of hers'}")).text("id");
    auto const activity = ada.post("/activities", json_of("{'subject':'Nobody yet'}"));
    auto const path = "/activities/" + activity.text("id");
    for (auto const& unseen : {theirs, Uuid::make().text()}) {
        auto const refused = ada.patch(path, json_of("{'customer_id':'" + unseen + "'}"), "1");
        EXPECT_EQ(refused.status, 422) << refused.body;
        EXPECT_EQ(complaints(refused), "customer_id: is not a customer");
    }
    EXPECT_EQ(ada.get(path).text("customer_id"), "");
    EXPECT_EQ(ada.patch(path, json_of("{'customer_id':'" + own + "'}"), "1").text("customer_id"), own);
}
