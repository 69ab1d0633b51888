#include <gtest/gtest.h>

#include <algorithm>

#include "support/documents.h"

using guildhall::Uuid;
namespace json = guildhall::json;
using namespace guildhall::support;

namespace {

struct Products : testing::Test {
    TestServer& server = shared_server();
    World const& world = server.world();
    Client gita = server.as(world.first.administrator);
    Client ada = server.as(world.first.ada);
    Client stranger = server.as(world.foreign.administrator);

    // The names of a list, in its order.
    std::vector<std::string> names(Client const& client, std::string const& query) const
    {
        auto const answer = client.get("/products?" + query);
        EXPECT_EQ(answer.status, 200) << answer.body;
        std::vector<std::string> all;
        auto const whole = answer.json();
        for (auto const& item : whole.find("items")->items)
            all.push_back(item.find("name")->string);
        return all;
    }
};

using Names = std::vector<std::string>;

}  // namespace

TEST_F(Products, NeedANameAndAPriceOnly)
{
    auto const added = gita.post("/products", json_of("{'name':'Chai','unit_price':'18.00'}"));
    ASSERT_EQ(added.status, 201) << added.body;
    EXPECT_EQ(added.text("unit_price"), "18");
    EXPECT_EQ(added.text("currency"), "EUR");  // the guild's
    EXPECT_EQ(added.text("active"), "true");
    EXPECT_EQ(ada.get("/products/" + added.text("id")).body, added.body);
    EXPECT_EQ(complaints(gita.post("/products", "{}")), "name: is required; unit_price: is required");
}

TEST_F(Products, KeepEveryFieldAsItCame)
{
    std::string const names[] = {"مرحبا بالعالم", "चाय की पत्ती", "普洱茶", "ชาไทย", "Cafe\u0301 \U0001F469\u200D\U0001F33E",
                                 "It's \\ \"ok\""};
    for (auto const& name : names) {
        std::string body;
        json::Writer out(body);
        out.begin_object();
        for (auto const* field : {"name", "description", "category", "unit"}) {
            out.plain_key(field);
            out.string(name);
        }
        out.plain_key("unit_price");
        out.string("99999999999999.999999");
        out.plain_key("currency");
        out.string("KWD");
        out.end_object();
        auto const added = gita.post("/products", body);
        ASSERT_EQ(added.status, 201) << added.body;
        auto const read = ada.get("/products/" + added.text("id"));
        for (auto const* field : {"name", "description", "category", "unit"})
            EXPECT_EQ(read.text(field), name);
        EXPECT_EQ(read.text("unit_price"), "99999999999999.999999");
        EXPECT_EQ(read.text("currency"), "KWD");
    }
}

TEST_F(Products, TakeNothingThatIsNotTheirs)
{
    for (std::string const field : {"id", "guild_id", "created_by", "version", "colour"})
        EXPECT_EQ(gita.post("/products", json_of("{'name':'Chai','unit_price':'1','" + field + "':'" + Uuid::make().text() + "'}")).status,
                  400);
    EXPECT_EQ(gita.post("/products", json_of("{'name':'Chai','name':'Tea','unit_price':'1'}")).status, 400);
    EXPECT_EQ(complaints(gita.post("/products", json_of("{'name':'Chai','unit_price':'1.1234567'}"))),
              "unit_price: must be a decimal number such as 99.34");
    EXPECT_EQ(gita.post("/products", json_of("{'name':'Chai','unit_price':'1','currency':'XXX'}")).status, 422);
}

TEST_F(Products, AreKnownByTheirOwnNumbersWithinTheGuild)
{
    std::string const body = "{'name':'Chai','unit_price':'18','external_id':'only-once','sku':'TEA-1'}";
    auto const id = made(gita, "/products", body);
    auto const again = gita.post("/products", json_of(body));
    EXPECT_EQ(again.status, 422);
    EXPECT_EQ(complaints(again), "external_id: is the id of another product");
    auto const same_sku = gita.post("/products", json_of("{'name':'Chai','unit_price':'18','sku':'TEA-1'}"));
    EXPECT_EQ(complaints(same_sku), "sku: is the article number of another product");
    EXPECT_EQ(stranger.post("/products", json_of(body)).status, 201);

    EXPECT_EQ(ada.get("/products?external_id=only-once").ids(), Names{id});
    EXPECT_EQ(gita.del("/products/" + id).status, 204);
    EXPECT_EQ(ada.get("/products/" + id).status, 404);
    EXPECT_TRUE(ada.get("/products?external_id=only-once").ids().empty());
    EXPECT_EQ(gita.post("/products", json_of(body)).status, 201);  // what lies in the trash has no number any more
}

TEST_F(Products, AreFoundByPartsOfWordsAndBySku)
{
    auto const gustav = server.as(world.second.administrator);
    made(gustav, "/products", "{'name':'Green Tea from Uji','unit_price':'9','sku':'GT-100'}");
    made(gustav, "/products", "{'name':'Crème brûlée','unit_price':'5'}");
    made(gustav, "/products", "{'name':'Steak','unit_price':'20','sku':'100-ST'}");
    auto const anna = server.as(world.second.ada);
    EXPECT_EQ(names(anna, "search=gre"), Names{"Green Tea from Uji"});
    EXPECT_EQ(names(anna, "search=TEA"), (Names{"Steak", "Green Tea from Uji"}));
    EXPECT_EQ(names(anna, "search=creme%20bru"), Names{"Crème brûlée"});
    EXPECT_EQ(names(anna, "search=100&sort=name"), (Names{"Green Tea from Uji", "Steak"}));
    EXPECT_EQ(names(anna, "search=GT-1"), Names{"Green Tea from Uji"});
    EXPECT_EQ(names(anna, "search=eak"), Names{"Steak"});
    EXPECT_EQ(names(anna, "search=ea"), Names{});  // two letters only begin a word
    EXPECT_EQ(anna.get("/products/count?search=100").text("count"), "2");
    EXPECT_EQ(ada.get("/products/count?search=uji").text("count"), "0");  // another guild
}

TEST_F(Products, AreSortedAsTheReaderSorts)
{
    auto const otto = server.as(world.foreign.administrator);
    for (auto const* name : {"Zebra", "Äpfel", "Apfel", "Öl", "Orange"})
        made(otto, "/products", "{'name':'" + std::string(name) + "','unit_price':'1','category':'sorted','external_id':'s-" + name + "'}");
    auto with = [&](std::string const& language) {
        auto const client = otto.with({{"Accept-Language", language}});
        std::vector<std::string> sorted;
        for (auto const& name : names(client, "sort=name&limit=200"))
            if (name == "Zebra" || name == "Äpfel" || name == "Apfel" || name == "Öl" || name == "Orange")
                sorted.push_back(name);
        return sorted;
    };
    EXPECT_EQ(with("de"), (Names{"Apfel", "Äpfel", "Öl", "Orange", "Zebra"}));
    EXPECT_EQ(with("sv"), (Names{"Apfel", "Orange", "Zebra", "Äpfel", "Öl"}));
    auto downwards = names(otto, "sort=-name&limit=200");
    auto upwards = names(otto, "sort=name&limit=200");
    std::reverse(downwards.begin(), downwards.end());
    EXPECT_EQ(downwards, upwards);
}

TEST_F(Products, ComeInPagesInEveryOrder)
{
    auto const client = server.as(world.second.administrator);
    for (int i = 0; i < 7; ++i)
        made(client, "/products", "{'name':'Same name','unit_price':'1'}");
    for (std::string const sort : {"name", "-name", "created_at", "-created_at"}) {
        auto const all = client.get("/products?limit=200&sort=" + sort).ids();
        std::vector<std::string> found;
        std::string after;
        do {
            auto const page = client.get("/products?limit=3&sort=" + sort + (after.empty() ? "" : "&after=" + after));
            ASSERT_EQ(page.status, 200) << page.body;
            for (auto const& id : page.ids())
                found.push_back(id);
            after = page.text("next");
        } while (!after.empty());
        EXPECT_EQ(found, all) << sort;
    }
    EXPECT_EQ(client.get("/products?sort=price").status, 422);
    EXPECT_EQ(client.get("/products?limit=201").status, 422);
}

TEST_F(Products, HaveATaxCodeOfTheirOwnGuild)
{
    auto const foreign = made_tax_code(stranger, "20");
    auto const trashed = made_tax_code(gita, "20");
    EXPECT_EQ(gita.del("/tax-codes/" + trashed).status, 204);
    auto with = [&](std::string const& id) {
        return gita.post("/products", json_of("{'name':'Chai','unit_price':'1','tax_code_id':'" + id + "'}"));
    };
    auto const unknown = with(Uuid::make().text());
    EXPECT_EQ(unknown.status, 422);
    EXPECT_EQ(complaints(unknown), "tax_code_id: is not a tax code");
    EXPECT_EQ(with(foreign).body, unknown.body);
    EXPECT_EQ(with(trashed).body, unknown.body);
    auto const own = made_tax_code(gita, "20");
    EXPECT_EQ(with(own).text("tax_code_id"), own);
}

TEST_F(Products, ChangeOnlyWhatIsGivenAndOnlyAsTheyAreKnown)
{
    auto const id = made(gita, "/products", "{'name':'Chai','unit_price':'18','unit':'box','description':'Black tea'}");
    auto const changed = gita.patch("/products/" + id, json_of("{'unit_price':'19.5','unit':null}"), "1");
    ASSERT_EQ(changed.status, 200) << changed.body;
    EXPECT_EQ(changed.text("unit_price"), "19.5");
    EXPECT_EQ(changed.text("unit"), "");
    EXPECT_EQ(changed.text("description"), "Black tea");
    EXPECT_EQ(changed.header("ETag"), "\"2\"");
    auto const stale = gita.patch("/products/" + id, json_of("{'name':'Tea'}"), "1");
    EXPECT_EQ(stale.status, 412);
    EXPECT_EQ(stale.text("current.unit_price"), "19.5");
    EXPECT_EQ(gita.ask("PATCH", "/products/" + id, json_of("{'name':'Tea'}")).status, 428);
    EXPECT_EQ(gita.patch("/products/" + id, json_of("{'name':null}"), "2").status, 400);
    EXPECT_EQ(gita.ask("DELETE", "/products/" + id, {}, {{"If-Match", "\"1\""}}).status, 412);
    EXPECT_EQ(gita.ask("DELETE", "/products/" + id, {}, {{"If-Match", "\"2\""}}).status, 204);
}

TEST_F(Products, AreWrittenByAdministratorsAndHeads)
{
    auto const id = made(server.as(world.first.sales_head), "/products", "{'name':'Chai','unit_price':'18'}");
    for (auto const& person : {world.first.ada, world.olga}) {
        auto const client = server.as(person);
        EXPECT_EQ(client.post("/products", json_of("{'name':'Chai','unit_price':'18'}")).status, 403);
        EXPECT_EQ(client.patch("/products/" + id, json_of("{'name':'Tea'}"), "1").status, 403);
        EXPECT_EQ(client.del("/products/" + id).status, 403);
    }
    EXPECT_EQ(server.nobody().get("/products").status, 401);
    EXPECT_EQ(server.as(world.user).get("/products").status, 403);
    EXPECT_EQ(server.as(world.admin).get("/products").status, 403);
}

TEST_F(Products, OfAnotherGuildAreNotThere)
{
    auto const id = made(gita, "/products", "{'name':'Chai','unit_price':'18'}");
    auto const unknown = Uuid::make().text();
    EXPECT_EQ(stranger.get("/products/" + id).body, stranger.get("/products/" + unknown).body);
    EXPECT_EQ(stranger.get("/products/" + id).status, 404);
    EXPECT_EQ(stranger.patch("/products/" + id, json_of("{'name':'Mine'}"), "1").status, 404);
    EXPECT_EQ(stranger.del("/products/" + id).status, 404);
    EXPECT_EQ(gita.get("/products/" + id).text("name"), "Chai");
}
