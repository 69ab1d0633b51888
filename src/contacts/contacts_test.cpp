#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

#include "support/guild_of_its_own.h"

using guildhall::Uuid;
using namespace guildhall::support;

namespace {

struct Contacts : testing::Test {
    TestServer& server = shared_server();
    World const& world = server.world();
    Client ada = server.as(world.first.ada);
    Client bob = server.as(world.first.bob);
    Client sara = server.as(world.first.sara);
    Client stranger = server.as(world.foreign.administrator);
    std::string const list = "/customers/" + made_customer(ada) + "/contacts";

    std::string add(std::string const& more = {}) const { return made(ada, list, "{'last_name':'Anders'" + more + "}"); }
    Answer read(std::string const& id) const { return ada.get("/contacts/" + id); }
    std::string version(std::string const& id) const { return read(id).text("version"); }

    // Those that say so of themselves: there must be just one.
    std::vector<std::string> primary() const
    {
        std::vector<std::string> found;
        auto const whole = ada.get(list).json();
        for (auto const& item : whole.find("items")->items)
            if (item.find("primary")->boolean)
                found.push_back(item.find("id")->string);
        return found;
    }
};

using Ids = std::vector<std::string>;

}  // namespace

TEST_F(Contacts, NeedOneNameOnly)
{
    auto const added = ada.post(list, json_of("{'last_name':'Anders'}"));
    ASSERT_EQ(added.status, 201) << added.body;
    EXPECT_EQ(added.text("first_name"), "");
    for (auto const* field : {"email", "phone", "title"})
        EXPECT_TRUE(added.json().find(field)->is_null()) << field;
    EXPECT_EQ(added.text("opted_out"), "false");
    EXPECT_EQ(added.text("invalid_address"), "false");
    EXPECT_EQ(added.text("created_by"), world.first.ada.account.text());
    EXPECT_EQ(added.header("ETag"), "\"1\"");
    EXPECT_EQ(bob.get("/contacts/" + added.text("id")).body, added.body);
    EXPECT_EQ(ada.post(list, json_of("{'first_name':'Maria'}")).status, 201);
    for (auto const* nameless : {"{}", "{'first_name':'','last_name':''}", "{'first_name':' ','last_name':'\u3000'}"})
        EXPECT_EQ(complaints(ada.post(list, json_of(nameless))), "last_name: is required where there is no first name") << nameless;
}

TEST_F(Contacts, KeepEveryFieldAsItCame)
{
    for (std::string const text : {"مرحبا بالعالم", "\U0001F469\u200D\U0001F33E", "Cafe\u0301 \\ \"ok\"", "  -  "}) {
        auto const body =
            "{\"first_name\":" + in_json(text) + ",\"last_name\":" + in_json(text) + ",\"title\":" + in_json(text) +
            R"(,"email":"用户@例え.jp","phone":"(0)30 / 12-34 ext. 5","primary":true,"opted_out":true,"invalid_address":true})";
        auto const added = ada.post(list, body);
        ASSERT_EQ(added.status, 201) << added.body;
        auto const now = read(added.text("id"));
        for (auto const* field : {"first_name", "last_name", "title"})
            EXPECT_EQ(now.text(field), text);
        EXPECT_EQ(now.text("email"), "用户@例え.jp");
        EXPECT_EQ(now.text("phone"), "(0)30 / 12-34 ext. 5");
        for (auto const* flag : {"primary", "opted_out", "invalid_address"})
            EXPECT_EQ(now.text(flag), "true") << flag;
    }
}

TEST_F(Contacts, HearOfEveryBrokenRuleAtItsField)
{
    std::string const long_name(201, 'x');
    EXPECT_EQ(
        complaints(ada.post(
            list, json_of("{'first_name':'" + long_name + "','last_name':'" + long_name + "','email':'maria@','phone':' ','title':''}"))),
        "first_name: must have at most 200 characters; last_name: must have at most 200 characters; email: must be an e-mail address; "
        "phone: must not be empty; title: must not be empty");
    EXPECT_EQ(complaints(ada.post(list, json_of("{'email':'nobody'}"))),
              "email: must be an e-mail address; last_name: is required where there is no first name");
    for (std::string const malformed : {"'colour':'red'", "'last_name':'B'", "'primary':'yes'", "'primary':1", "'email':{}", "'phone':1",
                                        "'customer_id':'018f0000-0000-7000-8000-000000000000'", "'opted_out':null"})
        EXPECT_EQ(ada.post(list, json_of("{'last_name':'A'," + malformed + "}")).status, 400) << malformed;
}

TEST_F(Contacts, HaveExactlyOnePrimaryAmongThem)
{
    EXPECT_EQ(primary(), Ids{});
    auto const first = add();
    EXPECT_EQ(primary(), Ids{first});  // though nobody said so
    auto const second = add();
    EXPECT_EQ(primary(), Ids{first});
    auto const third = add(",'primary':true");
    EXPECT_EQ(primary(), Ids{third});
    EXPECT_EQ(ada.patch("/contacts/" + second, json_of("{'primary':true}"), version(second)).text("primary"), "true");
    EXPECT_EQ(primary(), Ids{second});
    EXPECT_EQ(ada.patch("/contacts/" + second, json_of("{'primary':false}"), version(second)).text("primary"), "true");
    EXPECT_EQ(primary(), Ids{second});  // somebody must be
    EXPECT_EQ(ada.get(list).ids(), (Ids{second, first, third}));
    EXPECT_EQ(ada.del("/contacts/" + second).status, 204);
    EXPECT_EQ(primary(), Ids{first});  // the oldest of the others
    EXPECT_EQ(ada.del("/contacts/" + first).status, 204);
    EXPECT_EQ(ada.del("/contacts/" + third).status, 204);
    EXPECT_EQ(primary(), Ids{});
    EXPECT_EQ(primary(), Ids{});
    auto const fourth = add();
    EXPECT_EQ(primary(), Ids{fourth});
}

TEST_F(Contacts, HaveExactlyOnePrimaryWhenManyComeAtOnce)
{
    std::vector<int> statuses(8);
    auto at_once = [&](auto ask) {
        std::vector<std::thread> threads;
        for (std::size_t i = 0; i < statuses.size(); ++i)
            threads.emplace_back([&, i] { statuses[i] = ask(i); });
        for (auto& thread : threads)
            thread.join();
    };
    at_once([&](std::size_t i) {
        return ada.post(list, json_of("{'last_name':'" + std::to_string(i) + "','primary':" + (i % 2 ? "true" : "false") + "}")).status;
    });
    EXPECT_EQ(statuses, std::vector<int>(8, 201));
    EXPECT_EQ(primary().size(), 1u);
    auto const ids = ada.get(list).ids();
    at_once([&](std::size_t i) {
        return ada.ask("PATCH", "/contacts/" + ids.at(i), json_of("{'primary':true}"), {{"If-Match", "*"}}).status;
    });
    EXPECT_EQ(statuses, std::vector<int>(8, 200));
    EXPECT_EQ(primary().size(), 1u);
    at_once([&](std::size_t i) { return i == 7 ? 204 : ada.del("/contacts/" + ids.at(i)).status; });
    EXPECT_EQ(statuses, std::vector<int>(8, 204));
    EXPECT_EQ(primary(), Ids{ids.at(7)});
}

TEST_F(Contacts, ChangeOnlyWhatIsGivenAndOnlyAsTheyAreKnown)
{
    auto const path = "/contacts/" + add(",'first_name':'Maria','email':'maria@alfreds.example','title':'Owner'");
    auto const changed = bob.patch(path, json_of("{'email':null,'opted_out':true}"), "1");
    ASSERT_EQ(changed.status, 200) << changed.body;
    EXPECT_TRUE(changed.json().find("email")->is_null());
    EXPECT_EQ(changed.text("opted_out"), "true");
    EXPECT_EQ(changed.text("first_name"), "Maria");
    EXPECT_EQ(changed.text("title"), "Owner");
    EXPECT_EQ(changed.text("updated_by"), world.first.bob.account.text());
    EXPECT_EQ(changed.header("ETag"), "\"2\"");
    auto const stale = ada.patch(path, json_of("{'title':'Boss'}"), "1");
    EXPECT_EQ(stale.status, 412);
    EXPECT_EQ(stale.text("current.opted_out"), "true");
    EXPECT_EQ(ada.ask("PATCH", path, json_of("{'title':'Boss'}")).status, 428);
    EXPECT_EQ(ada.patch(path, json_of("{'first_name':null}"), "2").status, 400);
    EXPECT_EQ(ada.patch(path, json_of("{'customer_id':'" + Uuid::make().text() + "'}"), "2").status, 400);
    for (auto const* nameless : {"{'first_name':'','last_name':''}", "{'first_name':' ','last_name':' '}"})
        EXPECT_EQ(complaints(ada.patch(path, json_of(nameless), "2")), "last_name: is required where there is no first name");
    EXPECT_EQ(ada.patch(path, json_of("{'last_name':''}"), "2").status, 200);  // there is a first name still
    EXPECT_EQ(ada.ask("DELETE", path, {}, {{"If-Match", "\"2\""}}).status, 412);
    EXPECT_EQ(ada.ask("DELETE", path, {}, {{"If-Match", "\"3\""}}).status, 204);
    EXPECT_EQ(ada.get(path).status, 404);
    EXPECT_EQ(ada.del(path).status, 404);
    EXPECT_TRUE(ada.get(list).ids().empty());
}

TEST_F(Contacts, AreSortedByLastNameAndFoundByNameAndAddress)
{
    auto const add_person = [&](std::string const& first, std::string const& last) {
        return made(ada, list, "{'first_name':'" + first + "','last_name':'" + last + "','email':'" + first + "@sorted.example'}");
    };
    auto const zoe = add_person("Zoe", "Adler"), ben = add_person("Ben", "Zander"), ann = add_person("Ann", "Zander");
    EXPECT_EQ(all_of(ada, list + "?sort=name", "id", 1), (Ids{zoe, ann, ben}));
    EXPECT_EQ(all_of(ada, list + "?sort=-name", "id", 2), (Ids{ben, ann, zoe}));
    EXPECT_EQ(all_of(ada, list + "?sort=-created_at", "id", 2), (Ids{ann, ben, zoe}));
    EXPECT_EQ(ada.get(list + "?sort=name&search=zand").ids(), (Ids{ann, ben}));
    EXPECT_EQ(ada.get(list + "?search=ben@sorted.example").ids(), Ids{ben});
    EXPECT_EQ(ada.get(list + "/count?search=zand").text("count"), "2");
    EXPECT_EQ(ada.get(list + "?sort=last_name").status, 422);
}

TEST_F(Contacts, ComeInPagesThePrimaryOneFirst)
{
    Ids all;
    for (int i = 0; i < 5; ++i)
        all.push_back(add(i == 3 ? ",'primary':true" : ""));
    std::rotate(all.begin(), all.begin() + 3, all.begin() + 4);
    for (int limit : {1, 2, 3, 5, 200})
        EXPECT_EQ(all_of(ada, list, "id", limit), all) << limit;
    EXPECT_EQ(ada.get(list + "?limit=0").status, 422);
    EXPECT_EQ(ada.get(list + "?limit=201").status, 422);
    for (auto const* malformed : {"?limit=x", "?colour=red", "?after=x", "?after=WyJwcmltYXJ5IiwieWVzIiwiMSIsIjIiXQ"})
        EXPECT_EQ(ada.get(list + malformed).status, 400) << malformed;
}

TEST_F(Contacts, AreMadeOnceForEachKey)
{
    auto const body = json_of("{'last_name':'Once'}");
    auto const first = ada.post(list, body, {{"Idempotency-Key", "contacts-once"}});
    EXPECT_EQ(ada.post(list, body, {{"Idempotency-Key", "contacts-once"}}).body, first.body);
    EXPECT_EQ(ada.post(list, json_of("{'last_name':'Twice'}"), {{"Idempotency-Key", "contacts-once"}}).status, 422);
    EXPECT_EQ(ada.get(list).ids(), Ids{first.text("id")});
}

TEST_F(Contacts, AreThereForThoseWhoSeeTheirCustomer)
{
    auto const id = add();
    for (auto const& client : {sara, stranger, server.as(world.first.fiona)}) {
        EXPECT_EQ(client.get(list).status, 404);
        EXPECT_EQ(client.get(list).body, client.get("/customers/" + Uuid::make().text() + "/contacts").body);
        EXPECT_EQ(client.post(list, json_of("{'last_name':'Mine'}")).status, 404);
        EXPECT_EQ(client.get("/contacts/" + id).status, 404);
        EXPECT_EQ(client.patch("/contacts/" + id, json_of("{'last_name':'Mine'}"), "1").status, 404);
        EXPECT_EQ(client.del("/contacts/" + id).status, 404);
    }
    auto const olga = server.as(world.olga);
    EXPECT_EQ(olga.patch("/contacts/" + id, json_of("{'last_name':'Mine'}"), "1").status, 403);
    EXPECT_EQ(server.nobody().get(list).status, 401);
    EXPECT_EQ(server.as(world.user).get(list).status, 403);
    EXPECT_EQ(ada.get(list).ids(), Ids{id});
}

TEST_F(Contacts, OfAllCustomersInSightAreOneList)
{
    GuildOfItsOwn const guild;
    auto const& gita = guild.client;
    auto const first = made(gita, "/customers", "{'name':'Alfreds'}"), second = made(gita, "/customers", "{'name':'Berglunds'}");
    auto const maria =
        made(gita, "/customers/" + first + "/contacts", "{'first_name':'Maria','last_name':'Anders','email':'m@anders.example'}");
    auto const christina =
        made(gita, "/customers/" + second + "/contacts", "{'first_name':'Christina','last_name':'Berglund','opted_out':true}");
    auto const zoe = made(gita, "/customers/" + second + "/contacts", "{'first_name':'Zoe','last_name':'Ahl'}");
    EXPECT_EQ(gita.get("/contacts").ids(), (Ids{zoe, christina, maria}));
    EXPECT_EQ(gita.get("/contacts?sort=name").ids(), (Ids{zoe, maria, christina}));
    EXPECT_EQ(all_of(gita, "/contacts?sort=-name", "id", 1), (Ids{christina, maria, zoe}));
    EXPECT_EQ(gita.get("/contacts?search=ander%20mar").ids(), Ids{maria});
    EXPECT_EQ(gita.get("/contacts?opted_out=true").ids(), Ids{christina});
    EXPECT_EQ(gita.get("/contacts?primary=true").ids(), (Ids{christina, maria}));
    EXPECT_EQ(gita.get("/contacts/count?primary=true").text("count"), "2");
    EXPECT_EQ(gita.get("/contacts").text("items.2.customer_name"), "Alfreds");

    ASSERT_EQ(gita.del("/customers/" + second).status, 204);
    EXPECT_EQ(gita.get("/contacts").ids(), Ids{maria}) << "contacts go to the trash with their customer";
    EXPECT_EQ(gita.get("/contacts/count").text("count"), "1");
}
