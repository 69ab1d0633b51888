// A repeated request gets the first answer and does nothing again, also when copies arrive together.
#include <atomic>
#include <gmock/gmock.h>
#include <thread>

#include "tenancy/tree.h"

namespace guildhall::tenancy {
namespace {

using db::Bytes;
using db::values;

class ARepeatedRequest : public testing::Test {
protected:
    // What the server does with a keyed POST: the answer, which is the first one's if there was one.
    std::string post(std::string const& who, std::string const& key, std::string const& body = "{}",
                     std::string const& route = "POST /customers")
    {
        Caller caller(tree, who);
        auto const id = Uuid::make();
        try {
            caller.enter({"customers.create"});
            caller.run("select wall.claim_idempotency($1, $2, sha256($3))", values(key, route, Bytes{body}));
            caller.run("insert into customers (id, name, currency, payment_terms_days) values ($1, 'c', 'EUR', 1)", values(id));
            caller.run("select wall.store_answer($1, 201, $2)", values(key, id.text()));
            caller.commit();
        } catch (db::Error const& error) {
            return error.sqlstate == "GH423" ? error.detail.substr(0, error.detail.find('\n')) : error.sqlstate;  // a Session adds where
        }
        return id.text();
    }
    std::int64_t customers() { return tree.superuser().value<std::int64_t>("select count(*) from guild.customers"); }

    Tree tree;
};

TEST_F(ARepeatedRequest, GetsTheFirstAnswer)
{
    auto const first = post("ada", "key");
    EXPECT_EQ(first.size(), 36u);
    EXPECT_EQ(post("ada", "key"), first);
    EXPECT_NE(post("ada", "another key"), first);
    EXPECT_EQ(customers(), 2);
}

TEST_F(ARepeatedRequest, IsRefusedWithAnotherBodyOrRoute)
{
    post("ada", "key");
    EXPECT_EQ(post("ada", "key", "{ }"), "GH424");
    EXPECT_EQ(post("ada", "key", "{}", "POST /contacts"), "GH424");
    EXPECT_EQ(customers(), 1);
}

TEST_F(ARepeatedRequest, IsNobodyElses)
{
    auto const first = post("ada", "key");
    EXPECT_NE(post("fiona", "key"), first);
    EXPECT_EQ(post("ada of foreign", "key", "{ }").size(), 36u);
    EXPECT_EQ(customers(), 3);
}

TEST_F(ARepeatedRequest, DoesItsWorkOnceWhenFiftyArriveTogether)
{
    std::vector<std::string> answers(50);
    std::atomic<bool> go = false;
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < 10; ++i)
        threads.emplace_back([&, i] {
            while (!go)
                std::this_thread::yield();
            for (std::size_t each = i; each < answers.size(); each += 10)
                answers[each] = post("ada", "key");
        });
    go = true;
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(customers(), 1);
    EXPECT_EQ(answers.front().size(), 36u);
    EXPECT_THAT(answers, testing::Each(answers.front()));
}

TEST_F(ARepeatedRequest, MayTryAgainWhenTheFirstOneFailed)
{
    Caller ada(tree, "ada");
    ada.enter({"customers.create"});
    ada.run("select wall.claim_idempotency('key', 'POST /customers', sha256('{}'))");
    ada.roll_back();
    EXPECT_EQ(post("ada", "key").size(), 36u);
}

TEST_F(ARepeatedRequest, IsANewOneAfterADay)
{
    auto const first = post("ada", "key");
    tree.superuser().run("update platform.idempotency_keys set created_at = created_at - interval '24 hours'");
    EXPECT_NE(post("ada", "key"), first);
    db::Session app(tree.url());
    tree.superuser().run("update platform.idempotency_keys set created_at = created_at - interval '26 hours'");
    app.run("select wall.tidy()");
    EXPECT_EQ(tree.superuser().value<std::int64_t>("select count(*) from platform.idempotency_keys"), 0);
}

}  // namespace
}  // namespace guildhall::tenancy
