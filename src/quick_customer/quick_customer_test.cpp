#include <gtest/gtest.h>

#include "support/guild_of_its_own.h"

using guildhall::Uuid;
using namespace guildhall::support;

namespace {

struct QuickCustomers : testing::Test {
    TestServer& server = shared_server();
    World const& world = server.world();
    Client ada = server.as(world.first.ada);
    Client gita = server.as(world.first.administrator);

    Answer add(std::string_view body) const { return ada.post("/quick-customers", json_of(body)); }
    // Alfreds with more fields, and a contact with all that is required.
    Answer alfreds(std::string const& more = {}) const { return add("{'company_name':'Alfreds'," + maria() + more + "}"); }
    static std::string maria() { return "'contact':{'first_name':'Maria','last_name':'Anders','email':'maria@alfreds.example'}"; }
    static std::string maria(std::string const& with) { return "'contact':{'first_name':'Maria','last_name':'Anders'" + with + "}"; }
};

std::string many(std::string const& text, int count)
{
    std::string all;
    for (int i = 0; i < count; ++i)
        all += text;
    return all;
}

}  // namespace

TEST_F(QuickCustomers, KeepEveryFieldAsItCame)
{
    auto const added = add("{'company_name':'Alfreds Futterkiste','private_person':false,'vat_number':'DE129273398',"
                           "'phone':'+49 30 0074321','website':'https://alfreds.example','country':'DE','currency':'CHF','language':'de',"
                           "'address':{'street':'Obere Str. 57','city':'Berlin','region':null,'postal_code':'12209','country':'DE'},"
                           "'billing_same_as_address':true,'billing_address':null,'shipping_address':{'city':'Wien'},"
                           "'contact':{'first_name':'Maria','last_name':'Anders','email':'Maria@Alfreds.example','phone':'0171/1',"
                           "'title':'Sales Representative'}}");
    ASSERT_EQ(added.status, 201) << added.body;
    for (auto const& [path, value] : std::vector<std::pair<std::string, std::string>>{{"name", "Alfreds Futterkiste"},
                                                                                      {"kind", "company"},
                                                                                      {"status", "active"},
                                                                                      {"vat_number", "DE129273398"},
                                                                                      {"phone", "+49 30 0074321"},
                                                                                      {"website", "https://alfreds.example"},
                                                                                      {"country", "DE"},
                                                                                      {"currency", "CHF"},
                                                                                      {"language", "de"},
                                                                                      {"payment_terms_days", "30"},
                                                                                      {"address.street", "Obere Str. 57"},
                                                                                      {"address.region", ""},
                                                                                      {"billing_address.postal_code", "12209"},
                                                                                      {"shipping_address.city", "Wien"},
                                                                                      {"version", "1"},
                                                                                      {"owner_id", world.first.ada.account.text()}})
        EXPECT_EQ(added.text("customer." + path), value) << path;
    for (auto const& [path, value] : std::vector<std::pair<std::string, std::string>>{{"first_name", "Maria"},
                                                                                      {"last_name", "Anders"},
                                                                                      {"email", "Maria@Alfreds.example"},
                                                                                      {"phone", "0171/1"},
                                                                                      {"title", "Sales Representative"},
                                                                                      {"primary", "true"},
                                                                                      {"customer_id", added.text("customer.id")}})
        EXPECT_EQ(added.text("contact." + path), value) << path;
    EXPECT_EQ(added.body, "{\"customer\":" + gita.get("/customers/" + added.text("customer.id")).body +
                              ",\"contact\":" + gita.get("/contacts/" + added.text("contact.id")).body + "}");
    EXPECT_EQ(gita.get("/customers/" + added.text("customer.id") + "/contacts").ids(), std::vector{added.text("contact.id")});
}

TEST_F(QuickCustomers, BeginWithWhatTheirGuildSays)
{
    GuildOfItsOwn const guild;
    guild.client.patch("/guilds/" + guild.id, json_of("{'currency':'CHF','country':'CH','language':'fr','payment_terms_days':14}"), "1");
    auto const added = guild.client.post("/quick-customers", json_of("{'company_name':'Alfreds'," + maria() + "}"));
    EXPECT_EQ(added.text("customer.currency"), "CHF") << added.body;
    EXPECT_EQ(added.text("customer.country"), "CH");
    EXPECT_EQ(added.text("customer.language"), "fr");
    EXPECT_EQ(added.text("customer.payment_terms_days"), "14");
}

TEST_F(QuickCustomers, AreBilledAtTheirAddressUnlessTheySayOtherwise)
{
    auto const here = std::string(",'address':{'city':'Berlin'}"), there = std::string(",'billing_address':{'city':'Wien'}");
    EXPECT_EQ(alfreds(here).text("customer.billing_address.city"), "Berlin");
    EXPECT_TRUE(alfreds(here).json().find("customer")->find("shipping_address")->is_null());
    EXPECT_EQ(alfreds(here + there + ",'billing_same_as_address':false").text("customer.billing_address.city"), "Wien");
    EXPECT_TRUE(alfreds(here + ",'billing_same_as_address':false").json().find("customer")->find("billing_address")->is_null());
    EXPECT_EQ(alfreds(here + ",'billing_address':{'city':'Berlin'}").status, 201);
    EXPECT_EQ(complaints(alfreds(here + there)), "billing_address: differs from the address, but billing_same_as_address says otherwise");
    EXPECT_TRUE(alfreds().json().find("customer")->find("billing_address")->is_null());
}

TEST_F(QuickCustomers, WhoArePersonsAreCalledByTheirNames)
{
    auto const added = add("{'private_person':true,'contact':{'first_name':'María José','last_name':'de la Cruz','email':'m@x.example'}}");
    ASSERT_EQ(added.status, 201) << added.body;
    EXPECT_EQ(added.text("customer.name"), "María José de la Cruz");
    EXPECT_EQ(added.text("customer.kind"), "person");
    EXPECT_EQ(complaints(add("{'private_person':true,'company_name':'Alfreds'," + maria() + "}")),
              "company_name: is not for a private person");
    auto named = [&](int first, int last) {
        return add("{'private_person':true,'contact':{'first_name':'" + many("Ω", first) + "','last_name':'" + many("\U0001F355", last) +
                   "','email':'m@x.example'}}");
    };
    EXPECT_EQ(named(100, 99).status, 201);
    EXPECT_EQ(named(199, 1).status, 422);
    EXPECT_EQ(complaints(named(100, 100)), "contact.last_name: is too long: with the first name it must have at most 199 characters");
    EXPECT_EQ(complaints(named(201, 1)), "contact.first_name: must have at most 200 characters");
    EXPECT_EQ(add("{'company_name':'A','contact':{'first_name':'" + many("Ω", 200) + "','last_name':'" + many("Ω", 200) +
                  "','email':'m@x.example'}}")
                  .status,
              201);
}

TEST_F(QuickCustomers, HearOfAllThatIsMissingAtOnce)
{
    EXPECT_EQ(complaints(add("{}")), "contact: is required; contact.first_name: is required; contact.last_name: is required; "
                                     "company_name: is required; contact.email: is required");
    EXPECT_EQ(complaints(add("{'contact':null}")), complaints(add("{}")));
    EXPECT_EQ(complaints(add("{'contact':{}}")),
              "contact.first_name: is required; contact.last_name: is required; company_name: is required; contact.email: is required");
    EXPECT_EQ(complaints(add("{'company_name':null," + maria() + "}")), "company_name: is required");
    EXPECT_EQ(complaints(add("{'company_name':' ','contact':{'first_name':'','last_name':' ','phone':'1'}}")),
              "company_name: must not be empty; contact.first_name: must not be empty; contact.last_name: must not be empty");
    EXPECT_EQ(complaints(add("{'private_person':true,'contact':{}}")),
              "contact.first_name: is required; contact.last_name: is required; contact.email: is required");
}

TEST_F(QuickCustomers, HearOfEveryBrokenRuleAtItsField)
{
    auto const answer = add("{'company_name':'" + many("x", 201) +
                            "','vat_number':' ','phone':'','website':'x','country':'Germany','currency':'euro','language':'x',"
                            "'address':{'country':'xx'},'billing_address':{'city':'Wien'},"
                            "'contact':{'first_name':'Maria','last_name':'" +
                            many("x", 201) + "','email':'maria','phone':' ','title':' '}}");
    EXPECT_EQ(answer.status, 422);
    EXPECT_EQ(complaints(answer),
              "company_name: must have at most 200 characters; vat_number: must not be empty; phone: must not be empty; "
              "website: must be a web address such as https://example.com; country: must be a country's two-letter code such as DE; "
              "currency: must be a currency's three-letter code such as EUR; language: must be a language tag such as de or pt-BR; "
              "address.country: must be a country's two-letter code such as DE; contact.last_name: must have at most 200 characters; "
              "contact.email: must be an e-mail address; contact.phone: must not be empty; contact.title: must not be empty");
}

TEST_F(QuickCustomers, RefuseWhatIsMalformed)
{
    for (std::string const& more : std::vector<std::string>{
             ",'colour':'red'", ",'company_name':'B'", ",'private_person':'no'", ",'billing_same_as_address':1", ",'phone':1",
             ",'address':'Berlin'", ",'address':{'zip':'1'}", ",'shipping_address':[]", ",'external_id':'1'", ",'owner_id':'me'"})
        EXPECT_EQ(alfreds(more).status, 400) << more;
    for (auto const* contact : {"5", "[]", "'Maria'", "{'first_name':'M','last_name':'A','email':'m@x.example','primary':true}"})
        EXPECT_EQ(add("{'company_name':'A','contact':" + std::string(contact) + "}").status, 400) << contact;
    EXPECT_EQ(complaints(add("{'company_name':7,'contact':{'colour':'red'}}")),
              "company_name: must be a string; contact.colour: is not a field here");
}

TEST_F(QuickCustomers, NeedAnEmailAddressUnlessTheGuildLetsAPhoneDo)
{
    EXPECT_EQ(complaints(add("{'company_name':'A'," + maria(",'phone':'030 1'") + "}")), "contact.email: is required");
    GuildOfItsOwn const guild;
    ASSERT_EQ(guild.client.patch("/guilds/" + guild.id, json_of("{'require_email_or_phone':true}"), "1").status, 200);
    auto there = [&](std::string const& more, std::string const& contact) {
        return guild.client.post("/quick-customers", json_of("{'company_name':'A'" + more + "," + maria(contact) + "}"));
    };
    EXPECT_EQ(there("", ",'phone':'030 1'").status, 201);
    EXPECT_EQ(there(",'phone':'030 1'", "").status, 201);
    EXPECT_EQ(there("", ",'email':'m@x.example'").status, 201);
    EXPECT_EQ(complaints(there("", "")), "contact.email: or a phone number is required");
    EXPECT_EQ(complaints(there("", ",'phone':' '")), "contact.phone: must not be empty");
    EXPECT_EQ(guild.client.get("/customers/count").text("count"), "3");
}

TEST_F(QuickCustomers, HaveWhatTheGuildAsksOfThem)
{
    GuildOfItsOwn const guild;
    auto const settings = "/guilds/" + guild.id;
    auto ask = [&](std::string const& fields, std::string const& version) {
        return guild.client.patch(settings, json_of("{'required_customer_fields':" + fields + "}"), version);
    };
    auto add_there = [&](std::string const& body) { return guild.client.post("/quick-customers", json_of(body)); };
    std::string const reached = ",'email':'m@x.example'";
    auto const all = ask("['vat_number','phone','website','address','contact.phone','contact.title']", "1");
    ASSERT_EQ(all.status, 200) << all.body;
    EXPECT_EQ(all.text("required_customer_fields.5"), "contact.title");
    EXPECT_EQ(complaints(add_there("{'company_name':'A'," + maria(reached) + "}")),
              "vat_number: is required; phone: is required; website: is required; address.street: is required; "
              "address.city: is required; contact.phone: is required; contact.title: is required");
    EXPECT_NE(complaints(add_there("{'company_name':'A'," + maria("") + "}")).find("contact.email: is required"), std::string::npos);
    EXPECT_EQ(complaints(add_there("{'private_person':true,'address':{'street':'Obere Str. 57'}," + maria(reached) + "}")),
              "contact.phone: is required; address.city: is required; contact.title: is required");
    EXPECT_EQ(add_there("{'company_name':'A','vat_number':'DE1','phone':'1','website':'x.example',"
                        "'address':{'street':'Obere Str. 57','city':'Berlin'}," +
                        maria(reached + ",'phone':'2','title':'Owner'") + "}")
                  .status,
              201);
    EXPECT_EQ(ask("['name']", "2").status, 422) << "no field of the form";
    EXPECT_EQ(ask("[]", "2").status, 200);
    EXPECT_EQ(add_there("{'company_name':'A'," + maria(reached) + "}").status, 201);
}

TEST_F(QuickCustomers, AreMadeOnceForEachKeyAndWholeOrNotAtAll)
{
    GuildOfItsOwn const guild;
    auto post = [&](std::string const& name, std::string const& contact) {
        return guild.client.post("/quick-customers", json_of("{'company_name':'" + name + "'," + contact + "}"),
                                 {{"Idempotency-Key", "quick"}});
    };
    EXPECT_EQ(post("Once", maria("")).status, 422);
    EXPECT_EQ(guild.client.get("/customers/count").text("count"), "0");
    auto const first = post("Once", maria());  // what was refused took no key
    ASSERT_EQ(first.status, 201) << first.body;
    EXPECT_EQ(post("Once", maria()).body, first.body);
    EXPECT_EQ(post("Twice", maria()).text("type"), "https://guildhall.example/problems/idempotency_mismatch");
    EXPECT_EQ(guild.client.get("/customers").ids(), std::vector{first.text("customer.id")});
}

TEST_F(QuickCustomers, AreMadeByThoseWhoMay)
{
    auto const body = json_of("{'company_name':'A'," + maria() + "}");
    for (auto const& person : {world.first.bob, world.first.felix, world.olga, world.user, world.mona}) {
        EXPECT_EQ(server.as(person).post("/quick-customers", body).status, 403) << person.name;
        EXPECT_EQ(server.as(person).post("/quick-customers", "{}").status, 403) << person.name;  // and hears that first
    }
    EXPECT_EQ(server.nobody().post("/quick-customers", body).status, 401);
    for (auto const& person : {world.first.sales_head, world.first.administrator, world.first.sara})
        EXPECT_EQ(server.as(person).post("/quick-customers", body).status, 201) << person.name;
}
