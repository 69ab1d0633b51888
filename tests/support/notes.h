#pragma once
// What the tests of units share: a table of notes that the server's role may write, and a pool of one connection.
#include <gtest/gtest.h>

#include "db/mapping.h"
#include "db/unit.h"
#include "support/await.h"
#include "support/database.h"

namespace guildhall::db {

inline constexpr StatementRef add{"add", "insert into notes (id, text) values ($1, $2)"};
inline constexpr StatementRef add_returning{"add_returning", "insert into notes (id, text) values ($1, $2) returning id, text"};
inline constexpr StatementRef all{"all", "select id, text from notes order by id"};
inline constexpr StatementRef count{"count", "select count(*) from notes"};
inline constexpr StatementRef fail{"fail", "select 1 / (random() * 0)::int"};

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
    Task<Lease> lease() { return pool.lease(Pool::Clock::now() + std::chrono::seconds(10)); }
    std::int64_t notes() { return database.superuser().value<std::int64_t>("select count(*) from public.notes"); }

    support::TestDatabase database{support::Schema::bare};
    Loop loop;
    Pool pool{loop, options(1)};
};

}  // namespace guildhall::db
