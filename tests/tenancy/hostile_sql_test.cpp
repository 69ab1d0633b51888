// Hostile SQL gets no row of another guild or spot, and writes none: by settings, leftovers, keys, functions or history.
#include "isolation/hostile.h"
#include "tenancy/hostile.h"

namespace guildhall::tenancy {
namespace {

using db::values;
using testing::AnyOf;
using testing::HasSubstr;
using testing::Not;

// The list that isolation-check runs on a live server too.
TEST_F(HostileSql, GetsWhatItMustForAllThatIsOnTheList)
{
    EXPECT_GT(isolation::hostile_statements().size(), 100u);
    for (auto const& hostile : isolation::hostile_statements()) {
        auto const statement = isolation::against(hostile, tree->foreign.id.text(), strangers.text());
        hostile.entered ? ada() : caller_.begin();
        EXPECT_EQ(isolation::outcome_of(caller_.session(), hostile, statement), "") << statement;
        caller_.roll_back();
    }
}

// What the list says of a database in which it may be done.
TEST_F(HostileSql, IsToldWhereItGetsMore)
{
    auto told = [&](isolation::Hostile const& hostile) {
        ada();
        auto outcome = isolation::outcome_of(caller_.session(), hostile, std::string(hostile.sql));
        caller_.roll_back();
        return outcome;
    };
    EXPECT_EQ(told({"select name from guild.customers", "nothing"}), "reached 1 rows");
    EXPECT_EQ(told({"update guild.customers set phone = '1'", "nothing"}), "reached 1 rows");
    EXPECT_EQ(told({"select 1", "42501"}), "was done");
    EXPECT_EQ(told({"select 1 / 0", "42501"}), "failed with 22012 instead of 42501");
}

TEST_F(HostileSql, CannotChooseAGuildWithSetConfig)
{
    EXPECT_EQ(refused("select set_config('app.guild_id', '" + tree->foreign.id.text() + "', true)"), not_permitted);
    EXPECT_EQ(refused("update pg_settings set setting = '" + tree->foreign.id.text() + "' where name = 'app.guild_id'"), not_permitted);
}

TEST_F(HostileSql, CannotSwitchRowSecurityOff)
{
    ada();
    caller_.run("set local row_security = off");
    EXPECT_EQ(refusal([&] { caller_.run("select name from guild.customers"); }), not_permitted);
}

TEST_F(HostileSql, FindsNoLeftoversOnAPooledConnection)
{
    ada();
    EXPECT_EQ(customers_seen(), 1);
    caller_.commit();
    EXPECT_EQ(refusal([&] { customers_seen(); }), not_entered);
    EXPECT_EQ(caller_.value<std::string>("select current_setting('app.guild_id')"), "");
}

TEST_F(HostileSql, HasLostItsGuildAfterACommitInMidUnit)
{
    ada();
    caller_.run("commit");
    EXPECT_EQ(refusal([&] { customers_seen(); }), not_entered);
    caller_.run("begin");
    EXPECT_EQ(refusal([&] { customers_seen(); }), not_entered);
}

TEST_F(HostileSql, KeepsItsGuildOverSavepointsOnly)
{
    ada();
    caller_.run("savepoint here");
    EXPECT_EQ(customers_seen(), 1);
    caller_.run("rollback to savepoint here");
    EXPECT_EQ(customers_seen(), 1);
}

TEST_F(HostileSql, CannotWriteInAUnitForReading)
{
    caller_.enter({"customers.read"}, true);
    EXPECT_THAT(refusal([&] { caller_.run("delete from guild.customers"); }), AnyOf(read_only, not_entered));
    caller_.enter({"customers.read"}, true);
    EXPECT_EQ(refusal([&] {
                  caller_.run("insert into guild.customers (id, name, currency, payment_terms_days) "
                              "values (gen_random_uuid(), 'x', 'EUR', 1)");
              }),
              read_only);
    caller_.enter({"customers.read"}, true);
    EXPECT_EQ(refusal([&] { caller_.run("set transaction_read_only = off"); }), "25001");
    caller_.enter({"customers.read"}, true);
    EXPECT_EQ(refusal([&] { caller_.run("set transaction read write"); }), "25001");
}

TEST_F(HostileSql, WritesNothingWhereOnlyReadingWasPermitted)
{
    caller_.enter({"customers.read"}, false);
    EXPECT_EQ(caller_.run("update guild.customers set name = 'x'").affected(), 0);
    EXPECT_EQ(caller_.run("delete from guild.customers").affected(), 0);
    EXPECT_EQ(refusal([&] {
                  caller_.run(
                      "insert into guild.customers (id, name, currency, payment_terms_days) values (gen_random_uuid(), 'x', 'EUR', 1)");
              }),
              not_permitted);
}

TEST_F(HostileSql, CannotTellAForeignKeyIntoAnotherGuildFromNone)
{
    auto probe = [&](Uuid customer) {
        ada();
        return refusal(
            [&] { caller_.run("insert into guild.notes (id, customer_id, body) values (gen_random_uuid(), $1, 'x')", values(customer)); });
    };
    EXPECT_EQ(probe(strangers), "GH422");
    EXPECT_EQ(probe(strangers), probe(Uuid::make()));
}

TEST_F(HostileSql, CannotTellAnothersKeyFromAFreeOneWithOnConflict)
{
    ada();
    auto probe = [&](Uuid id) {
        return caller_
            .run("insert into guild.customers (id, external_id, name, currency, payment_terms_days) values ($1, $2, 'x', 'EUR', 1) "
                 "on conflict do nothing",
                 values(id, id.text()))
            .affected();
    };
    EXPECT_EQ(probe(strangers), 1);
    EXPECT_EQ(probe(Uuid::make()), 1);
}

TEST_F(HostileSql, CannotWriteIntoAnotherGuildOrSpot)
{
    auto insert = [&](std::string const& columns, std::string const& value) {
        return refused("insert into guild.customers (id, name, currency, payment_terms_days, " + columns +
                       ") values (gen_random_uuid(), 'x', 'EUR', 1, " + value + ")");
    };
    EXPECT_EQ(insert("guild_id", "'" + tree->foreign.id.text() + "'"), not_permitted);
    EXPECT_EQ(insert("spot_id, spot_pos", "null, 0"), not_permitted);
    ada();
    EXPECT_EQ(caller_.run("update guild.customers set name = 'x' where id = $1", values(strangers)).affected(), 0);
    EXPECT_EQ(caller_.run("delete from guild.customers where id = $1", values(strangers)).affected(), 0);
    EXPECT_THAT(refused("update guild.customers set guild_id = '" + tree->foreign.id.text() + "'"), AnyOf(not_permitted, "GH403"));
    EXPECT_EQ(refused("update guild.customers set spot_id = null, spot_pos = 0"), not_permitted);
}

// Its estimates come from statistics over all guilds: they would tell how many rows another one has.
TEST_F(HostileSql, HearsOfNoOthersRowInAnError)
{
    ada();
    std::string detail;
    try {
        caller_.run("insert into guild.customers (id, name, currency, payment_terms_days, guild_id) values ($1, 'x', 'EUR', 1, $2)",
                    values(strangers, tree->foreign.id));
    } catch (db::Error const& error) {
        detail = error.what() + error.detail;
    }
    EXPECT_THAT(detail, Not(HasSubstr("stranger")));
    EXPECT_THAT(detail, HasSubstr("row-level security"));
}

TEST_F(HostileSql, RunsNoFunctionOnRowsItMayNotSee)
{
    ada();
    // A division by zero in a stranger's row would tell that it is there.
    EXPECT_EQ(
        refusal([&] { caller_.run("select from guild.customers where 1 / (case when name = 'A stranger''s' then 0 else 1 end) = 1"); }),
        "");
    EXPECT_EQ(caller_.run("select from guild.customers where id = $1 for update", values(strangers)).size(), 0);
    EXPECT_THAT(caller_.value<std::string>(
                    "select coalesce(string_agg(query_to_xml('select name from guild.customers', true, false, '')::text, ''), '')"),
                Not(HasSubstr("stranger")));
}

TEST_F(HostileSql, EntersOnlyWithASecretNeverWithAnId)
{
    for (auto const& guess : {tree->account("gita").text(), tree->membership("gita").text(), std::string("")})
        EXPECT_EQ(refused_outside("select wall.enter('" + guess + "'::bytea, '{customers.read}', true, gen_random_uuid())"), "GH401")
            << guess;
    auto digest = tree->superuser().value<std::string>("select encode(s.digest, 'hex') from platform.sessions s where s.account_id = $1",
                                                       values(tree->account("gita")));
    EXPECT_EQ(refused_outside("select wall.enter('\\x" + digest + "'::bytea, '{customers.read}', true, gen_random_uuid())"), "GH401");
}

}  // namespace
}  // namespace guildhall::tenancy
