#include "db/unit.h"

#include <gtest/gtest.h>

#include "base/failure.h"
#include "db/mapping.h"
#include "support/await.h"
#include "support/database.h"

using namespace guildhall;
using namespace guildhall::db;
using namespace std::chrono_literals;
using support::await_on;

namespace {

constexpr StatementRef add{"add", "insert into notes (id, text) values ($1, $2)"};
constexpr StatementRef add_returning{"add_returning", "insert into notes (id, text) values ($1, $2) returning id, text"};
constexpr StatementRef all{"all", "select id, text from notes order by id"};
constexpr StatementRef count{"count", "select count(*) from notes"};
constexpr StatementRef fail{"fail", "select 1 / (random() * 0)::int"};

struct AUnit : testing::Test {
    AUnit()
    {
        database.superuser().script("create table public.notes (id integer, text text not null, constraint notes_key primary key (id));"
                                    "grant usage on schema public to guildhall_app;"
                                    "grant select, insert, update, delete on public.notes to guildhall_app;"
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
    Task<Lease> lease() { return pool.lease(Pool::Clock::now() + 10s); }
    std::int64_t notes() { return database.superuser().value<std::int64_t>("select count(*) from public.notes"); }

    support::TestDatabase database{support::Schema::bare};
    Loop loop;
    Pool pool{loop, options(1)};
};

struct NotesRow {
    std::int32_t id;
    std::string text;
};
constexpr auto shape_of(NotesRow*)
{
    return shape("NotesRow", field("id", &NotesRow::id), field("text", &NotesRow::text));
}

}  // namespace

TEST_F(AUnit, KeepsWhatItSentOnceItIsCommitted)
{
    await_on(loop, [](AUnit& test) -> Task<void> {
        Unit unit(co_await test.lease());
        unit.send(add, values(1, "first"));
        unit.send(add, values(2, "second"));
        co_await unit.commit();
        EXPECT_TRUE(unit.closed());
    }(*this));
    EXPECT_EQ(notes(), 2);
}

TEST_F(AUnit, ThinksBetweenStatementsInOneTransaction)
{
    await_on(loop, [](AUnit& test) -> Task<void> {
        Unit unit(co_await test.lease());
        auto before = co_await unit.ask(count, values());
        EXPECT_EQ(before[0].get<std::int64_t>(0), 0);
        unit.send(add, values(1, "one"));
        auto after = co_await unit.ask(count, values());
        EXPECT_EQ(after[0].get<std::int64_t>(0), 1);
        EXPECT_EQ(test.notes(), 0) << "nobody else may see it yet";
        auto last = co_await unit.ask_last(add_returning, values(2, "two"));
        auto returned = map_rows<NotesRow>(last);
        EXPECT_EQ(returned.at(0).text, "two");
        EXPECT_EQ(last.affected(), 1);
    }(*this));
    EXPECT_EQ(notes(), 2);
}

TEST_F(AUnit, ThrowsTheFirstErrorAndKeepsNothing)
{
    await_on(loop, [](AUnit& test) -> Task<void> {
        Unit unit(co_await test.lease());
        unit.send(add, values(1, "kept?"));
        unit.send(add, values(1, "the same key"));
        unit.send(fail, values());
        try {
            co_await unit.commit();
            ADD_FAILURE() << "it should have failed";
        } catch (Error const& error) {
            EXPECT_EQ(error.sqlstate, "23505");
            EXPECT_EQ(error.constraint, "notes_key");
            EXPECT_EQ(error.statement, "add");
            EXPECT_FALSE(error.retryable());
        }
    }(*this));
    EXPECT_EQ(notes(), 0);
}

TEST_F(AUnit, LeavesTheConnectionUsableAfterAnErrorInItsFirstStatement)
{
    int backend = 0;
    await_on(loop, [](AUnit& test, int& process) -> Task<void> {
        auto first = co_await test.lease();
        process = first->backend();
        Unit unit(std::move(first));
        unit.send(fail, values());
        unit.send(add, values(1, "skipped, and so never prepared"));
        EXPECT_THROW(co_await unit.ask(count, values()), Error);
        EXPECT_THROW(co_await unit.ask(count, values()), Error) << "and goes on throwing it";
        EXPECT_THROW(co_await unit.commit(), Error);
    }(*this, backend));
    await_on(loop, [](AUnit& test, int& process) -> Task<void> {
        auto second = co_await test.lease();
        EXPECT_EQ(second->backend(), process) << "a new connection was opened";
        Unit unit(std::move(second));
        unit.send(add, values(1, "now it is prepared"));
        auto answer = co_await unit.ask_last(count, values());
        EXPECT_EQ(answer[0].get<std::int64_t>(0), 1);
    }(*this, backend));
}

TEST_F(AUnit, LeavesTheConnectionUsableAfterAnErrorInTheMiddle)
{
    for (int round = 0; round < 3; ++round)
        await_on(loop, [](AUnit& test) -> Task<void> {
            Unit unit(co_await test.lease());
            auto fine = co_await unit.ask(add_returning, values(1, "rolled back"));
            EXPECT_EQ(fine.size(), 1);
            try {
                co_await unit.ask(fail, values());
                ADD_FAILURE();
            } catch (Error const& error) {
                EXPECT_EQ(error.sqlstate, "22012");
            }
        }(*this));
    EXPECT_EQ(notes(), 0);
}

TEST_F(AUnit, IsRolledBackWhenItsCallerThrowsBetweenStatements)
{
    auto caller = [](AUnit& test) -> Task<void> {
        Unit unit(co_await test.lease());
        co_await unit.ask(add_returning, values(1, "asked"));
        unit.send(add, values(2, "only queued"));
        throw Failure(Problem::not_found);
    };
    EXPECT_THROW(await_on(loop, caller(*this)), Failure);
    EXPECT_THROW(await_on(loop, caller(*this)), Failure) << "the connection is usable, and key 1 is free";
    EXPECT_EQ(notes(), 0);
}

TEST_F(AUnit, IsRolledBackByAbort)
{
    await_on(loop, [](AUnit& test) -> Task<void> {
        Unit unit(co_await test.lease());
        unit.send(add, values(1, "gone"));
        co_await unit.abort();
        EXPECT_TRUE(unit.closed());
    }(*this));
    EXPECT_EQ(notes(), 0);
}

TEST_F(AUnit, RefusesStatementsBehindItsEnd)
{
    await_on(loop, [](AUnit& test) -> Task<void> {
        Unit unit(co_await test.lease());
        co_await unit.commit();
        EXPECT_THROW(unit.send(count, values()), std::logic_error);
        EXPECT_THROW(co_await unit.commit(), std::logic_error);
    }(*this));
}

TEST_F(AUnit, IsRolledBackWhenTheTaskThatWaitsInItIsDestroyed)
{
    {
        auto task = [](AUnit& test, bool& waits) -> Task<void> {
            Unit unit(co_await test.lease());
            unit.send(add, values(1, "cancelled"));
            waits = true;
            co_await unit.ask({"slow", "select pg_sleep(0.2)"}, values());
            ADD_FAILURE() << "nobody waits any more";
        };
        database.superuser().script("grant execute on function pg_catalog.pg_sleep(double precision) to guildhall_app");
        bool waits = false;
        auto cancelled = std::make_unique<Task<void>>(task(*this, waits));
        // Runs it up to its wait, as awaiting would, and destroys it there.
        auto awaiter = std::move(*cancelled).operator co_await();
        auto stop_when_waiting = [&] {
            while (!waits)
                loop.io().run_one();
        };
        awaiter.await_suspend(std::noop_coroutine()).resume();
        stop_when_waiting();
        cancelled.reset();
    }
    await_on(loop, [](AUnit& test) -> Task<void> {
        Unit unit(co_await test.lease());
        auto answer = co_await unit.ask_last(count, values());
        EXPECT_EQ(answer[0].get<std::int64_t>(0), 0);
    }(*this));
}

TEST_F(AUnit, HearsAConstraintThatIsCheckedAtItsEnd)
{
    database.superuser().script("create table public.late (id integer, constraint late_once unique (id) deferrable initially deferred);"
                                "grant select, insert on public.late to guildhall_app");
    for (int round = 0; round < 2; ++round)
        await_on(loop, [](AUnit& test) -> Task<void> {
            Unit unit(co_await test.lease());
            unit.send({"late", "insert into late values (7)"}, values());
            try {
                co_await unit.ask_last({"late_again", "insert into late values (7) returning id"}, values());
                ADD_FAILURE();
            } catch (Error const& error) {
                EXPECT_EQ(error.constraint, "late_once");
            }
        }(*this));
}

TEST_F(AUnit, MayBeRunAgainAfterASerializationFailure)
{
    database.superuser().script("insert into public.notes values (1, 'a'); alter role guildhall_app in database " + database.name() +
                                " set default_transaction_isolation = 'serializable'");
    Pool serializable(loop, options(1));
    auto attempt = [](AUnit& test, Pool& on) -> Task<void> {
        Unit unit(co_await on.lease(Pool::Clock::now() + 10s));
        co_await unit.ask(all, values());
        test.database.superuser().script("update public.notes set text = 'changed meanwhile' where id = 1");
        unit.send({"change", "update notes set text = 'mine' where id = 1"}, values());
        co_await unit.commit();
    };
    try {
        await_on(loop, attempt(*this, serializable));
        ADD_FAILURE();
    } catch (Error const& error) {
        EXPECT_TRUE(error.retryable()) << error.sqlstate;
    }
}

TEST_F(AUnit, CarriesMoreThanASocketHoldsBothWays)
{
    await_on(loop, [](AUnit& test) -> Task<void> {
        Unit unit(co_await test.lease());
        std::string const large(300'000, 'x');
        for (int i = 0; i < 30; ++i)
            unit.send(add_returning, values(i, large));
        auto answer = co_await unit.ask_last(all, values());
        EXPECT_EQ(answer.size(), 30);
        EXPECT_EQ(answer[29].get<std::string>(1), large);
    }(*this));
}

TEST_F(AUnit, FailsWithoutAnAnswerWhenItsServerProcessIsEnded)
{
    await_on(loop, [](AUnit& test) -> Task<void> {
        auto mine = co_await test.lease();
        int const process = mine->backend();
        Unit unit(std::move(mine));
        co_await unit.ask(count, values());
        test.database.superuser().run("select pg_terminate_backend($1)", values(process));
        try {
            co_await unit.ask(count, values());
            ADD_FAILURE();
        } catch (Failure const& failure) {
            EXPECT_EQ(failure.problem, Problem::unavailable);
            EXPECT_EQ(failure.retry_after_seconds, 1);
        }
    }(*this));
    await_on(loop, [](AUnit& test) -> Task<void> {
        Unit unit(co_await test.lease());
        auto answer = co_await unit.ask_last(count, values());
        EXPECT_EQ(answer.size(), 1) << "the pool has connected again";
    }(*this));
}

TEST_F(AUnit, PreparesAStatementAgainWhenItsTableHasChangedMeanwhile)
{
    auto read_all = [](AUnit& test) -> Task<int> {
        Unit unit(co_await test.lease());
        auto answer = co_await unit.ask_last({"star", "select * from notes"}, values());
        co_return answer.columns();
    };
    EXPECT_EQ(await_on(loop, read_all(*this)), 2);
    database.superuser().script("alter table public.notes add column more integer");
    EXPECT_THROW(await_on(loop, read_all(*this)), Error);
    EXPECT_EQ(await_on(loop, read_all(*this)), 3);
}
