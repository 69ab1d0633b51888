#include "db/migrate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <thread>

#include "base/secret.h"
#include "support/database.h"

using namespace guildhall;
using namespace guildhall::db;
using testing::ElementsAre;
using testing::HasSubstr;

namespace {

struct Migrating : testing::Test {
    std::vector<std::string> run(std::vector<Migration> const& migrations)
    {
        return migrate(database.url("guildhall_migrate"), migrations);
    }
    std::string refusal(std::vector<Migration> const& migrations)
    {
        try {
            run(migrations);
        } catch (std::runtime_error const& error) {
            return error.what();
        }
        return "none";
    }
    template <class T>
    T value(std::string const& statement)
    {
        return database.superuser().value<T>(statement);
    }

    support::TestDatabase database{support::Schema::bare};
    Migration const first{"0001_first.sql", "create table platform.first (id integer);"};
    Migration const second{"0002_second.sql", "create table platform.second (id integer); insert into platform.second values (2);"};
};

}  // namespace

TEST_F(Migrating, AppliesWhatIsMissingInOrderAndOnce)
{
    EXPECT_THAT(run({first}), ElementsAre("0001_first.sql"));
    EXPECT_THAT(pending_migrations(database.url("guildhall_migrate"), {first, second}), ElementsAre("0002_second.sql"));
    EXPECT_THAT(run({first, second}), ElementsAre("0002_second.sql"));
    EXPECT_THAT(run({first, second}), ElementsAre());
    EXPECT_EQ(value<std::int32_t>("select id from platform.second"), 2);
    EXPECT_EQ(value<std::string>("select digest from platform.migrations where number = 1"), hex(sha256(first.text)));
}

TEST_F(Migrating, MakesTheOwnerTheOwner)
{
    run({first});
    EXPECT_EQ(value<std::string>("select tableowner::text from pg_tables where tablename = 'first'"), "guildhall_owner");
}

TEST_F(Migrating, LeavesNothingOfAStepOfWhichOneMigrationFails)
{
    run({first});
    Migration const broken{"0003_broken.sql", "create table platform.half (id integer); select 1 / 0;"};
    EXPECT_THAT(refusal({first, second, broken}), HasSubstr("0003_broken.sql: division by zero"));
    EXPECT_TRUE(value<bool>("select to_regclass('platform.half') is null"));
    EXPECT_TRUE(value<bool>("select to_regclass('platform.second') is null")) << "the one before it goes as well";
    EXPECT_THAT(run({first}), ElementsAre()) << "the program that knows the first alone still runs on it";
    EXPECT_THAT(run({first, second}), ElementsAre("0002_second.sql"));
}

TEST_F(Migrating, AltersATableWhoseDeferredConstraintsTheOneBeforeItHasTouched)
{
    Migration const touches{"0001_touches.sql", "create table platform.first (id integer unique deferrable initially deferred);"
                                                "insert into platform.first values (1), (2); update platform.first set id = 3 - id;"};
    Migration const alters{"0002_alters.sql", "alter table platform.first add column name text;"};
    EXPECT_THAT(run({touches, alters}), ElementsAre("0001_touches.sql", "0002_alters.sql"));
}

TEST_F(Migrating, KnowsADatabaseThatIsANewerPrograms)
{
    EXPECT_EQ(unknown_migration(database.superuser()), "");
    database.superuser().script("insert into platform.migrations values (9999, '9999_later.sql', '')");
    EXPECT_EQ(unknown_migration(database.superuser()), "9999_later.sql");
    EXPECT_THROW(must_not_be_newer(database.superuser()), std::runtime_error);
}

TEST_F(Migrating, RefusesAChangedMigration)
{
    run({first, second});
    auto changed = first;
    changed.text += "\n-- a remark";
    EXPECT_THAT(refusal({changed, second}), HasSubstr("0001_first.sql was changed"));
}

TEST_F(Migrating, RefusesADatabaseThatIsAhead)
{
    run({first, second});
    EXPECT_THAT(refusal({first}), HasSubstr("newer than this program: it has migration 0002_second.sql"));
}

TEST_F(Migrating, RefusesAMigrationThatComesTooLate)
{
    run({second});
    EXPECT_THAT(refusal({first, second}), HasSubstr("0001_first.sql comes before 0002_second.sql"));
    EXPECT_TRUE(value<bool>("select to_regclass('platform.first') is null"));
}

TEST_F(Migrating, WaitsForAnotherThatRunsAtTheSameTime)
{
    Migration const slow{"0001_slow.sql", "create table platform.slow (id integer); select pg_sleep(0.2);"};
    database.superuser().script("grant execute on function pg_catalog.pg_sleep(double precision) to guildhall_owner");
    std::vector<std::string> other;
    std::thread thread([&] { other = run({slow}); });
    auto mine = run({slow});
    thread.join();
    EXPECT_EQ(mine.size() + other.size(), 1u) << "one of the two did it";
}

TEST_F(Migrating, IsNotForTheServersRole)
{
    EXPECT_THROW(migrate(database.url("guildhall_app"), {first}), std::runtime_error);
}

TEST(TheEmbeddedMigrations, HaveNumbersThatAscend)
{
    int last = 0;
    for (auto const& migration : embedded_migrations()) {
        EXPECT_GT(migration.number(), last) << migration.name;
        last = migration.number();
    }
    EXPECT_GT(last, 0);
}

TEST(TheEmbeddedMigrations, ApplyToAFreshDatabase)
{
    support::TestDatabase database(support::Schema::migrated);
    EXPECT_EQ(database.superuser().value<std::int64_t>("select count(*) from platform.migrations"), std::ssize(embedded_migrations()));
}
