// What was deleted lies in the trash for 30 days, comes back, and is then erased.
#include <gmock/gmock.h>

#include "support/bulk.h"
#include "support/guild_of_its_own.h"

using guildhall::Uuid;
using namespace guildhall::support;

namespace {

struct TheTrash : testing::Test {
    GuildOfItsOwn const guild;
    Client const& gita = guild.client;
    TestServer& server = shared_server();
    std::string customer = made(gita, "/customers", "{'name':'Alfreds Futterkiste','external_id':'trash-1'}");
    std::string contact = made(gita, "/customers/" + customer + "/contacts", "{'first_name':'Maria','last_name':'Anders'}");

    Answer restored(std::string const& id) const { return gita.post("/trash/" + id + "/restoration", ""); }
    void age(std::string const& table, std::string const& id, std::string const& by) const
    {
        server.database().superuser().script("set session_replication_role = replica; update guild." + table +
                                             " set deleted_at = now() - interval '" + by + "' where id = '" + id +
                                             "'; set session_replication_role = origin");
    }
    void tidy() const { guildhall::db::Session(server.database().url("guildhall_app")).run("select wall.tidy()"); }
    std::int64_t rows(std::string const& table, std::string const& id) const
    {
        return server.database().superuser().value<std::int64_t>("select count(*) from guild." + table + " where id = $1::text::uuid",
                                                                 guildhall::db::values(id));
    }
};

}  // namespace

TEST_F(TheTrash, HasWhatWasDeletedTheLatestFirst)
{
    auto const note = made(gita, "/customers/" + customer + "/notes", "{'body':'called'}");
    auto const task = made(gita, "/activities", "{'subject':'Call'}");
    auto const draft = made(gita, "/estimates", "{'customer_id':'" + customer + "','lines':[]}");
    for (auto const& path :
         {"/notes/" + note, "/activities/" + task, "/estimates/" + draft, "/contacts/" + contact, "/customers/" + customer})
        ASSERT_EQ(gita.del(path).status, 204) << path;
    EXPECT_EQ(gita.get("/trash").ids(), (std::vector<std::string>{customer, contact, draft, task, note}));
    EXPECT_EQ(gita.get("/trash?kind=note").text("items.0.name"), "called");
    EXPECT_EQ(gita.get("/trash?kind=contact").text("items.0.customer_gone"), "true");
    EXPECT_EQ(gita.get("/trash/count").text("count"), "5");
    EXPECT_EQ(gita.get("/trash?kind=customer").text("items.0.deleted_by"), guild.gita.account.text());
}

TEST_F(TheTrash, GivesBackWhatItHasAsItWas)
{
    auto const before = contents_of(server, guild.id);
    auto const found = [&](std::string const& what) { return gita.get("/search?search=" + what).body; };
    ASSERT_EQ(gita.del("/customers/" + customer).status, 204);
    EXPECT_THAT(found("futterkiste"), testing::Not(testing::HasSubstr(customer)));
    EXPECT_THAT(found("anders"), testing::Not(testing::HasSubstr(contact))) << "gone with its customer";
    EXPECT_EQ(restored(customer).text("name"), "Alfreds Futterkiste");
    EXPECT_THAT(found("futterkiste"), testing::HasSubstr(customer));
    EXPECT_THAT(found("anders"), testing::HasSubstr(contact));
    EXPECT_EQ(contents_of(server, guild.id), before);
    EXPECT_EQ(restored(customer).status, 404) << "it is there";
    EXPECT_EQ(restored(Uuid::make().text()).status, 404);
    EXPECT_EQ(gita.get("/customers?search=alfreds").ids(), std::vector<std::string>{customer});
}

TEST_F(TheTrash, SaysWhatRestoringMeets)
{
    ASSERT_EQ(gita.del("/contacts/" + contact).status, 204);
    ASSERT_EQ(gita.del("/customers/" + customer).status, 204);
    auto const early = restored(contact);
    EXPECT_EQ(early.status, 409);
    EXPECT_EQ(early.text("detail"), "Its customer lies in the trash too. Restore that first.");
    auto const another = made(gita, "/customers", "{'name':'Another','external_id':'trash-1'}");
    EXPECT_EQ(complaints(restored(customer)), "external_id: belongs to another customer by now");
    ASSERT_EQ(gita.del("/customers/" + another).status, 204);
    EXPECT_EQ(restored(customer).status, 200);
    EXPECT_EQ(restored(contact).status, 200);
    EXPECT_EQ(gita.get("/contacts/" + contact).text("primary"), "true");
}

TEST_F(TheTrash, HasNothingThatWasMerged)
{
    auto const other = made(gita, "/customers", "{'name':'Alfreds'}");
    ASSERT_EQ(gita.post("/customers/" + customer + "/merge", json_of("{'other_id':'" + other + "'}")).status, 201);
    EXPECT_EQ(gita.get("/trash").ids(), std::vector<std::string>{});
    EXPECT_EQ(restored(other).status, 404);
}

TEST_F(TheTrash, IsEmptiedAfter30Days)
{
    auto const kept = made(gita, "/customers", "{'name':'With an estimate'}"), young = made(gita, "/customers", "{'name':'Young'}"),
               merged = made(gita, "/customers", "{'name':'Merged'}");
    made(gita, "/estimates", "{'customer_id':'" + kept + "','lines':[]}");
    auto const task = made(gita, "/activities", "{'subject':'Call','customer_id':'" + customer + "'}");
    ASSERT_EQ(gita.post("/customers/" + kept + "/merge", json_of("{'other_id':'" + merged + "'}")).status, 201);
    for (auto const& id : {customer, kept, young})
        ASSERT_EQ(gita.del("/customers/" + id).status, 204);
    for (auto const& id : {customer, kept, merged})
        age("customers", id, "31 days");
    age("customers", young, "29 days");
    tidy();
    EXPECT_EQ(rows("customers", customer), 0);
    EXPECT_EQ(rows("contacts", contact), 0);
    EXPECT_EQ(rows("activities", task), 1) << "what there is to do stays";
    EXPECT_EQ(gita.get("/activities/" + task).text("customer_id"), "");
    EXPECT_EQ(rows("customers", kept), 1) << "a document names it";
    EXPECT_EQ(rows("customers", young), 1);
    EXPECT_EQ(rows("customers", merged), 1) << "its id leads on for good";
    EXPECT_THAT(gita.get("/audit-events?object=customers/" + customer).body, testing::HasSubstr("customers.erased"));
}

TEST_F(TheTrash, ForgetsWhatRecordsSaidBeforeAChange)
{
    auto const done = bulk_changed(gita, "customers", {customer}, "{'status':'lead'}");
    auto const kept = [&] {
        return server.database().superuser().value<std::int64_t>("select count(*) from guild.changed_rows where change_id = $1::text::uuid",
                                                                 guildhall::db::values(done.text("id")));
    };
    tidy();
    EXPECT_EQ(kept(), 1);
    server.database().superuser().run(
        "update guild.changed_rows set expires_at = now() - interval '1 minute' where change_id = $1::text::uuid",
        guildhall::db::values(done.text("id")));
    tidy();
    EXPECT_EQ(kept(), 0);
}
