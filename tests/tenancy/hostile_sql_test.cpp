// SQL that somebody managed to run as guildhall_app, entered as a builder of one guild or not at all. It gets nothing of anybody
// else's, leaves nothing behind, and reaches no other connection. Under both forms that keep the settings from being forged.
#include <gmock/gmock.h>

#include "tenancy/tree.h"

namespace guildhall::tenancy {
namespace {

using db::values;
using testing::AnyOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr auto not_permitted = "42501", not_entered = "22P02", never_set = "42704", read_only = "25006";

class HostileSql : public testing::Test {
protected:
    static void SetUpTestSuite()
    {
        tree = std::make_unique<Tree>();
        add_customer(*tree, "ada", "Ada's");
        add_customer(*tree, "sara", "Sara's");
        strangers = add_customer(*tree, "ada of foreign", "A stranger's");
    }
    static void TearDownTestSuite() { tree.reset(); }

    // Entered as Ada, who works in Sales of the first guild.
    Caller& ada() { return caller_.enter({"customers.read", "customers.create", "customers.update", "customers.delete"}); }
    std::string refused(std::string const& statement)
    {
        ada();
        return refusal([&] { caller_.run(statement); });
    }
    std::string refused_outside(std::string const& statement)
    {
        caller_.roll_back();
        return refusal([&] { caller_.run(statement); });
    }
    std::int64_t customers_seen() { return caller_.value<std::int64_t>("select count(*) from guild.customers"); }

    static inline std::unique_ptr<Tree> tree;
    static inline Uuid strangers;
    Caller caller_{*tree, "ada"};
};

TEST_F(HostileSql, sees_nothing_without_entering)
{
    EXPECT_THAT(refused_outside("select name from guild.customers"), AnyOf(not_entered, never_set));
    EXPECT_THAT(refused_outside("update guild.customers set name = 'x'"), AnyOf(not_entered, never_set));
    EXPECT_THAT(refused_outside("delete from guild.customers"), AnyOf(not_entered, never_set));
    EXPECT_THAT(
        refused_outside("insert into guild.customers (id, name, currency, payment_terms_days) values (gen_random_uuid(), 'x', 'EUR', 1)"),
        AnyOf(not_entered, never_set));
}

TEST_F(HostileSql, cannot_choose_a_guild_with_set_config)
{
    EXPECT_EQ(refused("select set_config('app.guild_id', '" + tree->foreign.id.text() + "', true)"), not_permitted);
    EXPECT_EQ(refused("update pg_settings set setting = '" + tree->foreign.id.text() + "' where name = 'app.guild_id'"), not_permitted);
}

TEST_F(HostileSql, cannot_choose_a_guild_with_set)
{
    for (std::string const local : {"", "local ", "session "})
        EXPECT_EQ(refused("set " + local + "app.guild_id = '" + tree->foreign.id.text() + "'"), not_permitted);
    EXPECT_EQ(refused("set local app.read_hi = '4611686018427387904'"), not_permitted);
    EXPECT_EQ(refused("reset app.guild_id"), not_permitted);
}

TEST_F(HostileSql, cannot_switch_row_security_off)
{
    ada();
    caller_.run("set local row_security = off");
    EXPECT_EQ(refusal([&] { caller_.run("select name from guild.customers"); }), not_permitted);
}

TEST_F(HostileSql, cannot_become_somebody_else)
{
    for (std::string const role : {"guildhall_owner", "guildhall_wall", "guildhall_migrate", "guildhall_backup", "postgres"}) {
        EXPECT_EQ(refused("set role " + role), not_permitted) << role;
        EXPECT_EQ(refused("set session authorization " + role), not_permitted) << role;
    }
}

TEST_F(HostileSql, finds_no_leftovers_on_a_pooled_connection)
{
    ada();
    EXPECT_EQ(customers_seen(), 1);
    caller_.commit();
    EXPECT_EQ(refusal([&] { customers_seen(); }), not_entered);
    EXPECT_EQ(caller_.value<std::string>("select current_setting('app.guild_id')"), "");
}

TEST_F(HostileSql, has_lost_its_guild_after_a_commit_in_mid_unit)
{
    ada();
    caller_.run("commit");
    EXPECT_EQ(refusal([&] { customers_seen(); }), not_entered);
    caller_.run("begin");
    EXPECT_EQ(refusal([&] { customers_seen(); }), not_entered);
}

TEST_F(HostileSql, keeps_its_guild_over_savepoints_only)
{
    ada();
    caller_.run("savepoint here");
    EXPECT_EQ(customers_seen(), 1);
    caller_.run("rollback to savepoint here");
    EXPECT_EQ(customers_seen(), 1);
}

TEST_F(HostileSql, cannot_write_in_a_unit_for_reading)
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

TEST_F(HostileSql, writes_nothing_where_only_reading_was_permitted)
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

TEST_F(HostileSql, makes_no_functions_views_tables_or_blocks)
{
    for (std::string const schema : {"public", "guild", "wall", "platform", "pg_temp"}) {
        EXPECT_EQ(refused("create function " + schema + ".f() returns text language sql as 'select 1::text'"), not_permitted) << schema;
        EXPECT_EQ(refused("create view " + schema + ".v as select 1"), not_permitted) << schema;
        EXPECT_EQ(refused("create table " + schema + ".t (x text)"), not_permitted) << schema;
    }
    EXPECT_EQ(refused("create temp table t (x text)"), not_permitted);
    EXPECT_EQ(refused("create temp view v as select name from guild.customers"), not_permitted);
    EXPECT_EQ(refused("do 'begin end'"), not_permitted);
    EXPECT_EQ(refused("do language sql 'select 1'"), "0A000");
    EXPECT_EQ(refused("create schema mine"), not_permitted);
    EXPECT_EQ(refused("create extension dblink"), not_permitted);
    EXPECT_EQ(refused("create role mallory"), not_permitted);
    EXPECT_EQ(refused("create trigger t before update on guild.customers for each row execute function wall.stamp()"), not_permitted);
    EXPECT_EQ(refused("create policy p on guild.customers using (true)"), not_permitted);
    EXPECT_EQ(refused("alter table guild.customers disable row level security"), not_permitted);
    EXPECT_EQ(refused("create statistics s on guild_id, name from guild.customers"), not_permitted);
    EXPECT_EQ(refused("truncate guild.customers"), not_permitted);
}

TEST_F(HostileSql, copies_only_what_it_sees_and_to_nowhere_else)
{
    EXPECT_EQ(refused("copy guild.customers from program 'true'"), not_permitted);
    EXPECT_EQ(refused("copy (select 1) to program 'cat'"), not_permitted);
    EXPECT_EQ(refused("copy guild.customers to '/tmp/customers'"), not_permitted);
    EXPECT_EQ(refused("copy guild.customers from '/etc/passwd'"), not_permitted);
    EXPECT_EQ(refused("copy guild.customers from stdin"), "0A000");
    EXPECT_EQ(refused("copy platform.accounts to stdout"), not_permitted);
}

TEST_F(HostileSql, reads_nothing_of_the_platform)
{
    for (std::string const table :
         {"accounts", "sessions", "refresh_tokens", "memberships", "guilds", "spots", "installation", "idempotency_keys", "audit_events",
          "audit_heads", "sign_in_attempts", "setup_links", "standing_grants", "access_owners"})
        EXPECT_EQ(refused("select from platform." + table), not_permitted) << table;
    for (std::string const table : {"pg_authid", "pg_shadow", "pg_hba_file_rules", "pg_file_settings", "pg_user_mapping"})
        EXPECT_EQ(refused("select from " + table), not_permitted) << table;
}

TEST_F(HostileSql, cannot_tell_a_foreign_key_into_another_guild_from_none)
{
    auto probe = [&](Uuid customer) {
        ada();
        return refusal(
            [&] { caller_.run("insert into guild.notes (id, customer_id, body) values (gen_random_uuid(), $1, 'x')", values(customer)); });
    };
    EXPECT_EQ(probe(strangers), "GH422");
    EXPECT_EQ(probe(strangers), probe(Uuid::make()));
}

TEST_F(HostileSql, cannot_tell_anothers_key_from_a_free_one_with_on_conflict)
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

TEST_F(HostileSql, cannot_write_into_another_guild_or_spot)
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

TEST_F(HostileSql, writes_no_history)
{
    EXPECT_EQ(refused("insert into guild.audit_events (guild_id) values (gen_random_uuid())"), not_permitted);
    EXPECT_EQ(refused("update guild.audit_events set action = 'x'"), not_permitted);
    EXPECT_EQ(refused("delete from guild.audit_events"), not_permitted);
    EXPECT_EQ(refused("select wall.append_entry(gen_random_uuid(), null, null, 0, 'x', 'x', '{}')"), not_permitted);
    EXPECT_EQ(refused("select wall.tell(gen_random_uuid(), 0, 'x', 'x', '{}')"), not_permitted);
    EXPECT_EQ(refused("alter table guild.customers disable trigger all"), not_permitted);
    EXPECT_EQ(refused("set session_replication_role = replica"), not_permitted);
}

TEST_F(HostileSql, calls_no_inner_function_of_the_wall)
{
    auto rows = tree->superuser().run("select p.oid::regprocedure::text from pg_proc p where p.pronamespace = 'wall'::regnamespace "
                                      "and not has_function_privilege('guildhall_app', p.oid, 'execute')");
    EXPECT_GT(rows.size(), 20);
    EXPECT_EQ(refused("select wall.make_guild(null, null, null, null, null, null, null)"), not_permitted);
    EXPECT_EQ(refused("select wall.account_of('a@b', 'x')"), not_permitted);
    EXPECT_EQ(refused("select wall.proof()"), not_permitted);
    EXPECT_EQ(refused("select wall.create_admin(null, null, null, null, null, null, null)"), not_permitted);
    EXPECT_EQ(refused("select wall.create_setup_link('x')"), not_permitted);
    EXPECT_EQ(refused("select wall.protect('guild.customers', 'guild')"), not_permitted);
}

TEST_F(HostileSql, reaches_no_other_connection)
{
    for (std::string const call :
         {"pg_terminate_backend(1)", "pg_cancel_backend(1)", "pg_notify('x', 'y')", "pg_advisory_lock(1)", "pg_advisory_xact_lock(1)",
          "pg_try_advisory_lock(1)", "pg_try_advisory_xact_lock_shared(1, 2)", "pg_advisory_unlock_all()", "pg_sleep(1)",
          "pg_export_snapshot()", "pg_blocking_pids(1)", "pg_listening_channels()", "pg_notification_queue_usage()", "pg_lock_status()"})
        EXPECT_EQ(refused("select " + call), not_permitted) << call;
}

TEST_F(HostileSql, neither_listens_nor_notifies_nor_locks)
{
    for (std::string const statement :
         {"listen x", "unlisten *", "notify x", "notify x, 'y'", "lock table guild.customers in access exclusive mode",
          "lock table guild.customers in access share mode"})
        EXPECT_EQ(refused(statement), not_permitted) << statement;
}

TEST_F(HostileSql, changes_nothing_for_sessions_to_come)
{
    for (std::string const statement : {"alter role guildhall_app set statement_timeout = 1", "alter role guildhall_app reset all",
                                        "alter role current_user set search_path = pg_temp", "alter role guildhall_app password 'x'",
                                        "alter database postgres set statement_timeout = 1"})
        EXPECT_EQ(refused(statement), not_permitted) << statement;
    EXPECT_EQ(refused_outside("alter system set fsync = off"), not_permitted);
}

// Its estimates come from statistics over all guilds: they would tell how many rows another one has.
TEST_F(HostileSql, explains_nothing)
{
    auto const query = "select from guild.customers where guild_id = '" + tree->foreign.id.text() + "'";
    EXPECT_EQ(refused("explain " + query), not_permitted);
    EXPECT_EQ(refused("explain (analyze, verbose, buffers) " + query), not_permitted);
    ada();
    caller_.run("prepare p as " + query);
    EXPECT_EQ(refusal([&] { caller_.run("explain execute p"); }), not_permitted);
}

TEST_F(HostileSql, keeps_no_large_objects)
{
    for (std::string const call :
         {"lo_create(0)", "lo_creat(-1)", "lo_from_bytea(0, 'x')", "lo_open(1, 131072)", "lo_get(1)", "lo_put(1, 0, 'x')", "lo_unlink(1)",
          "loread(0, 1)", "lowrite(0, 'x')", "lo_import('/etc/passwd')", "lo_export(1, '/tmp/x')"})
        EXPECT_EQ(refused("select " + call), not_permitted) << call;
    EXPECT_EQ(refused("select from pg_largeobject"), not_permitted);
}

TEST_F(HostileSql, learns_nothing_from_statistics)
{
    auto views = tree->superuser().run(
        "select c.relname from pg_class c where c.relnamespace = 'pg_catalog'::regnamespace and c.relkind in ('v', 'r') "
        "and (c.relname like 'pg\\_stat%' or c.relname in ('pg_locks', 'pg_prepared_xacts'))");
    ASSERT_GT(views.size(), 40);
    for (int i = 0; i < views.size(); ++i)
        EXPECT_EQ(refused("select from pg_catalog." + views[i].get<std::string>(0)), not_permitted) << views[i].get<std::string>(0);
    EXPECT_EQ(refused("select reltuples from pg_class"), not_permitted);
    EXPECT_EQ(refused("select relpages from pg_class"), not_permitted);
    EXPECT_EQ(refused("select pg_relation_size('guild.customers')"), not_permitted);
    EXPECT_EQ(refused("select pg_total_relation_size('guild.customers')"), not_permitted);
    EXPECT_EQ(refused("select pg_stat_get_live_tuples('guild.customers'::regclass)"), not_permitted);
    EXPECT_EQ(refused("select pg_stat_get_activity(null)"), not_permitted);
    EXPECT_EQ(refused("select pg_ls_dir('.')"), not_permitted);
    EXPECT_EQ(refused("select pg_read_file('postgresql.conf')"), not_permitted);
}

TEST_F(HostileSql, hears_of_no_others_row_in_an_error)
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

TEST_F(HostileSql, runs_no_function_on_rows_it_may_not_see)
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

TEST_F(HostileSql, enters_only_with_a_secret_never_with_an_id)
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
