#include "db/pool.h"

#include <csignal>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/failure.h"
#include "db/unit.h"
#include "support/await.h"
#include "support/database.h"

using namespace guildhall;
using namespace guildhall::db;
using namespace std::chrono_literals;
using support::await_on;

namespace {

constexpr StatementRef add{"add", "insert into notes (id) values ($1)"};
constexpr StatementRef fail{"fail", "select 1 / (random() * 0)::int"};
constexpr StatementRef who{"who", "select pg_backend_pid()"};

struct APool : testing::Test {
    APool()
    {
        database.superuser().script("create table public.notes (id integer, constraint notes_key primary key (id));"
                                    "grant usage on schema public to guildhall_app;"
                                    "grant select, insert on public.notes to guildhall_app;"
                                    "alter role guildhall_app in database " +
                                    database.name() + " set search_path = public, pg_catalog, pg_temp");
    }

    PoolOptions options(int size)
    {
        PoolOptions options;
        options.connection.url = database.url();
        options.size = size;
        return options;
    }

    support::TestDatabase database{support::Schema::bare};
    Loop loop;
};

// Counts down as tasks end; wakes the one that waits for all of them.
struct All {
    int left;
    Signal<bool> done;
    void one_less(std::exception_ptr error)
    {
        if (error)
            ++failed;
        if (--left == 0)
            done.tell(true);
    }
    int failed = 0;
};

Task<void> add_one(Pool& pool, int id)
{
    Unit unit(co_await pool.lease(Pool::Clock::now() + 20s, Uuid{}));
    unit.send(add, values(id));
    if (id % 7 == 0)
        unit.send(fail, values());
    if (id % 5 == 0)
        co_await unit.ask(who, values());
    if (id % 11 == 0)
        throw std::runtime_error("the caller changed its mind");
    co_await unit.ask_last(who, values());
}

// However slowly they open: all of them have, and stand idle.
Task<void> open_all(Pool& pool, int size)
{
    std::vector<Lease> leases;
    while (static_cast<int>(leases.size()) < size)
        leases.push_back(co_await pool.lease(Pool::Clock::now() + 20s, Uuid{}));
}

Task<Lease> take(Pool& pool, std::chrono::milliseconds patience = 10s, Uuid key = {})
{
    return pool.lease(Pool::Clock::now() + patience, key);
}

}  // namespace

TEST_F(APool, CarriesAHundredUnitsInFlightOnFourConnections)
{
    Pool pool(loop, options(4));
    await_on(loop, open_all(pool, 4));
    int kept = 0;
    All all{100, {}};
    for (int id = 1; id <= 100; ++id) {
        kept += id % 7 != 0 && id % 11 != 0;
        start(add_one(pool, id), [&](std::exception_ptr error) { all.one_less(error); });
    }
    await_on(loop, [](All& waited) -> Task<void> { co_await waited.done; }(all));
    EXPECT_EQ(all.failed, 100 - kept);
    EXPECT_EQ(database.superuser().value<std::int64_t>("select count(*) from public.notes"), kept);
    EXPECT_EQ(pool.waiting(), 0);
    auto connections = database.superuser().value<std::int64_t>(
        "select count(*) from pg_stat_activity where usename = 'guildhall_app' and datname = current_database()");
    EXPECT_EQ(connections, 4);
}

TEST_F(APool, SaysUnavailableAtTheDeadline)
{
    Pool pool(loop, options(1));
    await_on(loop, [](Pool& full) -> Task<void> {
        auto held = co_await take(full);
        try {
            co_await take(full, 30ms);
            ADD_FAILURE();
        } catch (Failure const& failure) {
            EXPECT_EQ(failure.problem, Problem::unavailable);
            EXPECT_EQ(failure.retry_after_seconds, 1);
        }
        EXPECT_EQ(full.waiting(), 0);
    }(pool));
}

TEST_F(APool, SaysAtOnceThatTooManyWaitAlready)
{
    auto few = options(1);
    few.most_waiting = 1;
    Pool pool(loop, few);
    await_on(loop, [](Pool& full) -> Task<void> {
        auto held = co_await take(full);
        bool served = false;
        start([](Pool& from) -> Task<void> { co_await take(from); }(full), [&](std::exception_ptr) { served = true; });
        EXPECT_EQ(full.waiting(), 1);
        EXPECT_THROW(co_await take(full), Failure);
        held.give_back();
        EXPECT_TRUE(served);
    }(pool));
}

TEST_F(APool, ServesGuildsInTurnHoweverManyOfOneGuildWait)
{
    Pool pool(loop, options(1));
    std::string order;
    auto one = [](Pool& from, Uuid guild, char letter, std::string& written) -> Task<void> {
        auto lease = co_await take(from, 10s, guild);
        written += letter;
        Unit unit(std::move(lease));
        co_await unit.ask_last(who, values());
    };
    await_on(loop, [](Pool& full, auto& job, std::string& written) -> Task<void> {
        auto held = co_await take(full);
        auto const a = Uuid::make(), b = Uuid::make(), c = Uuid::make();
        All all{9, {}};
        auto begin = [&](Uuid guild, char letter) {
            start(job(full, guild, letter, written), [&](std::exception_ptr error) { all.one_less(error); });
        };
        for (int i = 0; i < 5; ++i)
            begin(a, 'a');
        for (int i = 0; i < 3; ++i)
            begin(b, 'b');
        begin(c, 'c');
        held.give_back();
        co_await all.done;
    }(pool, one, order));
    EXPECT_EQ(order, "abcababaa");
}

TEST_F(APool, LetsAFloodCrowdOutItselfAlone)
{
    auto few = options(1);
    few.most_waiting = 3;
    Pool pool(loop, few);
    await_on(loop, [](Pool& full) -> Task<void> {
        auto const flooding = Uuid::make(), other = Uuid::make();
        auto held = co_await take(full);
        std::vector<Problem> refused;
        auto note = [&](std::exception_ptr error) {
            try {
                if (error)
                    std::rethrow_exception(error);
            } catch (Failure const& failure) {
                refused.push_back(failure.problem);
            }
        };
        auto wait = [](Pool& from, Uuid guild) -> Task<void> { co_await take(from, 10s, guild); };
        for (int i = 0; i < 5; ++i)
            start(wait(full, flooding), note);
        EXPECT_THAT(refused, testing::ElementsAre(Problem::throttled, Problem::throttled));
        start(wait(full, other), note);
        EXPECT_EQ(refused.size(), 3u) << "one of the flood had to go";
        EXPECT_EQ(full.waiting(), 3);
        held.give_back();
        EXPECT_EQ(refused.size(), 3u) << "the others were served";
    }(pool));
}

TEST_F(APool, ForgetsThoseWhoStoppedWaiting)
{
    Pool pool(loop, options(1));
    await_on(loop, [](Pool& full) -> Task<void> {
        auto held = co_await take(full);
        {
            auto waiting = take(full);
            auto awaiter = std::move(waiting).operator co_await();
            awaiter.await_suspend(std::noop_coroutine()).resume();
            EXPECT_EQ(full.waiting(), 1);
        }
        EXPECT_EQ(full.waiting(), 0);
        held.give_back();
        auto again = co_await take(full);
        EXPECT_TRUE(again);
    }(pool));
}

TEST_F(APool, DoesNotWaitForADatabaseThatHasGoneSilent)
{
    auto quick = options(1);
    quick.connection.silence_ms = 300;
    Pool pool(loop, quick);
    auto ask = [](Pool& from) -> Task<int> {
        Unit unit(co_await from.lease(Pool::Clock::now() + 5s, Uuid{}));
        auto answer = co_await unit.ask_last(who, values());
        co_return answer[0].get<std::int32_t>(0);
    };
    auto const process = await_on(loop, ask(pool));
    ASSERT_EQ(kill(process, SIGSTOP), 0);
    auto const began = Pool::Clock::now();
    try {
        await_on(loop, ask(pool));
        ADD_FAILURE();
    } catch (Failure const& failure) {
        EXPECT_EQ(failure.problem, Problem::unavailable);
    }
    EXPECT_LT(Pool::Clock::now() - began, 3s);
    EXPECT_NE(await_on(loop, ask(pool)), process) << "it has connected again";
    kill(process, SIGCONT);
}

TEST_F(APool, ReadsResultsInTextAsWellAsInBinary)
{
    for (auto format : {ResultFormat::text, ResultFormat::binary}) {
        auto chosen = options(1);
        chosen.connection.format = format;
        Pool pool(loop, chosen);
        await_on(loop, [](Pool& from) -> Task<void> {
            Unit unit(co_await take(from));
            auto answer = co_await unit.ask_last({"answer", "select 42::bigint, array['a', 'b,\"c']"}, values());
            EXPECT_EQ(answer[0].get<std::int64_t>(0), 42);
            EXPECT_THAT(answer[0].get<std::vector<std::string>>(1), testing::ElementsAre("a", "b,\"c"));
        }(pool));
    }
}

TEST_F(APool, KeepsTryingWhereNoDatabaseIs)
{
    auto nowhere = options(1);
    nowhere.connection.url = "host=/nonexistent user=guildhall_app dbname=x";
    Pool pool(loop, nowhere);
    await_on(loop, [](Pool& from) -> Task<void> { EXPECT_THROW(co_await take(from, 200ms), Failure); }(pool));
}
