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
                                    "alter role guildhall_app set search_path = public, pg_catalog, pg_temp");
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
