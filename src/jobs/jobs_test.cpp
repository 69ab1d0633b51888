#include "jobs/jobs.h"

#include <gtest/gtest.h>

#include <atomic>

#include "base/failure.h"
#include "db/unit.h"
#include "jobs/entered.h"
#include "support/await.h"
#include "support/database.h"

using namespace guildhall;
using namespace guildhall::jobs;
using support::TestDatabase;

namespace {

TestDatabase& database()
{
    static TestDatabase one;
    return one;
}

std::atomic<int> units = 0;

// Unit after unit until the server stops, as an import does.
Task<void> work_on(Jobs& jobs, db::Pool& pool)
{
    while (!jobs.stopping()) {
        auto lease = co_await patient_lease(pool);
        db::Unit unit(std::move(lease));
        co_await unit.commit();
        ++units;
    }
}

Task<void> fail(Jobs&, db::Pool& pool)
{
    auto lease = co_await patient_lease(pool);
    Entered unit(std::move(lease), {std::string(32, 'x'), Uuid::make()}, "{imports.run}");
    co_await unit.commit();
}

void until(auto const& condition)
{
    for (int tries = 0; !condition() && tries < 500; ++tries)
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    EXPECT_TRUE(condition());
}

}  // namespace

TEST(LongWork, RunsOnceForEachKeyAndEndsWithTheServer)
{
    Jobs jobs;
    jobs.open(database().url());
    auto const key = Uuid::make();
    EXPECT_TRUE(jobs.begin(key, work_on));
    EXPECT_FALSE(jobs.begin(key, work_on));
    EXPECT_TRUE(jobs.begin(Uuid::make(), work_on));
    until([] { return units > 5; });
    EXPECT_TRUE(jobs.runs(key));
    jobs.close();
    EXPECT_FALSE(jobs.runs(key));
    auto const done = units.load();
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    EXPECT_EQ(units, done);
}

TEST(LongWork, IsBegunByOneOfThoseWhoWantToAtOnce)
{
    Jobs jobs;
    jobs.open(database().url());
    auto const key = Uuid::make();
    auto place = jobs.reserve(key);
    ASSERT_TRUE(place);
    EXPECT_TRUE(jobs.runs(key)) << "as good as";
    EXPECT_FALSE(jobs.reserve(key));
    EXPECT_FALSE(jobs.begin(key, work_on));
    place.reset();
    EXPECT_FALSE(jobs.runs(key)) << "what was to begin it was not kept";
    place = jobs.reserve(key);
    place->begin(work_on);
    place.reset();
    EXPECT_FALSE(jobs.reserve(key)) << "it runs";
    auto const held = jobs.reserve(Uuid::make());
    jobs.close();  // and does not wait for what has not begun
    EXPECT_THROW(held->begin(work_on), Failure);
}

TEST(LongWork, IsRefusedWhereNobodyWorks)
{
    Jobs jobs;
    EXPECT_THROW(jobs.begin(Uuid::make(), work_on), Failure);
    jobs.open(database().url());
    jobs.close();
    EXPECT_THROW(jobs.begin(Uuid::make(), work_on), Failure);
}

TEST(LongWork, ThatFailsLeavesItsKeyFree)
{
    Jobs jobs;
    jobs.open(database().url());
    auto const key = Uuid::make();
    EXPECT_TRUE(jobs.begin(key, fail)) << "of somebody who is not signed in";
    until([&] { return !jobs.runs(key); });
    EXPECT_TRUE(jobs.begin(key, fail));
}

TEST(WorkElsewhere, ComesBackToItsLoopWithWhatItMadeOrThrew)
{
    Jobs jobs;
    jobs.open(database().url());
    Loop loop;
    auto const here = std::this_thread::get_id();
    std::function<bool()> work = [here] { return std::this_thread::get_id() != here; };
    EXPECT_TRUE(support::await_on(loop, jobs.elsewhere(loop, work)));
    std::function<bool()> failing = []() -> bool { throw Failure(Problem::invalid, "no"); };
    EXPECT_THROW(support::await_on(loop, jobs.elsewhere(loop, failing)), Failure);
}
