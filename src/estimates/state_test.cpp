#include <gtest/gtest.h>

#include "support/guild_of_its_own.h"

using namespace guildhall::support;

namespace {

struct AnEstimatesState : testing::Test {
    GuildOfItsOwn const guild;
    Client const& gita = guild.client;
    std::string const tax = made(gita, "/tax-codes", "{'name':'Some','category':'S','rate':'20'}");
    std::string const customer = made(gita, "/customers", "{'name':'Alfreds','currency':'EUR'}");
    std::string const path = "/estimates/" + estimate("100");

    std::string estimate(std::string const& price, std::string const& more = {}) const
    {
        return made(gita, "/estimates",
                    "{'customer_id':'" + customer + "','lines':[{'description':'Desk','quantity':'1','unit_price':'" + price +
                        "','tax_code_id':'" + tax + "'}]" + more + "}");
    }
    Answer move(std::string const& state) const { return gita.put(path + "/state", json_of("{'state':'" + state + "'}")); }
};

}  // namespace

TEST_F(AnEstimatesState, GoesFromDraftToSentToAcceptedAndBack)
{
    for (auto const* state : {"sent", "accepted", "sent", "declined", "sent", "expired", "sent", "cancelled", "sent", "draft"}) {
        auto const moved = move(state);
        EXPECT_EQ(moved.status, 200) << moved.body;
        EXPECT_EQ(moved.body, gita.get(path).body);
        EXPECT_EQ(moved.text("state"), state);
    }
    EXPECT_EQ(gita.get(path).text("version"), "11");
    EXPECT_EQ(move("draft").text("version"), "11") << "what it is already it does not become";
}

TEST_F(AnEstimatesState, DoesNotLeap)
{
    auto const leapt = move("accepted");
    EXPECT_EQ(leapt.status, 409);
    EXPECT_EQ(leapt.text("detail"), "An estimate that is draft cannot become accepted.");
    EXPECT_EQ(move("sent").status, 200);
    EXPECT_EQ(move("accepted").status, 200);
    EXPECT_EQ(move("declined").status, 409);
    EXPECT_EQ(gita.patch(path, json_of("{'notes':'Other'}"), "3").status, 409) << "only a draft can be changed";
}

TEST_F(AnEstimatesState, IsNotMovedByWhoKnowsAnOldVersion)
{
    EXPECT_EQ(gita.ask("PUT", path + "/state", json_of("{'state':'sent'}"), {{"If-Match", "\"7\""}}).status, 412);
    EXPECT_EQ(gita.ask("PUT", path + "/state", json_of("{'state':'sent'}"), {{"If-Match", "\"1\""}}).status, 200);
}

TEST_F(AnEstimatesState, IsWhatSumsGoBy)
{
    estimate("50");
    estimate("7", ",'currency':'JPY'");
    ASSERT_EQ(move("sent").status, 200);
    auto const sums = gita.get("/estimates/sums");
    EXPECT_EQ(sums.body, R"({"items":[{"state":"draft","count":1,"currency":"EUR","gross":"60.00"},)"
                         R"({"state":"draft","count":1,"currency":"JPY","gross":"8"},)"
                         R"({"state":"sent","count":1,"currency":"EUR","gross":"120.00"}]})");
    EXPECT_EQ(gita.get("/estimates/sums?state=sent").body, R"({"items":[{"state":"sent","count":1,"currency":"EUR","gross":"120.00"}]})");
}

TEST_F(AnEstimatesState, SaysWhatIsOnOfferToCustomers)
{
    made(gita, "/customers", "{'name':'Nobody asked','status':'lead'}");
    auto const offered = [&] { return gita.get("/customers/sums").body; };
    auto const lead = R"({"status":"lead","count":1,"currency":null,"offered":null}]})";
    EXPECT_EQ(offered(), R"({"items":[{"status":"active","count":1,"currency":"EUR","offered":"120.00"},)" + std::string(lead));
    ASSERT_EQ(move("sent").status, 200);
    ASSERT_EQ(move("accepted").status, 200);
    EXPECT_EQ(offered(), R"({"items":[{"status":"active","count":1,"currency":null,"offered":null},)" + std::string(lead));
    EXPECT_EQ(gita.get("/customers/sums?search=nobody").body, R"({"items":[)" + std::string(lead));
}
