// Changes of many records: every row by the rights of who asks, and back again.
#include <gmock/gmock.h>

#include "support/bulk.h"
#include "support/guild_of_its_own.h"

using guildhall::Uuid;
using namespace guildhall::support;
using testing::AnyOf;
using testing::HasSubstr;
using testing::UnorderedElementsAre;

namespace {

using Ids = std::vector<std::string>;

struct ABulkChange : testing::Test {
    TestServer& server = shared_server();
    World const& world = server.world();
    Client gita = server.as(world.first.administrator);
    Client hana = server.as(world.first.sales_head);
    Client ada = server.as(world.first.ada);
    Client sara = server.as(world.first.sara);
    Client stranger = server.as(world.foreign.administrator);

    static Ids customers(Client const& client, int count)
    {
        Ids ids;
        for (int i = 0; i < count; ++i)
            ids.push_back(made_customer(client));
        return ids;
    }
    static Answer customer(Client const& client, std::string const& id) { return client.get("/customers/" + id); }
    static std::string failures(Client const& client, std::string const& id)
    {
        std::string all;
        auto const page = client.get("/bulk-changes/" + id + "/failures?limit=200").json();
        for (auto const& each : page.find("items")->items)
            all += each.find("id")->string + " " + each.find("reason")->string + ";";
        return all;
    }
};

}  // namespace

TEST_F(ABulkChange, ChangesEveryRecordThatIsNamedAndThoseThatDifferAlone)
{
    auto const ids = customers(ada, 3);
    ASSERT_EQ(ada.patch("/customers/" + ids[2], json_of("{'status':'former'}"), "1").status, 200);
    auto const begun = ada.post("/bulk-changes", json_of("{'kind':'customers','ids':") + id_list({ids[0], ids[1], ids[2], ids[0]}) +
                                                     json_of(",'change':{'status':'former','payment_terms_days':14,'country':null}}"));
    ASSERT_EQ(begun.status, 202) << begun.body;
    EXPECT_EQ(begun.header("Location"), "/api/v1/bulk-changes/" + begun.text("id"));
    EXPECT_EQ(begun.text("total"), "3");
    auto const done = bulk_settled(ada, begun.text("id"));
    EXPECT_EQ(done.text("state"), "done") << done.body;
    EXPECT_EQ(done.text("changed"), "3");
    EXPECT_EQ(done.text("failed"), "0");
    EXPECT_EQ(done.text("change.payment_terms_days"), "14");
    for (auto const& id : ids) {
        EXPECT_EQ(customer(ada, id).text("status"), "former");
        EXPECT_EQ(customer(ada, id).text("payment_terms_days"), "14");
        EXPECT_EQ(customer(ada, id).text("country"), "");
    }
    auto const again = bulk_changed(ada, "customers", ids, "{'status':'former'}");
    EXPECT_EQ(again.text("unchanged"), "3") << again.body;
    EXPECT_EQ(customer(ada, ids[0]).text("version"), "2") << "what stays as it is gets no new version";
}

TEST_F(ABulkChange, FindsItsRecordsByTheListsFilter)
{
    GuildOfItsOwn const guild;
    for (auto const* name : {"Alpha One", "Alpha Two", "Beta"})
        made(guild.client, "/customers", "{'name':'" + std::string(name) + "'}");
    auto const begun = guild.client.post("/bulk-changes", json_of("{'kind':'customers','filter':{'search':'alpha','status':'active'},"
                                                                  "'change':{'status':'lead'}}"));
    ASSERT_EQ(begun.status, 202) << begun.body;
    EXPECT_EQ(begun.text("total"), "") << "not yet known";
    auto const done = bulk_settled(guild.client, begun.text("id"));
    EXPECT_EQ(done.text("total"), "2") << done.body;
    EXPECT_EQ(done.text("changed"), "2");
    EXPECT_EQ(guild.client.get("/customers/count?status=lead").text("count"), "2");
    EXPECT_EQ(bulk_undone(guild.client, begun.text("id")).text("restored"), "2");
    EXPECT_EQ(guild.client.get("/customers/count?status=lead").text("count"), "0");
}

TEST_F(ABulkChange, TellsOfEachRecordThatItCouldNotChange)
{
    auto const mine = made_customer(ada), saras = made_customer(sara), strangers = made_customer(stranger), gone = made_customer(ada),
               nobodys = Uuid::make().text();
    ASSERT_EQ(ada.del("/customers/" + gone).status, 204);
    auto const before = customer(sara, saras).body;
    auto const done = bulk_changed(ada, "customers", {saras, mine, strangers, gone, nobodys}, "{'status':'lead'}");
    EXPECT_EQ(done.text("changed"), "1") << done.body;
    EXPECT_EQ(done.text("failed"), "4");
    EXPECT_EQ(customer(sara, saras).body, before);
    auto const told = failures(ada, done.text("id"));
    for (auto const& id : {saras, strangers, gone, nobodys})
        EXPECT_THAT(told, HasSubstr(id + " not_there;"));
    EXPECT_EQ(ada.get("/bulk-changes/" + done.text("id") + "/failures/count").text("count"), "4");
    EXPECT_EQ(ada.get("/bulk-changes/" + done.text("id") + "/failures?search=alfreds").text("items.0.message"),
              "It is not there, or no longer.");
    EXPECT_EQ(sara.get("/bulk-changes/" + done.text("id")).status, 404) << "a change lies where it was made";
    EXPECT_EQ(sara.post("/bulk-changes/" + done.text("id") + "/undo", "").status, 404);
}

TEST_F(ABulkChange, SaysAtItsFieldsWhatIsWrong)
{
    auto const refused = [&](std::string const& body) { return complaints(ada.post("/bulk-changes", json_of(body))); };
    auto const id = made_customer(ada);
    EXPECT_EQ(refused("{}"), "kind: is required; change: is required; ids: is required where there is no filter");
    EXPECT_EQ(refused("{'kind':'customers','ids':['" + id + "'],'change':{}}"), "change: says nothing to change");
    EXPECT_EQ(refused("{'kind':'customers','ids':['" + id + "'],'filter':{},'change':{'status':'lead'}}"),
              "ids: cannot stand beside a filter");
    EXPECT_EQ(refused("{'kind':'notes','ids':['" + id + "'],'change':{'status':'lead'}}"),
              "change.status: is nothing that can be changed of notes");
    EXPECT_EQ(refused("{'kind':'customers','ids':['" + id + "'],'change':{'delete':true,'status':'lead'}}"),
              "change.delete: stands alone, and true");
    EXPECT_EQ(refused("{'kind':'products','filter':{},'change':{'currency':'XXX'}}"),
              "change.currency: must be a currency's three-letter code such as EUR");
    EXPECT_EQ(refused("{'kind':'notes','filter':{},'change':{'delete':true}}"), "filter: is not for notes; name them by their ids");
    EXPECT_EQ(refused("{'kind':'contacts','filter':{'opted_out':true,'status':'lead'},'change':{'delete':true}}"),
              "filter.status: is nothing that contacts are filtered by");
    EXPECT_EQ(refused("{'kind':'customers','ids':['" + id + "'],'change':{'owner_id':'" + world.first.sara.account.text() + "'}}"),
              "change.owner_id: is nobody whom you can give this to");
}

TEST_F(ABulkChange, GivesRecordsToAColleagueWhereTheyThenLie)
{
    auto const id = made_customer(ada);
    made(ada, "/customers/" + id + "/contacts", "{'first_name':'Maria','last_name':'Anders','email':'maria@giving.example'}");
    made(ada, "/customers/" + id + "/notes", "{'body':'called'}");
    auto const before = contents_of(server, world.first.guild.id.text());
    auto const done = bulk_changed(gita, "customers", {id}, "{'owner_id':'" + world.first.sara.account.text() + "'}");
    EXPECT_EQ(done.text("changed"), "1") << done.body;
    EXPECT_EQ(customer(ada, id).status, 404);
    EXPECT_EQ(customer(sara, id).text("spot_id"), world.first.service.id.text());
    EXPECT_EQ(sara.get("/customers/" + id + "/contacts").text("items.0.first_name"), "Maria");
    EXPECT_EQ(sara.get("/customers?search=maria@giving.example").ids(), Ids{id});
    EXPECT_EQ(bulk_undone(gita, done.text("id")).text("restored"), "1");
    EXPECT_EQ(customer(ada, id).text("owner_id"), world.first.ada.account.text());
    EXPECT_EQ(contents_of(server, world.first.guild.id.text()), before);
}

TEST_F(ABulkChange, PutsTagsOnAndTakesThemOff)
{
    auto const tag = [&](std::string const& name) { return made(gita, "/tags", "{'name':'" + name + " " + Uuid::make().text() + "'}"); };
    auto const red = tag("red"), blue = tag("blue"), old = tag("old"), group = made(gita, "/groups", "{'name':'Bulk'}");
    auto const ids = customers(ada, 2);
    auto const tagged = [&](std::string const& id) {
        std::string all;
        auto const whole = customer(ada, id).json();
        for (auto const& each : whole.find("tag_ids")->items)
            all += each.string + ";";
        return all;
    };
    ASSERT_EQ(ada.patch("/customers/" + ids[0], "{\"tag_ids\":" + id_list({old, red}) + "}", "1").status, 200);
    auto const before = contents_of(server, world.first.guild.id.text());
    auto const done = bulk_changed(ada, "customers", ids,
                                   "{'add_tags':" + id_list({red, blue}) + ",'remove_tags':['" + old + "'],'group_id':'" + group + "'}");
    EXPECT_EQ(done.text("changed"), "2") << done.body;
    for (auto const& id : ids) {
        EXPECT_EQ(tagged(id), red + ";" + blue + ";");
        EXPECT_EQ(customer(ada, id).text("group_id"), group);
    }
    EXPECT_EQ(bulk_undone(ada, done.text("id")).text("restored"), "2");
    EXPECT_EQ(contents_of(server, world.first.guild.id.text()), before);
    auto const refused = [&](std::string const& change) {
        return complaints(ada.post("/bulk-changes", json_of("{'kind':'customers','filter':{},'change':" + change + "}")));
    };
    EXPECT_EQ(refused("{'add_tags':['" + ids[0] + "']}"), "change.add_tags: are not all tags");
    EXPECT_EQ(refused("{'group_id':'" + ids[0] + "'}"), "change.group_id: is not a group");
}

TEST_F(ABulkChange, PutsIntoTheTrashAndBringsBack)
{
    auto const ids = customers(ada, 2);
    auto const before = contents_of(server, world.first.guild.id.text());
    auto const done = bulk_changed(ada, "customers", ids, "{'delete':true}");
    EXPECT_EQ(done.text("changed"), "2") << done.body;
    EXPECT_EQ(customer(ada, ids[0]).status, 404);
    EXPECT_EQ(bulk_undone(ada, done.text("id")).text("restored"), "2");
    EXPECT_EQ(contents_of(server, world.first.guild.id.text()), before);
    EXPECT_EQ(ada.get("/customers?search=alfreds&limit=200").status, 200);
}

TEST_F(ABulkChange, IsRefusedRowByRowWhereAnotherRecordStandsAgainstIt)
{
    auto const first = made(ada, "/customers", "{'name':'First','external_id':'bulk-7'}"), other = made_customer(ada);
    auto const gone = bulk_changed(ada, "customers", {first, other}, "{'delete':true}");
    auto const second = made(ada, "/customers", "{'name':'Second','external_id':'bulk-7'}");
    auto const undone = bulk_undone(ada, gone.text("id"));
    EXPECT_EQ(undone.text("restored"), "1") << undone.body;
    EXPECT_EQ(undone.text("kept"), "1");
    EXPECT_EQ(failures(ada, gone.text("id")), first + " refused;");
    EXPECT_EQ(customer(ada, second).status, 200);
    EXPECT_EQ(customer(ada, other).status, 200);
}

TEST_F(ABulkChange, IsForEveryRowTheRightThatOneRecordAsksFor)
{
    auto const product = made(gita, "/products", "{'name':'Chai','unit_price':'1'}");
    auto const refused = bulk_changed(ada, "products", {product}, "{'active':false}");
    EXPECT_EQ(refused.text("state"), "done") << refused.body;
    EXPECT_EQ(failures(ada, refused.text("id")), product + " not_permitted;");
    EXPECT_EQ(gita.get("/products/" + product).text("active"), "true");
    EXPECT_EQ(bulk_changed(hana, "products", {product}, "{'active':false}").text("changed"), "1");
    EXPECT_EQ(gita.get("/products/" + product).text("active"), "false");
}

TEST_F(ABulkChange, IsOfContactsNotesActivitiesAndDraftsToo)
{
    auto const customer_id = made_customer(ada);
    auto const contact = made(ada, "/customers/" + customer_id + "/contacts", "{'first_name':'Maria','last_name':'Anders'}");
    auto const note = made(ada, "/customers/" + customer_id + "/notes", "{'body':'called'}");
    auto const task = made(ada, "/activities", "{'subject':'Call'}");
    auto const draft = made(ada, "/estimates", "{'customer_id':'" + customer_id + "','lines':[]}"),
               sent = made(ada, "/estimates", "{'customer_id':'" + customer_id + "','lines':[]}");
    server.database().superuser().run("update guild.estimates set state = 'sent' where id = $1::text::uuid", guildhall::db::values(sent));
    auto const before = contents_of(server, world.first.guild.id.text());
    Ids undo;
    auto const change = [&](std::string const& kind, Ids const& ids, std::string const& what) {
        auto const done = bulk_changed(ada, kind, ids, what);
        EXPECT_EQ(done.text("changed"), "1") << done.body;
        undo.push_back(done.text("id"));
        return done.text("id");
    };
    change("contacts", {contact}, "{'opted_out':true}");
    change("contacts", {contact}, "{'delete':true}");
    change("notes", {note}, "{'delete':true}");
    change("activities", {task}, "{'owner_id':'" + world.first.bob.account.text() + "'}");
    change("activities", {task}, "{'delete':true}");
    auto const drafts = change("estimates", {draft, sent}, "{'delete':true}");
    EXPECT_EQ(failures(ada, drafts), sent + " not_a_draft;");
    for (auto at = undo.rbegin(); at != undo.rend(); ++at)
        EXPECT_EQ(bulk_undone(ada, *at).text("restored"), "1");
    EXPECT_EQ(contents_of(server, world.first.guild.id.text()), before);
}

TEST_F(ABulkChange, GoesOnWhereItStoppedWithTheServer)
{
    auto const ids = customers(ada, 2);
    auto const done = bulk_changed(ada, "customers", ids, "{'status':'former'}");
    auto const path = "/bulk-changes/" + done.text("id");
    EXPECT_EQ(ada.post(path + "/resumption", "").status, 409);
    EXPECT_EQ(ada.post(path + "/cancellation", "").status, 409);
    auto& superuser = server.database().superuser();
    superuser.run("update guild.changed_rows set state = 'waiting' where change_id = $1::text::uuid and number = 2",
                  guildhall::db::values(done.text("id")));
    superuser.run("update guild.changes set state = 'running', changed = 1 where id = $1::text::uuid",
                  guildhall::db::values(done.text("id")));
    ASSERT_EQ(ada.patch("/customers/" + ids[1], json_of("{'status':'active'}"), "2").status, 200);
    EXPECT_EQ(ada.get(path).text("resumable"), "true");
    EXPECT_EQ(ada.post(path + "/undo", "").status, 409);
    ASSERT_EQ(ada.post(path + "/resumption", "").status, 202);
    auto const resumed = bulk_settled(ada, done.text("id"));
    EXPECT_EQ(resumed.text("changed"), "2") << resumed.body;
    EXPECT_EQ(customer(ada, ids[1]).text("status"), "former");
}

TEST_F(ABulkChange, CanBeUndoneFor30DaysAndOnce)
{
    auto const id = made_customer(ada);
    auto const done = bulk_changed(ada, "customers", {id}, "{'status':'former'}");
    auto const path = "/bulk-changes/" + done.text("id");
    auto& superuser = server.database().superuser();
    auto const age = [&](std::string const& by) {
        superuser.script("set session_replication_role = replica; update guild.changes set created_at = now() - interval '" + by +
                         "' where id = '" + done.text("id") + "'; set session_replication_role = origin");
    };
    age("31 days");
    EXPECT_EQ(ada.post(path + "/undo", "").text("detail"), "A change can be undone for 30 days.");
    age("29 days");
    EXPECT_EQ(bulk_undone(ada, done.text("id")).text("restored"), "1");
    EXPECT_EQ(ada.post(path + "/undo", "").status, 409);
    EXPECT_EQ(customer(ada, id).text("status"), "active");
}

TEST_F(ABulkChange, IsInTheAuditTrailWithEachOfItsRows)
{
    auto const ids = customers(ada, 2);
    auto const done = bulk_changed(ada, "customers", ids, "{'status':'former'}");
    auto const undone = bulk_undone(ada, done.text("id"));
    for (auto const& id : ids) {
        auto const trail = ada.get("/audit-events?object=customers/" + id).json();
        ASSERT_EQ(trail.find("items")->items.size(), 3u) << "made, changed, changed back";
        for (auto const& entry : trail.find("items")->items)
            EXPECT_THAT(entry.find("action")->string, AnyOf("customers.created", "customers.updated"));
    }
    EXPECT_GE(ada.get("/audit-events?object=changes/" + done.text("id")).json().find("items")->items.size(), 3u);
}
