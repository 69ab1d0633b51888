// Units that fail: the error is heard, nothing is kept, and the connection serves the next one.
#include "base/failure.h"
#include "support/notes.h"

using namespace guildhall;
using namespace guildhall::db;
using namespace std::chrono_literals;
using support::await_on;

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

TEST_F(AUnit, SurvivesAStatementThatLibpqDoesNotTake)
{
    await_on(loop, [](AUnit& test) -> Task<void> {
        Unit unit(co_await test.lease());
        EXPECT_THROW(unit.send(add, std::vector<Value>(70'000)), std::logic_error) << "more parameters than the protocol can count";
    }(*this));
    await_on(loop, [](AUnit& test) -> Task<void> {
        Unit unit(co_await test.lease());
        unit.send(add, values(1, "after"));
        co_await unit.commit();
    }(*this));
    EXPECT_EQ(notes(), 1);
}

TEST_F(AUnit, RefusesTextThatContainsNul)
{
    await_on(loop, [](AUnit& test) -> Task<void> {
        Unit unit(co_await test.lease());
        EXPECT_THROW(unit.send(add, values(1, std::string("cut\0off", 7))), Failure);
        unit.send(add, values(1, "whole"));
        co_await unit.commit();
    }(*this));
    EXPECT_EQ(notes(), 1);
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
