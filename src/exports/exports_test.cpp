// Lists as files: made beside the request, for who asked alone.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <thread>

#include "support/documents.h"
#include "support/guild_of_its_own.h"
#include "support/server.h"

using namespace guildhall;
using namespace guildhall::support;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

namespace {

support::Answer settled(support::Client const& client, support::Answer const& begun)
{
    EXPECT_EQ(begun.status, 202) << begun.body;
    auto const path = begun.header("Location").substr(std::string("/api/v1").size());
    auto answer = client.get(path);
    for (int tries = 0; answer.text("state") == "running" && tries < 600; ++tries) {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        answer = client.get(path);
    }
    return answer;
}

support::Answer file_of(support::Client const& client, std::string const& order)
{
    auto const done = settled(client, client.post("/exports", json_of(order)));
    EXPECT_EQ(done.text("state"), "done") << done.body;
    return client.get(done.text("file_url").substr(std::string("/api/v1").size()));
}

}  // namespace

TEST(AnExport, HasTheRowsOfTheListInItsOrder)
{
    GuildOfItsOwn const guild;
    for (auto const* name : {"Beta", "Alpha", "=cmd|' /C calc'!A0"})
        made(guild.client, "/customers", std::string("{'name':'") + (name[0] == '=' ? "=1+1" : name) + "','status':'lead'}");
    made(guild.client, "/customers", "{'name':'Gamma','status':'former'}");
    auto const file = file_of(guild.client, "{'kind':'customers','format':'csv','filter':{'status':'lead','sort':'name'}}");
    EXPECT_EQ(file.status, 200);
    EXPECT_EQ(file.header("Content-Type"), "text/csv; charset=utf-8");
    EXPECT_THAT(file.header("Content-Disposition"), HasSubstr("customers.csv"));
    EXPECT_THAT(file.body, StartsWith("id,external_id,name,kind,status,"));
    EXPECT_THAT(file.body, HasSubstr(",'=1+1,")) << "disarmed";
    EXPECT_THAT(file.body, Not(HasSubstr("Gamma")));
    EXPECT_LT(file.body.find("Alpha"), file.body.find("Beta"));
}

TEST(AnExport, HasTheColumnsThatWereAskedForInTheirOrder)
{
    auto& server = shared_server();
    auto const gita = server.as(server.world().first.administrator);
    auto const vip = made(gita, "/tags", "{'name':'VIP'}"), partners = made(gita, "/groups", "{'name':'Partners'}");
    auto const named = made(gita, "/customers", "{'name':'Columned','billing_address':{'city':'Wien'},'group_id':'" + partners + "'}");
    EXPECT_EQ(gita.patch("/customers/" + named, json_of("{'tag_ids':['" + vip + "']}"), "1").status, 200);
    auto const order =
        "{'kind':'customers','format':'csv','filter':{'search':'columned'},'columns':['name','tags','city','group','owner']}";
    auto const owner = gita.get("/me").text("account.name");
    EXPECT_EQ(file_of(gita, order).body, "name,tags,city,group,owner\r\nColumned,VIP,Wien,Partners," + owner + "\r\n");
    EXPECT_EQ(gita.post("/exports", json_of("{'kind':'products','format':'csv','columns':['colour']}")).text("fields.0.field"), "columns");
}

TEST(AnExport, IsASpreadsheetOfEveryKind)
{
    GuildOfItsOwn const guild;
    auto const customer = made(guild.client, "/customers", "{'name':'Alfreds Futterkiste & Söhne'}");
    made(guild.client, "/customers/" + customer + "/contacts", "{'first_name':'Ada','last_name':'A'}");
    made(guild.client, "/products", "{'name':'Desk','unit_price':'12.5'}");
    for (auto const* kind : {"customers", "contacts", "estimates", "products"}) {
        auto const done =
            settled(guild.client, guild.client.post("/exports", json_of(std::string("{'kind':'") + kind + "','format':'xlsx'}")));
        EXPECT_EQ(done.text("state"), "done") << kind << done.body;
        EXPECT_EQ(done.text("rows"), kind == std::string("estimates") ? "0" : "1") << kind;
        auto const file = guild.client.get(done.text("file_url").substr(std::string("/api/v1").size()));
        EXPECT_THAT(file.body, StartsWith("PK")) << kind;
        EXPECT_THAT(file.header("Content-Type"), HasSubstr("spreadsheetml"));
        auto const path = testing::TempDir() + "export.xlsx";
        std::ofstream(path, std::ios::binary) << file.body;
        auto const check = "python3 -c \"import zipfile,sys; z=zipfile.ZipFile('" + path +
                           "'); z.testzip() is None or sys.exit(1); sys.exit(0 if b'" +
                           (kind == std::string("products") ? "12.5" : "row r=") + "' in z.read('xl/worksheets/sheet1.xml') else 2)\"";
        EXPECT_EQ(std::system(check.c_str()), 0) << kind;
    }
}

TEST(AnExport, OfALongListIsWhole)
{
    TestServer server;
    auto const gita = server.as(server.world().first.administrator);
    auto const& person = server.world().first.administrator;
    server.database().superuser().run(
        "insert into guild.customers (guild_id, id, spot_pos, owner_id, name, currency, payment_terms_days, created_by, updated_by) "
        "select $1, gen_random_uuid(), 0, $2, 'Row ' || n, 'EUR', 14, $2, $2 from generate_series(1, 3500) n",
        db::values(*person.guild, person.account));
    auto const file = file_of(gita, "{'kind':'customers','format':'csv','filter':{'sort':'created_at'}}");
    EXPECT_EQ(std::count(file.body.begin(), file.body.end(), '\n'), 3501);
    EXPECT_THAT(file.body, HasSubstr(",Row 3500,"));
    auto const at_once = gita.get("/customers/export.csv");
    EXPECT_EQ(std::count(at_once.body.begin(), at_once.body.end(), '\n'), 3501);
}

TEST(AnExport, IsForWhoAskedForItAlone)
{
    auto& server = shared_server();
    auto const& first = server.world().first;
    auto const ada = server.as(first.ada);
    auto const done = settled(ada, ada.post("/exports", R"({"kind":"customers","format":"csv"})"));
    auto const path = "/exports/" + done.text("id");
    EXPECT_EQ(ada.get(path + "/file").status, 200);
    for (auto const& other : {first.bob, first.sales_head, first.administrator, server.world().foreign.administrator}) {
        EXPECT_EQ(server.as(other).get(path).status, 404);
        EXPECT_EQ(server.as(other).get(path + "/file").status, 404);
    }
    server.database().superuser().script("update guild.exports set expires_at = now() - interval '1 second' where id = '" +
                                         done.text("id") + "'");
    EXPECT_EQ(ada.get(path).status, 404) << "it has expired";
    EXPECT_EQ(ada.get(path + "/file").status, 404);
    EXPECT_GE(
        server.database().superuser().value<std::int64_t>(
            "select count(*) from guild.audit_events where action = 'exports.created' and object = 'exports/" + done.text("id") + "'"),
        1)
        << "the trail has it";
}

TEST(AnExport, SaysWhatItsListDoesNotTake)
{
    auto const gita = shared_server().as(shared_server().world().first.administrator);
    auto const refused = [&](std::string const& filter) {
        return gita.post("/exports", "{\"kind\":\"customers\",\"format\":\"csv\",\"filter\":" + filter + "}");
    };
    EXPECT_EQ(refused(R"({"status":"stranger"})").text("fields.0.field"), "filter.status");
    EXPECT_EQ(refused(R"({"limit":"5"})").text("fields.0.field"), "filter.limit");
    EXPECT_GE(refused(R"({"colour":"red"})").status, 400);
    EXPECT_EQ(gita.post("/exports", R"({"kind":"stars","format":"csv"})").status, 422);
}
