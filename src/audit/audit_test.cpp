// The trail as people read it, and what gives a forged one away.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/server.h"

using namespace guildhall;
using namespace guildhall::support;
using testing::Contains;
using testing::Each;
using testing::HasSubstr;
using testing::Not;

namespace {

std::vector<std::string> column(support::Answer const& answer, std::string const& name)
{
    std::vector<std::string> all;
    auto const page = answer.json();
    for (auto const& item : page.find("items")->items) {
        auto const* value = item.find(name);
        all.push_back(value->kind == json::Value::Kind::integer ? std::to_string(value->integer) : value->string);
    }
    return all;
}

std::string add_customer(support::Client const& client, std::string const& name)
{
    return client.post("/customers", R"({"name":")" + name + R"("})").text("id");
}

std::string first_bad(TestServer& server, Uuid guild)
{
    auto const bad = server.database().superuser().value<std::optional<std::int64_t>>("select wall.verify_chain($1)", db::values(guild));
    return bad ? std::to_string(*bad) : "none";
}

}  // namespace

TEST(TheTrail, SaysWhoDidWhatToWhat)
{
    auto& server = shared_server();
    auto const& people = server.world().first;
    auto const ada = server.as(people.ada), gita = server.as(people.administrator);
    auto const customer = add_customer(ada, "Told");
    ada.patch("/customers/" + customer, R"({"phone":"1"})", "1");
    auto const events = gita.get("/audit-events?object=customers/" + customer);
    ASSERT_EQ(events.status, 200) << events.body;
    EXPECT_THAT(column(events, "action"), testing::ElementsAre("customers.updated", "customers.created"));
    EXPECT_THAT(column(events, "actor"), Each(people.ada.account.text()));
    EXPECT_EQ(events.text("items.0.hash").size(), 64u);
    EXPECT_FALSE(events.text("items.0.request_id").empty());
    EXPECT_FALSE(events.text("items.0.at").empty());
    EXPECT_EQ(events.text("next"), "");
}

TEST(TheTrail, SaysWhatBecameOfEachField)
{
    auto& server = shared_server();
    auto const& people = server.world().first;
    auto const ada = server.as(people.ada), gita = server.as(people.administrator), hana = server.as(people.sales_head);
    auto const customer = add_customer(ada, "Changed");
    ada.patch("/customers/" + customer, R"({"phone":"1","address":{"street":"Obere Str. 57","city":"Berlin"}})", "1");
    auto const events = gita.get("/audit-events?object=customers/" + customer);
    EXPECT_EQ(events.text("items.0.actor_name"), "ada");
    EXPECT_EQ(events.text("items.0.changes"), "") << "only of one that is asked for";
    auto const one = gita.get("/audit-events?seq=" + events.text("items.0.seq"));
    EXPECT_THAT(column(one, "seq"), testing::ElementsAre(events.text("items.0.seq")));
    EXPECT_THAT(one.body, HasSubstr(R"({"field":"address.city","before":null,"after":"Berlin"})"));
    EXPECT_THAT(one.body, HasSubstr(R"({"field":"phone","before":null,"after":"1"})"));
    EXPECT_THAT(one.body, Not(HasSubstr("updated_at")));
    auto const seq = "/audit-events?seq=" + events.text("items.0.seq");
    EXPECT_THAT(column(hana.get(seq), "seq").size(), 1u) << "it was in her spot";
    EXPECT_TRUE(column(server.as(people.sara).get(seq), "seq").empty());
    gita.post("/spots/" + people.sales.id.text() + "/builders",
              R"({"email":"told@new.example","name":"Told","password":"a bridge of reeds"})");
    auto const told = hana.get("/audit-events?action=memberships.created&limit=1");
    EXPECT_EQ(told.text("items.0.actor"), people.administrator.account.text());
    EXPECT_EQ(told.text("items.0.actor_name"), "") << "whom one does not see has no name";
}

TEST(TheTrail, IsFilteredAndPaged)
{
    auto& server = shared_server();
    auto const& people = server.world().first;
    auto const fiona = server.as(people.fiona), gita = server.as(people.administrator);
    for (int i = 0; i < 5; ++i)
        add_customer(fiona, "Paged");
    auto const query = "/audit-events?actor=" + people.fiona.account.text() + "&action=customers.created";
    auto const all = column(gita.get(query), "seq");
    ASSERT_EQ(all.size(), 5u);
    EXPECT_TRUE(std::ranges::is_sorted(all, [](auto const& a, auto const& b) { return std::stoll(a) > std::stoll(b); }));
    auto const first = gita.get(query + "&limit=3");
    auto const second = gita.get(query + "&limit=3&after=" + first.text("next"));
    auto pages = column(first, "seq");
    for (auto const& seq : column(second, "seq"))
        pages.push_back(seq);
    EXPECT_EQ(pages, all);
    EXPECT_EQ(second.text("next"), "");
    EXPECT_TRUE(column(gita.get(query + "&to=2020-01-01T00:00:00Z"), "seq").empty());
    EXPECT_EQ(column(gita.get(query + "&from=2020-01-01T00:00:00Z"), "seq"), all);
    EXPECT_EQ(gita.get(query + "&after=nonsense").status, 400);
    EXPECT_EQ(gita.get("/audit-events?actor=ada").status, 400);
    EXPECT_EQ(gita.get("/audit-events?colour=red").status, 400);
}

TEST(TheTrail, GoesBothWaysAndIsSearchedAndCounted)
{
    auto& server = shared_server();
    auto const gita = server.as(server.world().first.administrator), admin = server.as(server.world().admin);
    auto const customer = add_customer(gita, "Sorted");
    gita.patch("/customers/" + customer, R"({"phone":"1"})", "1");
    auto const query = "?search=" + customer;
    auto const down = column(gita.get("/audit-events" + query), "seq");
    ASSERT_EQ(down.size(), 2u);
    for (std::string const sort : {"-seq", "-at", "-created_at"})
        EXPECT_EQ(column(gita.get("/audit-events" + query + "&sort=" + sort), "seq"), down) << sort;
    for (std::string const sort : {"seq", "at", "created_at"}) {
        auto const first = gita.get("/audit-events" + query + "&limit=1&sort=" + sort);
        EXPECT_EQ(first.text("items.0.seq"), down.back()) << sort;
        EXPECT_EQ(gita.get("/audit-events" + query + "&sort=" + sort + "&after=" + first.text("next")).text("items.0.seq"), down.front());
    }
    EXPECT_EQ(gita.get("/audit-events/count" + query).text("count"), "2");
    EXPECT_EQ(gita.get("/audit-events/count" + query + "&action=customers.created").text("count"), "1");
    EXPECT_EQ(gita.get("/audit-events/count?search=customers+upd&object=customers/" + customer).text("count"), "1");
    auto const up = column(admin.get("/audit-events?sort=seq&limit=200"), "seq");
    EXPECT_TRUE(std::ranges::is_sorted(up, [](auto const& a, auto const& b) { return std::stoll(a) < std::stoll(b); }));
    EXPECT_EQ(admin.get("/audit-events/count" + query).text("count"), "0") << "the platform's";
    EXPECT_NE(admin.get("/audit-events/count").text("count"), "0");
}

TEST(TheTrail, IsSeenAsFarAsRecordsAre)
{
    auto& server = shared_server();
    auto const& people = server.world().first;
    auto const own = add_customer(server.as(people.ada), "Ada's"), service = add_customer(server.as(people.sara), "Sara's");
    EXPECT_THAT(column(server.as(people.ada).get("/audit-events?limit=200"), "actor"), Each(people.ada.account.text()))
        << "a builder: own acts";
    auto const head = column(server.as(people.sales_head).get("/audit-events?limit=200"), "object");
    EXPECT_THAT(head, Contains("customers/" + own));
    EXPECT_THAT(head, Not(Contains("customers/" + service))) << "a head: its spot's";
    EXPECT_THAT(column(server.as(people.administrator).get("/audit-events?limit=200"), "object"), Contains("customers/" + service));
    for (auto const* other : {&server.world().second.administrator, &server.world().foreign.administrator})
        EXPECT_EQ(column(server.as(*other).get("/audit-events?object=customers/" + own), "seq").size(), 0u);
    EXPECT_EQ(server.as(server.world().user).get("/audit-events").status, 403);
    EXPECT_EQ(server.nobody().get("/audit-events").status, 401);
}

TEST(TheTrail, IsThePlatformsForThoseAboveAllGuilds)
{
    auto& server = shared_server();
    auto const admin = server.as(server.world().admin), mona = server.as(server.world().mona);
    auto const made = mona.post("/access-owners", R"({"name":"Trail & Co."})");
    ASSERT_EQ(made.status, 201) << made.body;
    auto const object = "access_owners/" + made.text("id");
    EXPECT_THAT(column(admin.get("/audit-events?object=" + object), "action"), Contains("access_owners.created"));
    EXPECT_THAT(column(mona.get("/audit-events?object=" + object), "action"), Contains("access_owners.created"));
    EXPECT_TRUE(column(server.as(server.world().milo).get("/audit-events?object=" + object), "action").empty())
        << "another moderator's act";
    EXPECT_THAT(column(mona.get("/audit-events?limit=200"), "actor"), Each(server.world().mona.account.text()));
    auto const customer = add_customer(server.as(server.world().first.ada), "Not the platform's");
    EXPECT_THAT(admin.get("/audit-events?limit=200").body, Not(HasSubstr(customer)));
}

TEST(TheTrail, GivesAwayWhoeverChangedIt)
{
    TestServer server;
    auto const guild = server.world().first.guild.id;
    auto const ada = server.as(server.world().first.ada);
    for (auto const* name : {"One", "Two", "Three"})
        add_customer(ada, name);
    auto& superuser = server.database().superuser();
    ASSERT_EQ(first_bad(server, guild), "none");
    auto const last = superuser.value<std::int64_t>("select max(seq) from guild.audit_events where guild_id = $1", db::values(guild));
    struct Forgery {
        std::string statement;
        std::int64_t first_bad;
    };
    for (auto const& [statement, expected] :
         {Forgery{"update guild.audit_events set owner_id = gen_random_uuid() where guild_id = $1 and seq = $2 - 1", last - 1},
          Forgery{"update guild.audit_events set payload = '{}' where guild_id = $1 and seq = $2 - 1", last - 1},
          Forgery{"update guild.audit_events set at = at + interval '1 hour' where guild_id = $1 and seq = $2", last},
          Forgery{"delete from guild.audit_events where guild_id = $1 and seq = $2 - 2", last - 2},
          Forgery{"delete from guild.audit_events where guild_id = $1 and seq = $2", last}}) {
        superuser.script("begin");
        superuser.run(statement, db::values(guild, last));
        EXPECT_EQ(first_bad(server, guild), std::to_string(expected)) << statement;
        superuser.script("rollback");
    }
    superuser.run("update guild.audit_events set payload = null where guild_id = $1", db::values(guild));
    EXPECT_EQ(first_bad(server, guild), "none") << "what was kept no longer leaves the chain whole";
}
