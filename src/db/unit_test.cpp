#include "base/failure.h"
#include "support/notes.h"

using namespace guildhall;
using namespace guildhall::db;
using namespace std::chrono_literals;
using support::await_on;

namespace {

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

TEST_F(AUnit, BringsSeveralAnswersOfOneFlush)
{
    await_on(loop, [](AUnit& test) -> Task<void> {
        Unit unit(co_await test.lease());
        auto const before = unit.ask_later(count, values());
        unit.send(add, values(1, "between"));
        auto const after = unit.ask_later(count, values());
        auto last = co_await unit.ask_last(all, values());
        EXPECT_EQ(unit.take(before)[0].get<std::int64_t>(0), 0);
        EXPECT_EQ(unit.take(after)[0].get<std::int64_t>(0), 1);
        EXPECT_EQ(last[0].get<std::string>(1), "between");
    }(*this));
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
