// Hostile SQL makes nothing, reaches no other session and no file, and learns nothing about the whole.
#include "tenancy/hostile.h"

namespace guildhall::tenancy {
namespace {

TEST_F(HostileSql, CannotBecomeSomebodyElse)
{
    for (std::string const role :
         {"guildhall_owner", "guildhall_wall", "guildhall_mover", "guildhall_migrate", "guildhall_backup", "postgres"}) {
        EXPECT_EQ(refused("set role " + role), not_permitted) << role;
        EXPECT_EQ(refused("set session authorization " + role), not_permitted) << role;
    }
}

TEST_F(HostileSql, MakesNoFunctionsViewsTablesOrBlocks)
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

TEST_F(HostileSql, CopiesOnlyWhatItSeesAndToNowhereElse)
{
    EXPECT_EQ(refused("copy guild.customers from program 'true'"), not_permitted);
    EXPECT_EQ(refused("copy (select 1) to program 'cat'"), not_permitted);
    EXPECT_EQ(refused("copy guild.customers to '/tmp/customers'"), not_permitted);
    EXPECT_EQ(refused("copy guild.customers from '/etc/passwd'"), not_permitted);
    EXPECT_EQ(refused("copy guild.customers from stdin"), "0A000");
    EXPECT_EQ(refused("copy platform.accounts to stdout"), not_permitted);
}

TEST_F(HostileSql, CallsNoInnerFunctionOfTheWall)
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

TEST_F(HostileSql, ReachesNoOtherConnection)
{
    for (std::string const call :
         {"pg_terminate_backend(1)", "pg_cancel_backend(1)", "pg_notify('x', 'y')", "pg_advisory_lock(1)", "pg_advisory_xact_lock(1)",
          "pg_try_advisory_lock(1)", "pg_try_advisory_xact_lock_shared(1, 2)", "pg_advisory_unlock_all()", "pg_sleep(1)",
          "pg_export_snapshot()", "pg_blocking_pids(1)", "pg_listening_channels()", "pg_notification_queue_usage()", "pg_lock_status()"})
        EXPECT_EQ(refused("select " + call), not_permitted) << call;
}

TEST_F(HostileSql, NeitherListensNorNotifiesNorLocks)
{
    for (std::string const statement :
         {"listen x", "unlisten *", "notify x", "notify x, 'y'", "lock table guild.customers in access exclusive mode",
          "lock table guild.customers in access share mode"})
        EXPECT_EQ(refused(statement), not_permitted) << statement;
}

TEST_F(HostileSql, ChangesNothingForSessionsToCome)
{
    for (std::string const statement : {"alter role guildhall_app set statement_timeout = 1", "alter role guildhall_app reset all",
                                        "alter role current_user set search_path = pg_temp", "alter role guildhall_app password 'x'",
                                        "alter database postgres set statement_timeout = 1"})
        EXPECT_EQ(refused(statement), not_permitted) << statement;
    EXPECT_EQ(refused_outside("alter system set fsync = off"), not_permitted);
}

TEST_F(HostileSql, ExplainsNothing)
{
    auto const query = "select from guild.customers where guild_id = '" + tree->foreign.id.text() + "'";
    EXPECT_EQ(refused("explain " + query), not_permitted);
    EXPECT_EQ(refused("explain (analyze, verbose, buffers) " + query), not_permitted);
    ada();
    caller_.run("prepare p as " + query);
    EXPECT_EQ(refusal([&] { caller_.run("explain execute p"); }), not_permitted);
}

TEST_F(HostileSql, KeepsNoLargeObjects)
{
    for (std::string const call :
         {"lo_create(0)", "lo_creat(-1)", "lo_from_bytea(0, 'x')", "lo_open(1, 131072)", "lo_get(1)", "lo_put(1, 0, 'x')", "lo_unlink(1)",
          "loread(0, 1)", "lowrite(0, 'x')", "lo_import('/etc/passwd')", "lo_export(1, '/tmp/x')"})
        EXPECT_EQ(refused("select " + call), not_permitted) << call;
    EXPECT_EQ(refused("select from pg_largeobject"), not_permitted);
}

TEST_F(HostileSql, LearnsNothingFromStatistics)
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

}  // namespace
}  // namespace guildhall::tenancy
