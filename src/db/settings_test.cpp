// The parameters that the policies read, tried as guildhall_app with the SQL that an injection could bring.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "db/unit.h"
#include "support/await.h"
#include "support/database.h"

using namespace guildhall;
using namespace guildhall::db;
using namespace std::chrono_literals;
using support::await_on;

namespace {

struct ASetting : testing::Test {
    ASetting()
    {
        database.superuser().script(
            "grant execute on function set_config(text, text, boolean) to guildhall_app;"  // this wall must hold without that one
            "create function public.enter(guild text) returns void language sql security definer set search_path = pg_catalog, pg_temp"
            " as 'select set_config(''app.guild_id'', guild, true)';"
            "alter function public.enter(text) owner to guildhall_wall;"
            "grant usage on schema public to guildhall_app, guildhall_wall; grant execute on function public.enter(text) to guildhall_app");
    }

    std::string refusal(std::string const& statement)
    {
        try {
            Session(database.url()).script(statement);
        } catch (Error const& error) {
            return error.sqlstate;
        }
        return "none";
    }

    support::TestDatabase database{support::Schema::bare};
};

constexpr std::string_view insufficient_privilege = "42501";

}  // namespace

TEST_F(ASetting, CannotBeForgedByTheServersRole)
{
    for (std::string name : {"guild_id", "account_id", "membership_id", "role", "spot_id", "spot_pos", "request_id", "read_lo", "read_hi",
                             "read_from", "read_to", "write_lo", "write_hi", "write_from", "write_to"}) {
        EXPECT_EQ(refusal("set app." + name + " = 'x'"), insufficient_privilege);
        EXPECT_EQ(refusal("set session app." + name + " = 'x'"), insufficient_privilege);
        EXPECT_EQ(refusal("begin; set local app." + name + " = 'x'"), insufficient_privilege);
        EXPECT_EQ(refusal("select set_config('app." + name + "', 'x', false)"), insufficient_privilege);
        EXPECT_EQ(refusal("select set_config('app." + name + "', 'x', true)"), insufficient_privilege);
        EXPECT_EQ(refusal("update pg_settings set setting = 'x' where name = 'app." + name + "'"), insufficient_privilege);
        EXPECT_EQ(refusal("alter role guildhall_app set app." + name + " = 'x'"), insufficient_privilege);
    }
}

TEST_F(ASetting, CannotBeBroughtByTheConnection)
{
    EXPECT_THROW(Session(database.url() + " options='-c app.guild_id=x'"), Error);
}

TEST_F(ASetting, CannotBeForgedWithinAUnitThatHasEntered)
{
    EXPECT_EQ(refusal("begin; select public.enter('mine'); set local app.guild_id = 'theirs'"), insufficient_privilege);
    EXPECT_EQ(refusal("begin; select public.enter('mine'); select set_config('app.guild_id', 'theirs', true)"), insufficient_privilege);
}

TEST_F(ASetting, CanOnlyBeTakenBackToNothing)
{
    Session app(database.url());
    app.script("begin; select public.enter('mine')");
    try {
        app.script("reset app.guild_id");
    } catch (Error const&) {
        return;  // refused: as good
    }
    EXPECT_EQ(app.value<std::string>("select current_setting('app.guild_id')"), "");
}

TEST_F(ASetting, CannotBeInventedUnderTheReservedPrefix)
{
    EXPECT_EQ(refusal("set app.something_new = 'x'"), "42602");
}

TEST_F(ASetting, LastsToTheEndOfTheUnitAndNotBeyond)
{
    Loop loop;
    PoolOptions options;
    options.connection.url = database.url();
    options.size = 1;
    Pool pool(loop, options);
    constexpr StatementRef enter{"enter", "select public.enter($1)"};
    constexpr StatementRef read{"read", "select current_setting('app.guild_id')"};
    await_on(loop, [](Pool& from, StatementRef entering, StatementRef reading) -> Task<void> {
        Unit unit(co_await from.lease(Pool::Clock::now() + 5s));
        unit.send(entering, values("mine"));
        auto within = co_await unit.ask(reading, values());
        EXPECT_EQ(within[0].get<std::string>(0), "mine");
        auto still = co_await unit.ask_last(reading, values());
        EXPECT_EQ(still[0].get<std::string>(0), "mine");
        Unit next(co_await from.lease(Pool::Clock::now() + 5s));
        auto after = co_await next.ask_last(reading, values());
        EXPECT_EQ(after[0].get<std::string>(0), "");
    }(pool, enter, read));
}

TEST_F(ASetting, IsGoneAfterAUnitThatFailed)
{
    Loop loop;
    PoolOptions options;
    options.connection.url = database.url();
    options.size = 1;
    Pool pool(loop, options);
    await_on(loop, [](Pool& from) -> Task<void> {
        {
            Unit unit(co_await from.lease(Pool::Clock::now() + 5s));
            unit.send({"enter", "select public.enter($1)"}, values("mine"));
            EXPECT_THROW(co_await unit.ask({"fail", "select 1 / (random() * 0)::int"}, values()), Error);
        }
        Unit next(co_await from.lease(Pool::Clock::now() + 5s));
        auto after = co_await next.ask_last({"read", "select current_setting('app.guild_id')"}, values());
        EXPECT_EQ(after[0].get<std::string>(0), "");
    }(pool));
}
