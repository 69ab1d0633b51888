#include <gtest/gtest.h>

#include "support/bulk.h"
#include "support/guild_of_its_own.h"

using namespace guildhall::support;

namespace {

// What a list is filtered by says which of its records are changed, loaded or not.
struct ABulkChangeOfAll : testing::Test {
    GuildOfItsOwn const guild;
    Client const& gita = guild.client;
    std::string const tax = made(gita, "/tax-codes", "{'name':'Some','category':'S','rate':'20'}");
    std::string const customer = made(gita, "/customers", "{'name':'Alfreds','currency':'EUR'}");

    Answer changed(std::string const& kind, std::string const& filter, std::string const& change) const
    {
        auto const begun = gita.post("/bulk-changes", json_of("{'kind':'" + kind + "','filter':" + filter + ",'change':" + change + "}"));
        EXPECT_EQ(begun.status, 202) << begun.body;
        return bulk_settled(gita, begun.text("id"));
    }
    std::string count(std::string const& path) const { return gita.get(path).text("count"); }
};

}  // namespace

TEST_F(ABulkChangeOfAll, TakesTheContactsThatAreFound)
{
    for (auto const* name : {"Maria Anders", "Maria Bergson", "Ana Trujillo"}) {
        std::string const whole = name;
        auto const gap = whole.find(' ');
        made(gita, "/customers/" + customer + "/contacts",
             "{'first_name':'" + whole.substr(0, gap) + "','last_name':'" + whole.substr(gap + 1) + "'}");
    }
    auto const done = changed("contacts", "{'search':'maria','opted_out':false}", "{'opted_out':true}");
    EXPECT_EQ(done.text("changed"), "2") << done.body;
    EXPECT_EQ(count("/contacts/count?opted_out=true"), "2");
    EXPECT_EQ(changed("contacts", "{'opted_out':true}", "{'delete':true}").text("changed"), "2");
    EXPECT_EQ(count("/contacts/count"), "1");
    EXPECT_EQ(bulk_undone(gita, done.text("id")).text("kept"), "2") << "what lies in the trash was changed since";
}

TEST_F(ABulkChangeOfAll, TakesTheProductsThatAreFound)
{
    for (auto const* name : {"Chai", "Chang", "Tofu"})
        made(gita, "/products", "{'name':'" + std::string(name) + "','unit_price':'7'}");
    auto const done = changed("products", "{'search':'cha','active':true}", "{'active':false}");
    EXPECT_EQ(done.text("changed"), "2") << done.body;
    EXPECT_EQ(count("/products/count?active=false"), "2");
    EXPECT_EQ(bulk_undone(gita, done.text("id")).text("restored"), "2");
    EXPECT_EQ(count("/products/count?active=false"), "0");
}

TEST_F(ABulkChangeOfAll, TakesTheEstimatesThatAreFoundAndLeavesThoseThatAreNoDrafts)
{
    std::string sent;
    for (int number = 0; number < 3; ++number)
        sent = made(gita, "/estimates",
                    "{'customer_id':'" + customer + "','lines':[{'description':'Desk','quantity':'1','unit_price':'5','tax_code_id':'" +
                        tax + "'}]}");
    ASSERT_EQ(gita.put("/estimates/" + sent + "/state", json_of("{'state':'sent'}")).status, 200);
    auto const done = changed("estimates", "{'search':'alfreds'}", "{'delete':true}");
    EXPECT_EQ(done.text("changed"), "2") << done.body;
    EXPECT_EQ(done.text("failed"), "1");
    EXPECT_EQ(gita.get("/bulk-changes/" + done.text("id") + "/failures").text("items.0.message"), "Only drafts can be deleted.");
    EXPECT_EQ(count("/estimates/count"), "1");
    EXPECT_EQ(bulk_undone(gita, done.text("id")).text("restored"), "2");
    EXPECT_EQ(changed("estimates", "{'state':'sent'}", "{'delete':true}").text("failed"), "1");
}
