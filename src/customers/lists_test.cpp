#include <algorithm>

#include <gtest/gtest.h>

#include "base/secret.h"
#include "support/guild_of_its_own.h"

using guildhall::Uuid;
using namespace guildhall::support;

namespace {

using Names = std::vector<std::string>;

Names names(Client const& client, std::string const& query)
{
    auto const answer = client.get("/customers?" + query);
    EXPECT_EQ(answer.status, 200) << query << answer.body;
    Names all;
    auto const whole = answer.json();
    if (auto const* items = whole.find("items"))
        for (auto const& item : items->items)
            all.push_back(item.find("name")->string);
    return all;
}

std::string search(std::string const& text)
{
    return "search=" + in_query(text);
}

// A guild whose five customers every test may read.
struct CustomerLists : testing::Test {
    static GuildOfItsOwn const& guild()
    {
        static GuildOfItsOwn const made_once = filled();
        return made_once;
    }
    static GuildOfItsOwn filled()
    {
        GuildOfItsOwn guild;
        auto const alfreds =
            made(guild.client, "/customers", "{'name':'Alfreds Futterkiste GmbH','vat_number':'DE 129.273.398','phone':'+49 30 0074321'}");
        made(guild.client, "/customers/" + alfreds + "/contacts",
             "{'first_name':'Maria','last_name':'Anders','email':'Maria.Anders@Alfreds.example','phone':'(0171) 555-12345'}");
        made(guild.client, "/customers", "{'name':'Blauer See','status':'lead','country':'AT','external_id':'B 1'}");
        made(guild.client, "/customers", "{'name':'Zoë Brönte','kind':'person'}");
        made(guild.client, "/customers", "{'name':'شركة الأمل','country':'EG'}");
        made(guild.client, "/customers", "{'name':'100 % O\u2019Neill & Söhne','status':'former'}");
        return guild;
    }
    Client const& gita = guild().client;
    std::string owner = guild().gita.account.text();
};

}  // namespace

TEST_F(CustomerLists, AreNewestFirstOrInTheOrderAskedFor)
{
    Names const oldest{"Alfreds Futterkiste GmbH", "Blauer See", "Zoë Brönte", "شركة الأمل", "100 % O\u2019Neill & Söhne"};
    EXPECT_EQ(names(gita, "sort=created_at"), oldest);
    EXPECT_EQ(names(gita, ""), Names(oldest.rbegin(), oldest.rend()));
    EXPECT_EQ(names(gita, "sort=-created_at"), Names(oldest.rbegin(), oldest.rend()));
    Names const by_name{"100 % O\u2019Neill & Söhne", "Alfreds Futterkiste GmbH", "Blauer See", "Zoë Brönte", "شركة الأمل"};
    EXPECT_EQ(names(gita, "sort=name"), by_name);
    EXPECT_EQ(names(gita, "sort=-name"), Names(by_name.rbegin(), by_name.rend()));
}

TEST_F(CustomerLists, AreFoundByWordsAndPartsOfThem)
{
    EXPECT_EQ(names(gita, search("futt")), Names{"Alfreds Futterkiste GmbH"});
    EXPECT_EQ(names(gita, search("  GMBH alf")), Names{"Alfreds Futterkiste GmbH"});
    EXPECT_EQ(names(gita, search("zoe bronte")), Names{"Zoë Brönte"});
    EXPECT_EQ(names(gita, search("ZOË")), Names{"Zoë Brönte"});
    EXPECT_EQ(names(gita, search("الأ")), Names{"شركة الأمل"});
    EXPECT_EQ(names(gita, search("100 %")), Names{"100 % O\u2019Neill & Söhne"});
    EXPECT_EQ(names(gita, search("o'neill")), Names{"100 % O\u2019Neill & Söhne"});
    EXPECT_EQ(names(gita, search("iste redS")), Names{"Alfreds Futterkiste GmbH"});
    for (auto const* nothing : {"is", "alfreds see", "%", "_", "'; drop table customers; --", "\\", "*"})
        EXPECT_LE(names(gita, search(nothing)).size(), std::string(nothing).size() == 1 ? 5u : 0u) << nothing;
    EXPECT_EQ(names(gita, "search="), names(gita, ""));
}

TEST_F(CustomerLists, AreFoundByAddressAndNumbersAsSomebodyHasThem)
{
    for (auto const* known :
         {"maria.anders@alfreds.example", "Maria.Anders@Alfreds.example", "maria.anders@al", "alfreds.example", "+49 30 0074321",
          "030/0074321", "0049 (30) 007-4321", "0171 55512345", "+49 171 555 12345", "DE129273398", "de 129 273 398"})
        EXPECT_EQ(names(gita, search(known)), Names{"Alfreds Futterkiste GmbH"}) << known;
    for (auto const* unknown : {"maria@alfreds.example", "+49 30 0074322", "DE129273399", "anders@alfreds.example"})
        EXPECT_EQ(names(gita, search(unknown)), Names{}) << unknown;
}

TEST_F(CustomerLists, AreNarrowedByFields)
{
    EXPECT_EQ(names(gita, "status=lead"), Names{"Blauer See"});
    EXPECT_EQ(names(gita, "kind=person"), Names{"Zoë Brönte"});
    EXPECT_EQ(names(gita, "country=EG"), Names{"شركة الأمل"});
    EXPECT_EQ(names(gita, "external_id=B%201"), Names{"Blauer See"});
    EXPECT_EQ(names(gita, "owner_id=" + owner).size(), 5u);
    EXPECT_EQ(names(gita, "owner_id=" + Uuid::make().text()), Names{});
    EXPECT_EQ(names(gita, "spot_id=" + Uuid::make().text()), Names{});
    EXPECT_EQ(names(gita, "status=active&kind=company&country=DE&" + search("alf")), Names{"Alfreds Futterkiste GmbH"});
    EXPECT_EQ(names(gita, "status=lead&country=DE"), Names{});
}

TEST_F(CustomerLists, AreCountedAsTheyAreListed)
{
    auto const count = [&](std::string const& query) { return gita.get("/customers/count?" + query).text("count"); };
    EXPECT_EQ(count(""), "5");
    EXPECT_EQ(gita.get("/customers/count").text("exact"), "true");
    EXPECT_EQ(count("status=active"), "3");
    EXPECT_EQ(count("kind=person"), "1");
    EXPECT_EQ(count("country=DE"), "3");
    EXPECT_EQ(count("external_id=B%201"), "1");
    EXPECT_EQ(count("owner_id=" + owner), "5");
    for (auto const* text : {"futt", "maria.anders@alfreds.example", "030/0074321", "de 129 273 398"})
        EXPECT_EQ(count(search(text)), "1") << text;
    EXPECT_EQ(count(search("030/0074322")), "0");
}

TEST_F(CustomerLists, ComeInPages)
{
    for (std::string const sort : {"name", "-name", "created_at", "-created_at"}) {
        auto const all = gita.get("/customers?limit=200&sort=" + sort);
        EXPECT_TRUE(all.json().find("next")->is_null());
        for (int limit : {1, 2, 4, 5})
            EXPECT_EQ(all_of(gita, "/customers?sort=" + sort, "id", limit), all.ids()) << sort << limit;
    }
    EXPECT_EQ(all_of(gita, "/customers?kind=company", "name", 1).size(), 4u);
}

TEST_F(CustomerLists, RefuseWhatNoListHas)
{
    for (auto const* malformed : {"limit=many", "limit=1.5", "colour=red", "sort=name&sort=name", "spot_id=1", "owner_id=me", "guild_id=1",
                                  "search=%ff", "search=a%00b", "search=%zz", "after=x", "after=W10", "after="})
        EXPECT_EQ(gita.get("/customers?" + std::string(malformed)).status, std::string(malformed) == "after=" ? 200 : 400) << malformed;
    for (auto const* invalid : {"limit=0", "limit=-1", "limit=201", "sort=phone", "status=new", "kind=robot"})
        EXPECT_EQ(gita.get("/customers?" + std::string(invalid)).status, 422) << invalid;
    EXPECT_EQ(gita.get("/customers?search=" + std::string(201, 'x')).status, 422);
    EXPECT_EQ(gita.get("/customers/count?limit=5").status, 400);
    EXPECT_EQ(gita.get("/customers/export.csv?sort=name").status, 400);
    EXPECT_EQ(complaints(gita.get("/customers?colour=red")), "colour: is not a field here");
}

TEST_F(CustomerLists, RefuseACursorThatIsNotTheirs)
{
    auto const next = gita.get("/customers?limit=1").text("next");
    EXPECT_EQ(gita.get("/customers?limit=1&sort=name&after=" + next).status, 400);
    EXPECT_EQ(gita.get("/customers?limit=1&after=" + next + "A").status, 400);
    auto const id = Uuid::make().text();
    for (auto const& made_up :
         {R"(["-created_at","yesterday",")" + id + R"("])", std::string(R"(["-created_at","2026-01-01T00:00:00Z","1"])"),
          R"(["-created_at",")" + id + R"("])", std::string(R"({"a":1})"), std::string("[1,2,3]")}) {
        auto const answer = gita.get("/customers?after=" + guildhall::base64url(made_up));
        EXPECT_EQ(answer.status, 400) << made_up;
        EXPECT_EQ(complaints(answer), "after: is not a cursor of this list in this order");
    }
}

TEST_F(CustomerLists, FindNothingByWhatIsNoWord)
{
    for (auto const* text : {"%", "_", "!!!", "-", ".", "@", "&", "\xe2\x80\x94"}) {
        EXPECT_EQ(names(gita, search(text)), Names{}) << text;
        EXPECT_EQ(gita.get("/customers/count?" + search(text)).text("count"), "0") << text;
    }
    EXPECT_EQ(names(gita, search("100 %")).size(), 1u);
}

TEST(ACustomerOfManyWords, IsFoundByAnyOfThem)
{
    GuildOfItsOwn const guild;
    std::string const name = "Erste Zweite Dritte Vierte F\u00fcnfte Sechste Siebte Achte Neunte Zehnte Elfte Zw\u00f6lfte Dreizehnte";
    made(guild.client, "/customers", "{'name':'" + name + "'}");
    made(guild.client, "/products", "{'name':'" + name + "','unit_price':'1'}");
    for (std::string const word : {"erste", "achte", "neunte", "zehn", "elfte", "zwolfte", "Dreizehnte", "dritte elfte"}) {
        EXPECT_EQ(names(guild.client, search(word)), Names{name}) << word;
        EXPECT_EQ(guild.client.get("/products?" + search(word)).ids().size(), 1u) << word;
    }
    EXPECT_EQ(names(guild.client, search("erste vierzehnte")), Names{});
    EXPECT_EQ(names(guild.client, search("erste zweite dritte vierte f\u00fcnfte sechste siebte achte unbekannte")), Names{});
    auto const words =
        shared_server().database().superuser().value<std::string>("select wall.words($1)::text", guildhall::db::values(name));
    EXPECT_EQ(words, "{erste,zweite,dritte,vierte,funfte,sechste,siebte,achte,neunte,zehnte,elfte,zwolfte,dreizehnte}");
}

TEST_F(CustomerLists, AreOfWhatTheReaderMaySee)
{
    auto& server = shared_server();
    auto const& first = server.world().first;
    auto const mark = Uuid::make().text();
    auto const in_sales = made(server.as(first.ada), "/customers", "{'name':'" + mark + "'}");
    auto const in_service = made(server.as(first.sara), "/customers", "{'name':'" + mark + "'}");
    auto seen = [&](Person const& person) {
        auto const client = server.as(person);
        auto ids = client.get("/customers?sort=created_at&" + search(mark)).ids();
        EXPECT_EQ(client.get("/customers/count?" + search(mark)).text("count"), std::to_string(ids.size()));
        return ids;
    };
    EXPECT_EQ(seen(first.administrator), (Names{in_sales, in_service}));
    EXPECT_EQ(seen(first.bob), Names{in_sales});
    EXPECT_EQ(seen(first.service_head), Names{in_service});
    EXPECT_EQ(seen(first.felix), Names{});
    EXPECT_EQ(seen(server.world().foreign.administrator), Names{});
    EXPECT_EQ(server.as(first.administrator).get("/customers?spot_id=" + first.service.id.text() + "&" + search(mark)).ids(),
              Names{in_service});
}
