#include <gtest/gtest.h>

#include "support/documents.h"

using namespace guildhall::support;
using guildhall::Uuid;

// Who sees which estimates, and what may stand in them.

namespace {

struct EstimatesInSight : testing::Test {
    TestServer& server = shared_server();
    World const& world = server.world();
    GuildPeople const& guild = world.first;
    Client gita = server.as(guild.administrator);
    Client ada = server.as(guild.ada);
    Client stranger = server.as(world.foreign.administrator);
    std::string tax_code = made_tax_code(gita, "20");

    // Acting in the guild, as its access owner's standing grant lets her.
    Person olga() const
    {
        auto person = world.olga;
        auto const id = server.database().superuser().value<std::string>(
            "select id::text from platform.memberships where account_id = $1 and guild_id = $2",
            guildhall::db::values(person.account, guild.guild.id));
        person.membership = *Uuid::parse(id);
        return person;
    }
    Answer write(Client const& client, std::string const& customer, std::string const& product = "", std::string const& code = "") const
    {
        std::string body = "{'customer_id':'" + customer +
                           "','lines':[{'description':'Desk','quantity':'1','unit_price':'5','tax_code_id':'" +
                           (code.empty() ? tax_code : code) + "'";
        if (!product.empty())
            body += ",'product_id':'" + product + "'";
        return client.post("/estimates", json_of(body + "}]}"));
    }
};

std::string unknown()
{
    return Uuid::make().text();
}

}  // namespace

TEST_F(EstimatesInSight, AreForCustomersInSightOnly)
{
    auto const elsewhere = made_customer(server.as(guild.sara));  // in Service
    auto const foreign = made_customer(stranger);
    auto const refused = write(ada, unknown());
    EXPECT_EQ(refused.status, 422);
    EXPECT_EQ(complaints(refused), "customer_id: is not a customer");
    EXPECT_EQ(write(ada, elsewhere).body, refused.body);
    EXPECT_EQ(write(ada, foreign).body, refused.body);
    EXPECT_EQ(write(gita, elsewhere).status, 201);

    auto const own = write(ada, made_customer(ada));
    for (auto const& id : {elsewhere, foreign, unknown()}) {
        auto const changed = ada.patch("/estimates/" + own.text("id"), json_of("{'customer_id':'" + id + "'}"), "1");
        EXPECT_EQ(changed.status, 422);
        EXPECT_EQ(changed.body, refused.body);
    }
    auto const rows =
        server.database().superuser().value<std::int64_t>("select count(*) from guild.estimates where customer_id = '" + foreign + "'");
    EXPECT_EQ(rows, 0);
}

TEST_F(EstimatesInSight, NameProductsAndTaxCodesOfTheirGuildOnly)
{
    auto const customer = made_customer(ada);
    auto const product = made(gita, "/products", "{'name':'Desk','unit_price':'5'}");
    auto const foreign_product = made(stranger, "/products", "{'name':'Desk','unit_price':'5'}");
    auto const trashed_product = made(gita, "/products", "{'name':'Desk','unit_price':'5'}");
    ASSERT_EQ(gita.del("/products/" + trashed_product).status, 204);
    EXPECT_EQ(write(ada, customer, product).text("lines.0.product_id"), product);
    auto const no_product = write(ada, customer, unknown());
    EXPECT_EQ(no_product.status, 422);
    EXPECT_EQ(complaints(no_product), "lines.0.product_id: is not a product");
    EXPECT_EQ(write(ada, customer, foreign_product).body, no_product.body);
    EXPECT_EQ(write(ada, customer, trashed_product).body, no_product.body);

    auto const foreign_code = made_tax_code(stranger, "20");
    auto const no_code = write(ada, customer, "", unknown());
    EXPECT_EQ(no_code.status, 422);
    EXPECT_EQ(complaints(no_code), "lines.0.tax_code_id: is not a tax code");
    EXPECT_EQ(write(ada, customer, "", foreign_code).body, no_code.body);
    EXPECT_EQ(complaints(write(ada, unknown(), unknown(), unknown())),
              "customer_id: is not a customer; lines.0.tax_code_id: is not a tax code; lines.0.product_id: is not a product");
}

TEST_F(EstimatesInSight, AreThoseOfTheSpotAndBelow)
{
    auto const of_ada = write(ada, made_customer(ada)).text("id");
    auto const of_fiona = write(server.as(guild.fiona), made_customer(server.as(guild.fiona))).text("id");
    auto const of_sara = write(server.as(guild.sara), made_customer(server.as(guild.sara))).text("id");
    auto sees = [&](Person const& person, std::string const& id) { return server.as(person).get("/estimates/" + id).status == 200; };
    EXPECT_TRUE(sees(guild.bob, of_ada));
    EXPECT_FALSE(sees(guild.ada, of_fiona));
    EXPECT_FALSE(sees(guild.ada, of_sara));
    EXPECT_TRUE(sees(guild.sales_head, of_fiona));
    EXPECT_FALSE(sees(guild.sales_head, of_sara));
    for (auto const& id : {of_ada, of_fiona, of_sara}) {
        EXPECT_TRUE(sees(guild.administrator, id));
        EXPECT_TRUE(sees(olga(), id));
        EXPECT_FALSE(sees(world.olga, id));  // acting in no guild
        EXPECT_FALSE(sees(world.otto, id));
        EXPECT_FALSE(sees(world.second.administrator, id));
        EXPECT_FALSE(sees(world.foreign.administrator, id));
    }
}

TEST_F(EstimatesInSight, AnswerOthersAsIfTheyWereNotThere)
{
    auto const id = write(ada, made_customer(ada)).text("id");
    for (auto const& person : {guild.sara, guild.fiona, world.second.ada, world.foreign.administrator}) {
        auto const client = server.as(person);
        auto const never = "/estimates/" + unknown(), there = "/estimates/" + id;
        EXPECT_EQ(client.get(there).status, 404);
        EXPECT_EQ(client.get(there).body, client.get(never).body);
        EXPECT_EQ(client.patch(there, json_of("{'notes':'mine'}"), "1").body, client.patch(never, json_of("{'notes':'mine'}"), "1").body);
        EXPECT_EQ(client.patch(there, json_of("{'notes':'mine'}"), "1").status, 404);
        EXPECT_EQ(client.del(there).status, 404);
    }
    EXPECT_EQ(ada.get("/estimates/" + id).text("version"), "1");
}

TEST_F(EstimatesInSight, AreNotWrittenWithoutTheRight)
{
    auto const customer = made_customer(ada);
    auto const id = write(ada, customer).text("id");
    auto const reader = server.as(olga());
    EXPECT_EQ(reader.get("/estimates/" + id).status, 200);
    EXPECT_EQ(write(reader, customer).status, 403);
    EXPECT_EQ(reader.patch("/estimates/" + id, json_of("{'notes':'mine'}"), "1").status, 403);
    EXPECT_EQ(reader.del("/estimates/" + id).status, 403);
    for (auto const& person : {world.user, world.admin, world.mona}) {
        EXPECT_EQ(server.as(person).get("/estimates").status, 403);
        EXPECT_EQ(server.as(person).get("/estimates/" + id).status, 403);
        EXPECT_EQ(write(server.as(person), customer).status, 403);
    }
    EXPECT_EQ(server.nobody().get("/estimates").status, 401);
    EXPECT_EQ(server.nobody().post("/estimates", "{}").status, 401);
    EXPECT_EQ(server.as(guild.bob).patch("/estimates/" + id, json_of("{'notes':'ours'}"), "1").status, 200);
}

TEST_F(EstimatesInSight, AreListedAndCountedAsFarAsTheyAreSeen)
{
    auto const sara = server.as(guild.sara);
    auto const customer = made(sara, "/customers", "{'name':'Žofia Zebra Übersee'}");
    std::vector<std::string> ids;
    for (int i = 0; i < 5; ++i)
        ids.insert(ids.begin(), write(sara, customer).text("id"));
    auto const mine = "/estimates?customer_id=" + customer;
    EXPECT_EQ(sara.get(mine).ids(), ids);
    EXPECT_TRUE(ada.get(mine).ids().empty());
    EXPECT_TRUE(stranger.get(mine).ids().empty());
    EXPECT_EQ(sara.get("/estimates/count?customer_id=" + customer).text("count"), "5");
    EXPECT_EQ(ada.get("/estimates/count?customer_id=" + customer).text("count"), "0");

    auto const first = sara.get(mine + "&limit=2");
    EXPECT_EQ(first.text("items.0.customer_name"), "Žofia Zebra Übersee");
    EXPECT_EQ(first.text("items.0.state"), "draft");
    EXPECT_EQ(first.text("items.0.totals.gross"), "6.00");
    auto const second = sara.get(mine + "&limit=2&after=" + first.text("next"));
    EXPECT_EQ(second.ids(), std::vector<std::string>(ids.begin() + 2, ids.begin() + 4));
    auto const last = sara.get(mine + "&limit=2&after=" + second.text("next"));
    EXPECT_EQ(last.ids(), std::vector<std::string>{ids.back()});
    EXPECT_EQ(last.text("next"), "");
    auto const oldest = sara.get(mine + "&sort=created_at&limit=1");
    EXPECT_EQ(oldest.ids(), std::vector<std::string>{ids.back()});
    EXPECT_EQ(sara.get(mine + "&sort=created_at&after=" + first.text("next")).status, 400);  // another order's cursor

    EXPECT_EQ(sara.get("/estimates?search=zofia%20uber").ids(), ids);
    EXPECT_EQ(sara.get("/estimates?search=bersee%20zof").ids(), ids);
    EXPECT_TRUE(sara.get("/estimates?search=be").ids().empty());  // two letters only begin a word
    EXPECT_TRUE(ada.get("/estimates?search=zofia").ids().empty());
    EXPECT_TRUE(sara.get(mine + "&state=sent").ids().empty());
    EXPECT_EQ(sara.get(mine + "&state=gone").status, 422);
    EXPECT_EQ(sara.get(mine + "&colour=red").status, 400);
}
