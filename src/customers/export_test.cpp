#include <gtest/gtest.h>

#include "support/guild_of_its_own.h"

using guildhall::Uuid;
using namespace guildhall::support;

namespace {

constexpr char head[] = "id,external_id,name,kind,status,vat_number,phone,website,country,language,currency,payment_terms_days,"
                        "street,city,region,postal_code,address_country,created_at\r\n";

// The one line of a list with one customer.
std::string only_line(Client const& client)
{
    auto const body = client.get("/customers/export.csv").body;
    EXPECT_TRUE(body.starts_with(head)) << body;
    return body.substr(std::min(body.size(), sizeof head - 1));
}

}  // namespace

TEST(TheCustomersAsASpreadsheet, HaveEveryFieldInItsColumn)
{
    GuildOfItsOwn const guild;
    auto const added = guild.client.post(
        "/customers", json_of("{'name':'Alfreds','external_id':'A1','kind':'person','status':'lead','vat_number':'DE1','phone':'030 1',"
                              "'website':'alfreds.example','country':'DE','language':'de','currency':'CHF','payment_terms_days':7,"
                              "'address':{'city':'elsewhere'},'billing_address':{'street':'Obere Str. 57','city':'Berlin','region':'BE',"
                              "'postal_code':'12209','country':'AT'}}"));
    auto const file = guild.client.get("/customers/export.csv");
    EXPECT_EQ(file.status, 200);
    EXPECT_EQ(file.header("Content-Type"), "text/csv; charset=utf-8");
    EXPECT_NE(file.header("Content-Disposition").find("customers.csv"), std::string::npos) << file.head;
    EXPECT_EQ(file.body, head + added.text("id") +
                             ",A1,Alfreds,person,lead,DE1,030 1,alfreds.example,DE,de,CHF,7,Obere Str. 57,Berlin,BE,12209,AT," +
                             added.text("created_at") + "\r\n");
}

TEST(TheCustomersAsASpreadsheet, AreTheHeadAloneWhereThereAreNone)
{
    GuildOfItsOwn const guild;
    EXPECT_EQ(guild.client.get("/customers/export.csv").body, head);
}

TEST(TheCustomersAsASpreadsheet, HoldTheAddressOfThoseWithoutABillingAddress)
{
    GuildOfItsOwn const guild;
    made(guild.client, "/customers", "{'name':'Alfreds','address':{'street':'Here','postal_code':'0815'}}");
    EXPECT_NE(only_line(guild.client).find(",Here,,,0815,,"), std::string::npos);
}

TEST(TheCustomersAsASpreadsheet, RunNoFormulas)
{
    GuildOfItsOwn const guild;
    auto const& client = guild.client;
    std::string version = "1";
    auto const path = "/customers/" + made(client, "/customers", "{'name':'Alfreds'}");
    for (std::string const formula : {"=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1)", "\t=1", "\r=1", "'=1"}) {
        auto const changed = client.patch(path, "{\"name\":" + in_json(formula) + "}", version);
        ASSERT_EQ(changed.status, 200) << changed.body;
        EXPECT_EQ(changed.text("name"), formula);  // it is the file only that is made harmless
        version = changed.text("version");
        auto const line = only_line(client);
        auto const cell = line.substr(line.find(",,") + 2);
        EXPECT_TRUE(cell.starts_with("'" + formula + ",") || cell.starts_with("\"'" + formula + "\",")) << line;
    }
}

TEST(TheCustomersAsASpreadsheet, QuoteWhatWouldPartCells)
{
    GuildOfItsOwn const guild;
    made(guild.client, "/customers",
         "{'name':'Alfreds, \\\"Futter\\\"\\nkiste; Söhne','address':{'street':' left','city':'right ','region':'b\\ta'}}");
    auto const line = only_line(guild.client);
    EXPECT_NE(line.find(",\"Alfreds, \"\"Futter\"\"\nkiste; Söhne\","), std::string::npos) << line;
    EXPECT_NE(line.find(",\" left\",\"right \",\"b\ta\","), std::string::npos) << line;
}

TEST(TheCustomersAsASpreadsheet, AreThoseAskedForOfThoseInSight)
{
    auto& server = shared_server();
    auto const& first = server.world().first;
    auto const mark = Uuid::make().text();
    auto const in_sales = made(server.as(first.ada), "/customers", "{'name':'" + mark + "','status':'lead'}");
    auto const in_service = made(server.as(first.sara), "/customers", "{'name':'" + mark + "'}");
    auto const gita = server.as(first.administrator);
    auto has = [](Client const& client, std::string const& query, std::string const& id) {
        return client.get("/customers/export.csv" + query).body.find(id) != std::string::npos;
    };
    EXPECT_TRUE(has(gita, "", in_sales) && has(gita, "", in_service));
    EXPECT_TRUE(has(gita, "?status=lead", in_sales) && !has(gita, "?status=lead", in_service));
    EXPECT_TRUE(has(gita, "?search=" + mark, in_sales));
    EXPECT_FALSE(has(gita, "?search=nobody", in_sales));
    auto const head_of_service = server.as(first.service_head);
    EXPECT_EQ(head_of_service.get("/customers/export.csv").status, 200);
    EXPECT_TRUE(has(head_of_service, "", in_service) && !has(head_of_service, "", in_sales));
    EXPECT_FALSE(has(server.as(server.world().foreign.administrator), "", in_sales));
    EXPECT_EQ(server.nobody().get("/customers/export.csv").status, 401);
    EXPECT_EQ(server.as(server.world().user).get("/customers/export.csv").status, 403);
}
