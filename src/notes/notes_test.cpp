#include <gtest/gtest.h>

#include "support/guild_of_its_own.h"

using guildhall::Uuid;
using namespace guildhall::support;

namespace {

struct Notes : testing::Test {
    TestServer& server = shared_server();
    World const& world = server.world();
    Client ada = server.as(world.first.ada);
    Client bob = server.as(world.first.bob);
    std::string const customer = made_customer(ada);
    std::string const list = "/customers/" + customer + "/notes";
};

using Ids = std::vector<std::string>;

}  // namespace

TEST_F(Notes, KeepWhatWasTypedAndByWhom)
{
    for (std::string const text : {"Called.\r\n\tWants \"Chai\" \\ 普洱茶 \U0001F469\u200D\U0001F33E  ", "<b>مرحبا</b>", "=1+1", "."}) {
        auto const added = bob.post(list, "{\"body\":" + in_json(text) + "}");
        ASSERT_EQ(added.status, 201) << added.body;
        EXPECT_EQ(added.text("body"), text);
        EXPECT_EQ(added.text("customer_id"), customer);
        EXPECT_EQ(added.text("created_by"), world.first.bob.account.text());
        EXPECT_EQ(added.text("version"), "1");
        EXPECT_EQ(ada.get(list + "?limit=1").text("items.0.body"), text);
    }
}

TEST_F(Notes, AreAsLongAsTwentyThousandCharacters)
{
    std::string longest;
    for (int i = 0; i < 20'000; ++i)
        longest += "Ω";
    auto const added = ada.post(list, "{\"body\":\"" + longest + "\"}");
    ASSERT_EQ(added.status, 201);
    EXPECT_EQ(added.text("body"), longest);
    EXPECT_EQ(complaints(ada.post(list, "{\"body\":\"" + longest + "x\"}")), "body: must have at most 20000 characters");
}

TEST_F(Notes, AreRefusedWhereTheySayNothing)
{
    EXPECT_EQ(complaints(ada.post(list, "{}")), "body: is required");
    EXPECT_EQ(complaints(ada.post(list, json_of("{'body':null}"))), "body: is required");
    for (auto const* nothing : {"", " ", "\\n\\t", "\u3000", "\u200b"})
        EXPECT_EQ(complaints(ada.post(list, "{\"body\":\"" + std::string(nothing) + "\"}")), "body: must not be empty");
    for (auto const* malformed : {"{'body':1}", "{'body':['x']}", "{'body':'x','body':'y'}", "{'body':'x','pinned':true}",
                                  "{'body':'\\u0000'}", "{'body':'x','customer_id':'018f0000-0000-7000-8000-000000000000'}"})
        EXPECT_EQ(ada.post(list, json_of(malformed)).status, 400) << malformed;
    EXPECT_TRUE(ada.get(list).ids().empty());
}

TEST_F(Notes, AreFoundByAnyWordHoweverLongTheyAre)
{
    std::string body;
    for (int i = 0; i < 100; ++i)
        body += "word" + std::to_string(i) + ", ";
    auto const note = made(ada, list, "{'body':'" + body + "na\u00efve'}");
    made(ada, list, "{'body':'another'}");
    for (std::string const word : {"word0", "WORD99", "naive", "word98+word3"}) {
        EXPECT_EQ(ada.get(list + "?search=" + word).ids(), Ids{note}) << word;
        EXPECT_EQ(ada.get(list + "/count?search=" + word).text("count"), "1") << word;
    }
    EXPECT_EQ(ada.get(list + "?search=word100").ids(), Ids{});
    EXPECT_EQ(ada.get(list + "/count").text("count"), "2");
}

TEST_F(Notes, ComeInPagesTheNewestFirst)
{
    Ids all;
    for (int i = 0; i < 5; ++i)
        all.insert(all.begin(), made(ada, list, "{'body':'" + std::to_string(i) + "'}"));
    for (int limit : {1, 2, 4, 5, 200})
        EXPECT_EQ(all_of(ada, list, "id", limit), all) << limit;
    EXPECT_EQ(all_of(ada, list + "?sort=created_at", "id", 2), Ids(all.rbegin(), all.rend()));
    EXPECT_EQ(ada.get(list + "?limit=0").status, 422);
    EXPECT_EQ(ada.get(list + "?sort=name").status, 422);
    for (auto const* malformed : {"?limit=x", "?colour=red", "?after=x", "?after=WyItY3JlYXRlZF9hdCIsIjEiLCIyIl0"})
        EXPECT_EQ(ada.get(list + malformed).status, 400) << malformed;
}

TEST_F(Notes, AreWrittenOnceForEachKey)
{
    auto const body = json_of("{'body':'Called'}");
    auto const first = ada.post(list, body, {{"Idempotency-Key", "notes-once"}});
    EXPECT_EQ(ada.post(list, body, {{"Idempotency-Key", "notes-once"}}).body, first.body);
    EXPECT_EQ(ada.post(list, json_of("{'body':'Mailed'}"), {{"Idempotency-Key", "notes-once"}}).status, 422);
    EXPECT_EQ(ada.get(list).ids(), Ids{first.text("id")});
}

TEST_F(Notes, AreThereForThoseWhoSeeTheirCustomer)
{
    auto const id = made(ada, list, "{'body':'Called'}");
    for (auto const& person : {world.first.sara, world.first.fiona, world.foreign.administrator}) {
        auto const client = server.as(person);
        EXPECT_EQ(client.get(list).status, 404) << person.name;
        EXPECT_EQ(client.post(list, json_of("{'body':'Mine'}")).status, 404) << person.name;
    }
    for (auto const& person : {world.first.sales_head, world.first.administrator})
        EXPECT_EQ(server.as(person).get(list).ids(), Ids{id}) << person.name;
    EXPECT_EQ(server.as(world.olga).post(list, json_of("{'body':'Mine'}")).status, 403);
    EXPECT_EQ(server.nobody().get(list).status, 401);
    EXPECT_EQ(ada.get("/customers/nonsense/notes").status, 404);
    EXPECT_EQ(ada.get("/customers/" + Uuid::make().text() + "/notes").status, 404);
}
