#include <gtest/gtest.h>

#include "support/guild_of_its_own.h"

using guildhall::Uuid;
using namespace guildhall::support;

namespace {

struct Customers : testing::Test {
    TestServer& server = shared_server();
    World const& world = server.world();
    Client gita = server.as(world.first.administrator);
    Client ada = server.as(world.first.ada);
    Client bob = server.as(world.first.bob);
    Client stranger = server.as(world.foreign.administrator);
};

std::string many(std::string const& text, int count)
{
    std::string all;
    for (int i = 0; i < count; ++i)
        all += text;
    return all;
}

constexpr char everything[] = "{'name':'Alfreds Futterkiste','external_id':'A-%','kind':'company','status':'lead',"
                              "'vat_number':'DE129273398','phone':'+49 (0)30 / 0074321 ext. 7','website':'https://alfreds.example/de?x=1',"
                              "'country':'AT','language':'de-AT','currency':'CHF','payment_terms_days':0,"
                              "'address':{'street':'Obere Str. 57','city':'Berlin','region':'BE','postal_code':'12209','country':'DE'},"
                              "'billing_address':{'street':'Postfach 1'},'shipping_address':{'city':'Wien','country':'AT'}}";

std::string everything_of(std::string const& id)
{
    std::string body = json_of(everything);
    body.replace(body.find('%'), 1, id);
    return body;
}

}  // namespace

TEST_F(Customers, NeedANameOnly)
{
    auto const added = ada.post("/customers", json_of("{'name':'Chai'}"));
    ASSERT_EQ(added.status, 201) << added.body;
    EXPECT_EQ(added.text("name"), "Chai");
    EXPECT_EQ(added.text("kind"), "company");
    EXPECT_EQ(added.text("status"), "active");
    for (auto const* field : {"external_id", "vat_number", "phone", "website", "address", "billing_address", "shipping_address"})
        EXPECT_TRUE(added.json().find(field)->is_null()) << field;
    EXPECT_EQ(added.text("spot_id"), world.first.sales.id.text());
    EXPECT_EQ(added.text("owner_id"), world.first.ada.account.text());
    EXPECT_EQ(added.text("created_by"), world.first.ada.account.text());
    EXPECT_EQ(added.header("ETag"), "\"1\"");
    auto const read = gita.get("/customers/" + added.text("id"));
    EXPECT_EQ(read.body, added.body);
    EXPECT_EQ(read.header("ETag"), "\"1\"");
    EXPECT_EQ(complaints(ada.post("/customers", "{}")), "name: is required");
}

TEST_F(Customers, BeginWithWhatTheirGuildSays)
{
    GuildOfItsOwn const guild;
    auto const set = guild.client.patch("/guilds/" + guild.id,
                                        json_of("{'currency':'CHF','country':'CH','language':'fr','payment_terms_days':14}"), "1");
    ASSERT_EQ(set.status, 200) << set.body;
    auto const added = guild.client.post("/customers", json_of("{'name':'Chai'}"));
    EXPECT_EQ(added.text("currency"), "CHF");
    EXPECT_EQ(added.text("country"), "CH");
    EXPECT_EQ(added.text("language"), "fr");
    EXPECT_EQ(added.text("payment_terms_days"), "14");
    auto const other =
        guild.client.post("/customers", json_of("{'name':'Chai','currency':'JPY','country':'JP','language':'ja','payment_terms_days':0}"));
    EXPECT_EQ(other.text("currency"), "JPY");
    EXPECT_EQ(other.text("country"), "JP");
    EXPECT_EQ(other.text("language"), "ja");
    EXPECT_EQ(other.text("payment_terms_days"), "0");
}

TEST_F(Customers, KeepEveryFieldAsItCame)
{
    auto const added = ada.post("/customers", everything_of("every"));
    ASSERT_EQ(added.status, 201) << added.body;
    auto const read = ada.get("/customers/" + added.text("id"));
    auto const sent = guildhall::json::parse(everything_of("every"));
    for (auto const& [name, value] : sent.members) {
        if (!value.members.empty())
            continue;
        EXPECT_EQ(read.text(name), value.kind == guildhall::json::Value::Kind::integer ? "0" : value.string) << name;
    }
    for (auto const* part : {"street", "city", "region", "postal_code", "country"})
        EXPECT_EQ(read.text("address." + std::string(part)), sent.find("address")->find(part)->string);
    EXPECT_EQ(read.text("billing_address.street"), "Postfach 1");
    EXPECT_EQ(read.text("billing_address.city"), "");
    EXPECT_EQ(read.text("shipping_address.city"), "Wien");
    EXPECT_EQ(ada.del("/customers/" + added.text("id")).status, 204);
}

TEST_F(Customers, KeepTextOfAnyScriptAndLength)
{
    for (auto const& text : {std::string("مرحبا بالعالم"), std::string("चाय की पत्ती"), std::string("\U0001F469\u200D\U0001F33E 普洱茶"),
                             std::string("  Cafe\u0301 \\ \"ok\" </script>\t"), many("\U0001F355", 200)}) {
        auto const body = "{\"name\":" + in_json(text) + ",\"address\":{\"street\":" + in_json(text) + ",\"city\":" + in_json(text) +
                          ",\"region\":" + in_json(text) + "}}";
        auto const added = ada.post("/customers", body);
        ASSERT_EQ(added.status, 201) << added.body;
        auto const read = ada.get("/customers/" + added.text("id"));
        for (auto const* field : {"name", "address.street", "address.city", "address.region"})
            EXPECT_EQ(read.text(field), text);
    }
    for (auto const* phone : {"030/0074321", "(5) 555-4729", "0621-08460", "+86 10 8888 ８８８８", "٠١٢٣٤٥٦٧٨٩", "call Maria", " 1 "}) {
        auto const added = ada.post("/customers", "{\"name\":\"Odd\",\"phone\":" + in_json(phone) + "}");
        EXPECT_EQ(added.text("phone"), phone) << added.body;
    }
}

TEST_F(Customers, HearOfEveryBrokenRuleAtItsField)
{
    EXPECT_EQ(complaints(ada.post(
                  "/customers", json_of("{'name':' \\t','external_id':'','kind':'robot','status':'new','vat_number':' ','phone':'\u3000',"
                                        "'website':'nowhere','country':'de','language':'german','currency':'XXX','payment_terms_days':3651,"
                                        "'address':{'country':'Germany'},'billing_address':{'postal_code':'" +
                                        many("1", 41) + "'},'shipping_address':{'city':'" + many("x", 201) + "'}}"))),
              "name: must not be empty; external_id: must not be empty; kind: must be one of company, person; "
              "status: must be one of lead, active, former; vat_number: must not be empty; phone: must not be empty; "
              "website: must be a web address such as https://example.com; country: must be a country's two-letter code such as DE; "
              "language: must be a language tag such as de or pt-BR; currency: must be a currency's three-letter code such as EUR; "
              "payment_terms_days: must be from 0 to 3650; address.country: must be a country's two-letter code such as DE; "
              "billing_address.postal_code: must have at most 40 characters; shipping_address.city: must have at most 200 characters");
    auto const too_long = ada.post("/customers", json_of("{'name':'" + many("Ω", 201) + "','phone':'" + many("1", 51) + "'}"));
    EXPECT_EQ(too_long.status, 422);
    EXPECT_EQ(too_long.text("type"), "https://guildhall.example/problems/invalid");
    EXPECT_EQ(complaints(too_long), "name: must have at most 200 characters; phone: must have at most 50 characters");
}

TEST_F(Customers, RefuseWhatIsMalformed)
{
    for (std::string const body :
         {"{'name':'A','colour':'red'}", "{'name':'A','name':'B'}", "{'name':5}", "{'name':['A']}", "{'name':'A','phone':493000}",
          "{'name':'A','payment_terms_days':'30'}", "{'name':'A','payment_terms_days':30.5}",
          "{'name':'A','payment_terms_days':99999999999}", "{'name':'A','address':'Berlin'}", "{'name':'A','address':{'zip':'1'}}",
          "{'name':'A','address':{'city':1}}", "{'name':'A\\u0000'}", "{'name':'A','id':'018f0000-0000-7000-8000-000000000000'}",
          "{'name':'A','version':1}", "{'name':'A'", "[]", "'A'", "null"})
        EXPECT_EQ(ada.post("/customers", json_of(body)).status, 400) << body;
    EXPECT_EQ(complaints(ada.post("/customers", json_of("{'name':'A','address':{'zip':'1'}}"))), "address.zip: is not a field here");
    EXPECT_EQ(ada.post("/customers", "{\"name\":\"\xff\"}").status, 400);
    EXPECT_EQ(ada.post("/customers", "{\"name\":\"\\ud800\"}").status, 400);
    EXPECT_EQ(ada.post("/customers?name=A", "{}").status, 400);
    EXPECT_EQ(ada.post("/customers", "name=A", {{"Content-Type", "application/x-www-form-urlencoded"}}).status, 415);
}

TEST_F(Customers, ChangeOnlyWhatIsGivenAndOnlyAsTheyAreKnown)
{
    auto const path = "/customers/" + ada.post("/customers", everything_of("change")).text("id");
    auto const changed = bob.patch(path, json_of("{'phone':null,'name':'Berglunds','address':{'city':'Luleå'},'status':'former'}"), "1");
    ASSERT_EQ(changed.status, 200) << changed.body;
    EXPECT_TRUE(changed.json().find("phone")->is_null());
    EXPECT_EQ(changed.text("name"), "Berglunds");
    EXPECT_EQ(changed.text("address.city"), "Luleå");
    EXPECT_EQ(changed.text("address.street"), "");  // an address is one value
    EXPECT_EQ(changed.text("status"), "former");
    EXPECT_EQ(changed.text("vat_number"), "DE129273398");
    EXPECT_EQ(changed.text("billing_address.street"), "Postfach 1");
    EXPECT_EQ(changed.text("updated_by"), world.first.bob.account.text());
    EXPECT_EQ(changed.text("created_by"), world.first.ada.account.text());
    EXPECT_EQ(changed.header("ETag"), "\"2\"");
    EXPECT_EQ(ada.get(path).body, changed.body);

    auto const stale = ada.patch(path, json_of("{'name':'Mine'}"), "1");
    EXPECT_EQ(stale.status, 412);
    EXPECT_EQ(stale.text("type"), "https://guildhall.example/problems/stale");
    EXPECT_EQ(stale.text("current.name"), "Berglunds");
    EXPECT_EQ(stale.text("current.version"), "2");
    EXPECT_EQ(ada.ask("PATCH", path, json_of("{'name':'Mine'}")).status, 428);
    EXPECT_EQ(ada.patch(path, json_of("{'name':null}"), "2").status, 400);
    EXPECT_EQ(ada.patch(path, json_of("{'owner_id':null}"), "2").status, 400);
    EXPECT_EQ(complaints(ada.patch(path, json_of("{'name':'','currency':'eur'}"), "2")),
              "name: must not be empty; currency: must be a currency's three-letter code such as EUR");
    EXPECT_EQ(ada.get(path).body, changed.body);
    EXPECT_EQ(ada.del(path).status, 204);
}

TEST_F(Customers, AreGoneWhenDeleted)
{
    auto const id = made(ada, "/customers", "{'name':'Gone Tomorrow','vat_number':'DE77777777'}");
    auto const contact = made(ada, "/customers/" + id + "/contacts", "{'last_name':'Going'}");
    EXPECT_EQ(ada.get("/customer-hints?vat_number=DE77777777").text("items.0.customer_id"), id);
    EXPECT_EQ(ada.ask("DELETE", "/customers/" + id, {}, {{"If-Match", "\"7\""}}).status, 412);
    EXPECT_EQ(bob.del("/customers/" + id).status, 204);
    EXPECT_EQ(ada.del("/customers/" + id).status, 404);
    EXPECT_EQ(ada.get("/customers/" + id).body, ada.get("/customers/" + Uuid::make().text()).body);
    EXPECT_EQ(ada.patch("/customers/" + id, "{}", "1").status, 404);
    EXPECT_TRUE(ada.get("/customers?search=tomorrow").ids().empty());
    EXPECT_EQ(ada.get("/customers/count?search=tomorrow").text("count"), "0");
    EXPECT_EQ(ada.get("/customers/export.csv").body.find("Gone Tomorrow"), std::string::npos);
    EXPECT_EQ(ada.get("/customer-hints?vat_number=DE77777777&company_name=Gone%20Tomorrow").text("items.0.customer_id"), "");
    for (std::string const part : {"contacts", "notes"}) {
        EXPECT_EQ(ada.get("/customers/" + id + "/" + part).status, 404);
        EXPECT_EQ(ada.post("/customers/" + id + "/" + part, json_of("{'body':'x'}")).status, part == "notes" ? 404 : 400);
    }
    EXPECT_EQ(ada.get("/contacts/" + contact).status, 404);
    EXPECT_EQ(ada.patch("/contacts/" + contact, json_of("{'title':'Boss'}"), "1").status, 404);
    EXPECT_EQ(ada.del("/contacts/" + contact).status, 404);
}

TEST_F(Customers, AreKnownByTheirOwnIdsWithinTheGuild)
{
    auto const body = json_of("{'name':'Alfreds','external_id':'only-once'}");
    auto const id = ada.post("/customers", body).text("id");
    auto const again = bob.post("/customers", body);
    EXPECT_EQ(again.status, 403);  // bob may not create at all
    auto const twice = gita.post("/customers", body);
    EXPECT_EQ(twice.status, 422);
    EXPECT_EQ(complaints(twice), "external_id: is the id of another customer");
    auto const other = made(ada, "/customers", "{'name':'Other'}");
    EXPECT_EQ(complaints(ada.patch("/customers/" + other, json_of("{'external_id':'only-once'}"), "1")),
              "external_id: is the id of another customer");
    EXPECT_EQ(stranger.post("/customers", body).status, 201);
    EXPECT_EQ(ada.del("/customers/" + id).status, 204);
    EXPECT_EQ(ada.patch("/customers/" + other, json_of("{'external_id':'only-once'}"), "1").status, 200);
}

TEST_F(Customers, AreMadeOnceForEachKey)
{
    auto const body = json_of("{'name':'Singular'}");
    auto const first = ada.post("/customers", body, {{"Idempotency-Key", "customers-once"}});
    auto const again = ada.post("/customers", body, {{"Idempotency-Key", "customers-once"}});
    EXPECT_EQ(again.status, 201);
    EXPECT_EQ(again.body, first.body);
    EXPECT_EQ(again.header("ETag"), first.header("ETag"));
    auto const other = ada.post("/customers", json_of("{'name':'Twice'}"), {{"Idempotency-Key", "customers-once"}});
    EXPECT_EQ(other.status, 422);
    EXPECT_EQ(other.text("type"), "https://guildhall.example/problems/idempotency_mismatch");
    EXPECT_EQ(ada.get("/customers?search=singular").ids(), std::vector{first.text("id")});
}

TEST_F(Customers, AreSeenAndWrittenByTheirSpotAndThoseAbove)
{
    auto const path = "/customers/" + made(ada, "/customers", "{'name':'In Sales'}");
    for (auto const& person : {world.first.bob, world.first.sales_head, world.first.administrator})
        EXPECT_EQ(server.as(person).get(path).status, 200) << person.name;
    for (auto const& person : {world.first.fiona, world.first.sara, world.first.service_head, world.foreign.administrator, world.otto}) {
        auto const client = server.as(person);
        EXPECT_EQ(client.get(path).status, 404) << person.name;
        EXPECT_GE(client.patch(path, json_of("{'name':'Mine'}"), "1").status, 403) << person.name;
        EXPECT_GE(client.del(path).status, 403) << person.name;
    }
    EXPECT_EQ(server.nobody().get(path).status, 401);
    EXPECT_EQ(server.as(world.user).get(path).status, 403);
    EXPECT_EQ(server.as(world.olga).patch(path, json_of("{'name':'Mine'}"), "1").status, 403);
    EXPECT_EQ(bob.post("/customers", json_of("{'nonsense':1}")).status, 403);
    EXPECT_EQ(ada.get(path).text("version"), "1");
}
