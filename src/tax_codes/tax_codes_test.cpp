#include <gtest/gtest.h>

#include "support/documents.h"

using guildhall::Uuid;
using namespace guildhall::support;

namespace {

struct TaxCodes : testing::Test {
    TestServer& server = shared_server();
    World const& world = server.world();
    Client gita = server.as(world.first.administrator);
    Client ada = server.as(world.first.ada);
    Client stranger = server.as(world.foreign.administrator);
};

std::string named(std::string_view rest)
{
    return json_of("{'name':'" + Uuid::make().text() + "'," + std::string(rest) + "}");
}

}  // namespace

TEST_F(TaxCodes, AreThereWhenAGuildBegins)
{
    auto const codes = server.as(world.second.ada).get("/tax-codes");
    ASSERT_EQ(codes.status, 200);
    EXPECT_EQ(codes.text("items.0.name"), "Standard 19 %");  // the guild is in Germany
    EXPECT_EQ(codes.text("items.0.category"), "S");
    EXPECT_EQ(codes.text("items.0.rate"), "19");
    EXPECT_EQ(codes.text("items.1.rate"), "7");
    EXPECT_EQ(codes.text("items.2.category"), "Z");
    EXPECT_EQ(codes.text("items.3.exemption_reason"), "Exempt from tax");
    EXPECT_EQ(codes.ids().size(), 8u);
}

TEST_F(TaxCodes, OfACountryWithoutRatesAreTheUntaxedOnes)
{
    auto const names = server.database().superuser().value<std::string>(
        "select string_agg(category || ' ' || trim_scale(rate), ',' order by place) from wall.standard_tax_codes('US')");
    EXPECT_EQ(names, "Z 0,E 0,O 0");
    auto const french = server.database().superuser().value<std::string>(
        "select string_agg(name, ',' order by place) from wall.standard_tax_codes('FR') where category = 'S'");
    EXPECT_EQ(french, "Standard 20 %,Reduced 10 %,Reduced 5.5 %,Reduced 2.1 %");
}

TEST_F(TaxCodes, HaveTheReducedRatesOfTheCountry)
{
    for (auto const& [country, rates] : {std::pair{"CY", "19,9,5,3"}, std::pair{"EE", "24,13,9"}, std::pair{"FI", "25.5,13.5,10"},
                                         std::pair{"LT", "21,12,5"}, std::pair{"MT", "18,12,7,5"}, std::pair{"LV", "21,12,5"}}) {
        auto const found = server.database().superuser().value<std::string>(
            "select string_agg(trim_scale(rate)::text, ',' order by place) from wall.standard_tax_codes($1) where category = 'S'",
            guildhall::db::values(std::string(country)));
        EXPECT_EQ(found, rates) << country;
    }
    auto const olga = server.as(world.olga);
    auto const guild =
        olga.post("/access-owners/" + world.olgas_access_owner.text() + "/guilds", json_of("{'name':'Suomi','country':'FI'}"));
    ASSERT_EQ(guild.status, 201) << guild.body;
    auto const begun = server.database().superuser().value<std::string>(
        "select string_agg(name, ',' order by id) from guild.tax_codes where guild_id = $1 and category = 'S'",
        guildhall::db::values(*Uuid::parse(guild.text("id"))));
    EXPECT_EQ(begun, "Standard 25.5 %,Reduced 13.5 %,Reduced 10 %");
}

TEST_F(TaxCodes, ComeBackAsTheyWereSent)
{
    auto const added = gita.post("/tax-codes", named("'category':'S','rate':'5.5'"));
    ASSERT_EQ(added.status, 201) << added.body;
    EXPECT_EQ(added.text("rate"), "5.5");
    EXPECT_EQ(added.text("active"), "true");
    EXPECT_EQ(added.header("ETag"), "\"1\"");
    auto const read = ada.get("/tax-codes/" + added.text("id"));
    EXPECT_EQ(read.status, 200);
    EXPECT_EQ(read.body, added.body);
}

TEST_F(TaxCodes, SayWhyNoTaxIsCharged)
{
    for (std::string const category : {"E", "AE", "K", "G", "O"}) {
        auto const silent = gita.post("/tax-codes", named("'category':'" + category + "','rate':'0'"));
        EXPECT_EQ(silent.status, 422);
        EXPECT_EQ(complaints(silent), "exemption_reason: is required in category " + category);
        auto const spoken = gita.post("/tax-codes", named("'category':'" + category + "','rate':'0','exemption_reason':'By law'"));
        EXPECT_EQ(spoken.status, 201) << spoken.body;
    }
}

TEST_F(TaxCodes, OfStandardAndZeroRateGiveNoReason)
{
    for (std::string const category : {"S", "Z", "L", "M"}) {
        std::string const rate = category == "S" ? "19" : "0";
        auto const answer =
            gita.post("/tax-codes", named("'category':'" + category + "','rate':'" + rate + "','exemption_reason':'By law'"));
        EXPECT_EQ(answer.status, 422);
        EXPECT_EQ(complaints(answer), "exemption_reason: must be empty in category " + category);
    }
}

TEST_F(TaxCodes, OfStandardRateAreAboveZero)
{
    auto const wanted = "rate: must be above 0 in category S; category Z is taxed at 0";
    auto const refused = gita.post("/tax-codes", named("'category':'S','rate':'0.00'"));
    EXPECT_EQ(refused.status, 422);
    EXPECT_EQ(complaints(refused), wanted);
    EXPECT_EQ(gita.post("/tax-codes", named("'category':'S','rate':'0.01'")).status, 201);
    EXPECT_EQ(gita.post("/tax-codes", named("'category':'L','rate':'0'")).status, 201);
    auto const path = "/tax-codes/" + made_tax_code(gita, "19");
    EXPECT_EQ(complaints(gita.patch(path, json_of("{'rate':'0'}"), "1")), wanted);
    EXPECT_EQ(gita.patch(path, json_of("{'rate':'0','category':'Z'}"), "1").status, 200);
    EXPECT_EQ(complaints(gita.patch(path, json_of("{'category':'S'}"), "2")), wanted);
}

TEST_F(TaxCodes, ThatAreOlderThanARuleMayStillBeSwitchedOff)
{
    auto const id = made_tax_code(gita, "19");
    server.database().superuser().run("update guild.tax_codes set rate = 0 where id = $1", guildhall::db::values(*Uuid::parse(id)));
    auto const off = gita.ask("PATCH", "/tax-codes/" + id, json_of("{'active':false}"), {{"If-Match", "*"}});
    EXPECT_EQ(off.status, 200) << off.body;
    EXPECT_EQ(off.text("rate"), "0");
    EXPECT_EQ(gita.ask("PATCH", "/tax-codes/" + id, json_of("{'exemption_reason':null}"), {{"If-Match", "*"}}).status, 422);
}

TEST_F(TaxCodes, HearOfAllFaultsAtOnce)
{
    EXPECT_EQ(complaints(gita.post("/tax-codes", "{}")), "name: is required; category: is required; rate: is required");
    EXPECT_EQ(complaints(gita.post("/tax-codes", json_of("{'category':'E','rate':'20'}"))),
              "name: is required; rate: must be 0 in category E; exemption_reason: is required in category E");
    EXPECT_EQ(complaints(gita.post("/tax-codes", json_of("{'name':'A','category':'E','rate':'101','exemption_reason':' '}"))),
              "rate: must be from 0 to 100; exemption_reason: must not be empty");
}

TEST_F(TaxCodes, WithoutTaxHaveNoRate)
{
    auto const answer = gita.post("/tax-codes", named("'category':'AE','rate':'19'"));
    EXPECT_EQ(answer.status, 422);
    EXPECT_EQ(complaints(answer), "rate: must be 0 in category AE; exemption_reason: is required in category AE");
    EXPECT_EQ(complaints(gita.post("/tax-codes", named("'category':'S','rate':'100.5'"))), "rate: must be from 0 to 100");
    EXPECT_EQ(complaints(gita.post("/tax-codes", named("'category':'X','rate':'0'"))),
              "category: must be one of S, Z, E, AE, K, G, O, L, M");
    EXPECT_EQ(gita.post("/tax-codes", named("'category':'S','rate':19")).status, 400);  // a number is no decimal string
}

TEST_F(TaxCodes, ObeyTheSameRulesWhenTheyChange)
{
    auto const id = made_tax_code(gita, "19");
    auto const refused = gita.patch("/tax-codes/" + id, json_of("{'category':'G'}"), "1");
    EXPECT_EQ(refused.status, 422);
    EXPECT_EQ(complaints(refused), "rate: must be 0 in category G; exemption_reason: is required in category G");
    auto const changed = gita.patch("/tax-codes/" + id, json_of("{'category':'G','rate':'0','exemption_reason':'Export'}"), "1");
    ASSERT_EQ(changed.status, 200) << changed.body;
    EXPECT_EQ(changed.text("exemption_reason"), "Export");
    EXPECT_EQ(changed.text("version"), "2");
    EXPECT_EQ(gita.patch("/tax-codes/" + id, json_of("{'active':false}"), "1").status, 412);
    EXPECT_EQ(gita.ask("PATCH", "/tax-codes/" + id, json_of("{'active':false}")).status, 428);
}

TEST_F(TaxCodes, HaveNamesOfTheirOwn)
{
    auto const name = json_of("{'name':'Tax " + Uuid::make().text() + "','category':'S','rate':'3'}");
    EXPECT_EQ(gita.post("/tax-codes", name).status, 201);
    auto const again = gita.post("/tax-codes", name);
    EXPECT_EQ(again.status, 422);
    EXPECT_EQ(complaints(again), "name: is the name of another tax code");
    EXPECT_EQ(stranger.post("/tax-codes", name).status, 201);
}

TEST_F(TaxCodes, AreTheAdministratorsToChange)
{
    auto const id = made_tax_code(gita, "19");
    for (auto const& person : {world.first.ada, world.first.sales_head, world.olga}) {
        auto const client = server.as(person);
        EXPECT_EQ(client.post("/tax-codes", named("'category':'S','rate':'19'")).status, 403);
        EXPECT_EQ(client.patch("/tax-codes/" + id, json_of("{'active':false}"), "1").status, 403);
        EXPECT_EQ(client.del("/tax-codes/" + id).status, 403);
    }
    EXPECT_EQ(server.as(world.user).get("/tax-codes").status, 403);
    EXPECT_EQ(server.nobody().get("/tax-codes").status, 401);
}

TEST_F(TaxCodes, OfAnotherGuildAreNotThere)
{
    auto const id = made_tax_code(gita, "19");
    auto const unknown = Uuid::make().text();
    EXPECT_EQ(stranger.get("/tax-codes/" + id).body, stranger.get("/tax-codes/" + unknown).body);
    EXPECT_EQ(stranger.get("/tax-codes/" + id).status, 404);
    EXPECT_EQ(stranger.patch("/tax-codes/" + id, json_of("{'active':false}"), "1").status, 404);
    EXPECT_EQ(stranger.del("/tax-codes/" + id).status, 404);
    EXPECT_EQ(gita.get("/tax-codes/" + id).text("active"), "true");
}

TEST_F(TaxCodes, StayWhileProductsHaveThem)
{
    auto const id = made_tax_code(gita, "19");
    auto const product = made(gita, "/products", "{'name':'Chai','unit_price':'18.00','tax_code_id':'" + id + "'}");
    EXPECT_EQ(gita.del("/tax-codes/" + id).status, 409);
    EXPECT_EQ(gita.del("/products/" + product).status, 204);
    EXPECT_EQ(gita.del("/tax-codes/" + id).status, 204);
    EXPECT_EQ(gita.get("/tax-codes/" + id).status, 404);
    EXPECT_EQ(gita.del("/tax-codes/" + id).status, 404);
}

TEST_F(TaxCodes, ComeInPages)
{
    auto const all = server.as(world.second.ada).get("/tax-codes").ids();
    std::vector<std::string> found;
    std::string after;
    do {
        auto const page = server.as(world.second.ada).get("/tax-codes?limit=3" + (after.empty() ? "" : "&after=" + after));
        ASSERT_EQ(page.status, 200) << page.body;
        for (auto const& id : page.ids())
            found.push_back(id);
        after = page.text("next");
    } while (!after.empty());
    EXPECT_EQ(found, all);
}
