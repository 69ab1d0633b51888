// What has happened with a customer, in one order, for whoever sees it.
#include <gmock/gmock.h>

#include "support/documents.h"

using namespace guildhall::support;

namespace {

struct ATimeline : testing::Test {
    TestServer& server = shared_server();
    World const& world = server.world();
    Client ada = server.as(world.first.ada);
    Client bob = server.as(world.first.bob);
    Client gita = server.as(world.first.administrator);
    std::string customer = made_customer(ada);
    std::string path = "/customers/" + customer;

    std::string actions(Client const& who, std::string const& query = "") const
    {
        std::string all;
        auto const page = who.get(path + "/timeline" + query).json();
        for (auto const& each : page.find("items")->items)
            all += each.find("action")->string + ";";
        return all;
    }
};

}  // namespace

TEST_F(ATimeline, HasNotesChangesDocumentsAndActivitiesInOneOrder)
{
    auto const contact = made(ada, path + "/contacts", "{'first_name':'Maria','last_name':'Anders'}");
    made(bob, path + "/notes", "{'body':'called'}");
    made(ada, "/activities", "{'subject':'Call back','customer_id':'" + customer + "'}");
    made(ada, "/estimates", "{'customer_id':'" + customer + "','lines':[]}");
    ASSERT_EQ(bob.patch(path, json_of("{'status':'former','phone':'030'}"), "1").status, 200);
    EXPECT_EQ(actions(ada), "customers.updated;estimates.created;activities.created;notes.created;contacts.created;customers.created;");
    EXPECT_EQ(actions(ada, "?kind=note"), "notes.created;");
    EXPECT_EQ(actions(ada, "?kind=change&sort=created_at"), "customers.created;contacts.created;customers.updated;");
    auto const newest = ada.get(path + "/timeline?limit=1");
    EXPECT_EQ(newest.text("items.0.created_by"), world.first.bob.account.text()) << "a colleague's change of what one sees";
    EXPECT_EQ(newest.text("items.0.changes.0.field"), "phone");
    EXPECT_EQ(newest.text("items.0.changes.1.field"), "status");
    EXPECT_EQ(newest.text("items.0.changes.1.before"), "active");
    EXPECT_EQ(newest.text("items.0.changes.1.after"), "former");
    EXPECT_EQ(ada.get(path + "/timeline?search=maria").text("items.0.object"), "contacts/" + contact);
    EXPECT_EQ(ada.get(path + "/timeline/count").text("count"), "6");
}

TEST_F(ATimeline, IsReadInPages)
{
    for (int i = 0; i < 5; ++i)
        made(ada, path + "/notes", "{'body':'note " + std::to_string(i) + "'}");
    std::vector<std::string> seen;
    std::string after;
    do {
        auto const page = ada.get(path + "/timeline?limit=2" + after);
        for (auto const& id : page.ids())
            seen.push_back(id);
        after = page.text("next").empty() ? "" : "&after=" + page.text("next");
    } while (!after.empty());
    EXPECT_EQ(seen.size(), 6u);
    EXPECT_EQ(seen, ada.get(path + "/timeline").ids());
}

TEST_F(ATimeline, LeavesOutWhatLiesWhereOneDoesNotSee)
{
    made(gita, "/activities",
         "{'subject':'For Sara','customer_id':'" + customer + "','assignee_id':'" + world.first.sara.account.text() + "'}");
    EXPECT_EQ(actions(ada), "customers.created;");
    EXPECT_EQ(actions(gita), "activities.created;customers.created;");
    EXPECT_EQ(server.as(world.first.sara).get(path + "/timeline").status, 404);
}

TEST_F(ATimeline, TellsOfContactsAndMerges)
{
    auto const contact = made(ada, path + "/contacts", "{'first_name':'Maria','last_name':'Anders'}");
    ASSERT_EQ(ada.patch("/contacts/" + contact, json_of("{'title':'Owner'}"), "1").status, 200);
    ASSERT_EQ(ada.del("/contacts/" + contact).status, 204);
    auto const other = made_customer(ada);
    auto const merge = ada.post(path + "/merge", json_of("{'other_id':'" + other + "'}"));
    auto const items = ada.get(path + "/timeline");
    EXPECT_EQ(items.text("items.0.action"), "customers.merged") << items.body;
    EXPECT_EQ(items.text("items.0.id"), merge.text("id"));
    EXPECT_EQ(items.text("items.0.state"), "done");
    EXPECT_EQ(actions(ada, "?sort=created_at"), "customers.created;contacts.created;contacts.updated;contacts.deleted;customers.merged;");
}
