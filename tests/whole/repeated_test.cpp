// The same request, many times at once.
#include <gtest/gtest.h>

#include <set>
#include <thread>

#include "support/guild_of_its_own.h"

namespace guildhall::whole {

using namespace support;

namespace {

using support::Answer;

std::string quick_customer(std::string const& company)
{
    return support::json_of("{'company_name':'" + company +
                            "','contact':{'first_name':'Maria','last_name':'Anders','email':'maria@alfreds.example'}}");
}

std::vector<Answer> all_at_once(support::Client const& client, std::vector<std::string> const& bodies, std::string const& key)
{
    std::vector<Answer> answers(bodies.size());
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < bodies.size(); ++i)
        threads.emplace_back([&, i] { answers[i] = client.post("/quick-customers", bodies[i], {{"Idempotency-Key", key}}); });
    for (auto& thread : threads)
        thread.join();
    return answers;
}

std::int64_t rows(std::string const& table, std::string const& guild)
{
    return support::shared_server().database().superuser().value<std::int64_t>(
        "select count(*) from guild." + table + " where guild_id = $1::text::uuid", db::values(guild));
}

}  // namespace

TEST(FiftyEqualRequests, MakeOneCustomerAndGetOneAnswer)
{
    GuildOfItsOwn const guild;
    auto const answers = all_at_once(guild.client, std::vector(50, quick_customer("Alfreds Futterkiste")), "one-key");
    std::set<std::string> bodies;
    for (auto const& answer : answers) {
        EXPECT_EQ(answer.status, 201) << answer.body;
        bodies.insert(answer.body);
    }
    EXPECT_EQ(bodies.size(), 1u);
    EXPECT_EQ(rows("customers", guild.id), 1);
    EXPECT_EQ(rows("contacts", guild.id), 1);
    EXPECT_EQ(guild.client.get("/customers/count").text("count"), "1");
    EXPECT_EQ(guild.client.get("/customers").ids(), std::vector{answers.front().text("customer.id")});
}

TEST(ARepeatedRequest, WithAnotherBodyIsRefused)
{
    GuildOfItsOwn const guild;
    ASSERT_EQ(all_at_once(guild.client, {quick_customer("First")}, "key").front().status, 201);
    auto const other = all_at_once(guild.client, {quick_customer("Second")}, "key").front();
    EXPECT_EQ(other.status, 422);
    EXPECT_EQ(other.text("type"), "https://guildhall.example/problems/idempotency_mismatch");
    auto const elsewhere = guild.client.post("/customers", R"({"name":"First"})", {{"Idempotency-Key", "key"}});
    EXPECT_EQ(elsewhere.status, 422) << elsewhere.body;
    EXPECT_EQ(rows("customers", guild.id), 1);
    EXPECT_EQ(all_at_once(guild.client, {quick_customer("Second")}, "another-key").front().status, 201);
    EXPECT_EQ(rows("customers", guild.id), 2);
}

TEST(ARepeatedRequest, IsItsCallersOwn)
{
    GuildOfItsOwn const one, other;
    auto const first = all_at_once(one.client, {quick_customer("Alfreds")}, "shared").front();
    auto const second = all_at_once(other.client, {quick_customer("Alfreds")}, "shared").front();
    EXPECT_EQ(second.status, 201);
    EXPECT_NE(first.text("customer.id"), second.text("customer.id"));
}

TEST(TwoBodiesAtOnce, WithOneKeyMakeOneOfThem)
{
    GuildOfItsOwn const guild;
    std::vector<std::string> bodies;
    for (int i = 0; i < 20; ++i)
        bodies.push_back(quick_customer(i % 2 ? "Odd" : "Even"));
    int made = 0, mismatched = 0;
    for (auto const& answer : all_at_once(guild.client, bodies, "contested")) {
        made += answer.status == 201;
        mismatched += answer.status == 422;
    }
    EXPECT_EQ(made, 10);
    EXPECT_EQ(mismatched, 10);
    EXPECT_EQ(rows("customers", guild.id), 1);
}

TEST(ARefusedRequest, KeepsItsKeyForABetterBody)
{
    GuildOfItsOwn const guild;
    auto const refused = guild.client.post("/quick-customers", R"({"company_name":"No contact"})", {{"Idempotency-Key", "again"}});
    EXPECT_GE(refused.status, 400);
    EXPECT_EQ(all_at_once(guild.client, {quick_customer("With contact")}, "again").front().status, 201);
}

}  // namespace guildhall::whole
