// Reads the catalogue and knows no table by name: a table, view, function, grant or role that breaks a rule of the wall is told.
#include <gmock/gmock.h>

#include "db/migrate.h"
#include "isolation/catalogue.h"
#include "support/database.h"

namespace guildhall::tenancy {
namespace {

using isolation::violations;
using support::TestDatabase;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(TheCatalogue, BreaksNoRuleOfTheWall)
{
    TestDatabase database;
    EXPECT_THAT(violations(database.superuser()), IsEmpty());
}

TEST(TheCatalogue, IsTheSameWhenTheSuperusersScriptHasRunAgainAndAgain)
{
    TestDatabase database;
    auto const script = std::string(db::superuser_script());
    database.superuser().script(script);
    database.superuser().script(script);
    EXPECT_THAT(violations(database.superuser()), IsEmpty());
}

// A negative control: something broken on purpose, and what the test must say of it.
struct Broken {
    char const* name;
    char const* sql;
    char const* told;
};

class ABrokenCatalogue : public testing::TestWithParam<Broken> {
protected:
    static void SetUpTestSuite() { database = std::make_unique<TestDatabase>(); }
    static void TearDownTestSuite() { database.reset(); }

    static inline std::unique_ptr<TestDatabase> database;
};

TEST_P(ABrokenCatalogue, IsTold)
{
    auto& superuser = database->superuser();
    superuser.run("begin");
    superuser.script(GetParam().sql);
    EXPECT_THAT(violations(superuser), Contains(HasSubstr(GetParam().told)));
    superuser.run("rollback");
}

// A sound table, to break one thing in.
#define A_TABLE                                                                                                                            \
    "set local role guildhall_owner;"                                                                                                      \
    "create table guild.things (guild_id uuid not null default wall.guild_id(), id uuid not null, name text,"                              \
    "  spot_pos bigint not null default wall.spot_pos(), owner_id uuid not null default wall.account_id(),"                                \
    "  version integer not null default 1, created_at timestamptz not null default now(), created_by uuid not null,"                       \
    "  updated_at timestamptz not null default now(), updated_by uuid not null, constraint things_key primary key (guild_id, id));"        \
    "select wall.protect('guild.things', 'spot');"

Broken const broken[] = {
    {"a_table_elsewhere", "create table public.things (id uuid)", "public.things is outside"},
    {"a_table_among_the_functions", "create table wall.things (id uuid)", "wall.things is outside"},
    {"a_table_in_a_schema_of_its_own", "create schema things; create table things.things (id uuid)", "things.things is outside"},
    {"no_guild", "create table guild.things (id uuid constraint things_key primary key)", "guild.things has no column guild_id"},
    {"a_guild_that_may_be_null", A_TABLE "create table guild.loose (guild_id uuid, id uuid)", "guild.loose has no column guild_id"},
    {"a_key_without_guild", A_TABLE "alter table guild.things drop constraint things_key, add constraint things_key primary key (id)",
     "guild.things: guild.things_key does not begin with guild_id"},
    {"a_guild_second_in_the_key",
     A_TABLE "alter table guild.things drop constraint things_key, add constraint things_key primary key (id, guild_id)",
     "guild.things: guild.things_key does not begin with guild_id"},
    {"no_key", A_TABLE "alter table guild.things drop constraint things_key", "guild.things has no primary key"},
    {"a_unique_index_without_guild", A_TABLE "create unique index things_name on guild.things (name)",
     "guild.things: guild.things_name does not begin with guild_id"},
    {"an_index_on_an_expression", A_TABLE "create index things_name on guild.things (lower(name), guild_id)",
     "guild.things: guild.things_name does not begin with guild_id"},
    {"a_unique_constraint_without_guild", A_TABLE "alter table guild.things add constraint things_name unique (name)",
     "guild.things: guild.things_name does not begin with guild_id"},
    {"a_foreign_key_of_one_column",
     A_TABLE "alter table guild.things add column guild uuid; alter table guild.things add constraint things_guild foreign key (guild) "
             "references platform.guilds (id)",
     "things_guild does not begin with guild_id on both sides"},
    {"a_foreign_key_that_forgets_the_guild",
     A_TABLE
     "alter table guild.things add column c uuid; alter table guild.things add constraint things_customer foreign key (guild_id, c) "
     "references guild.customers (guild_id, id) on delete set null",
     "things_customer sets the guild to null"},
    {"a_foreign_key_from_outside",
     "alter table platform.guilds add column c uuid; alter table platform.guilds add constraint guilds_customer foreign key (id, c) "
     "references guild.customers (guild_id, id)",
     "guilds_customer reaches into a guild from outside"},
    {"a_constraint_without_a_name", A_TABLE "alter table guild.things add check (name <> '')", "was not named by anybody"},
    {"no_row_security", A_TABLE "alter table guild.things disable row level security", "guild.things does not enable and force"},
    {"row_security_not_for_the_owner", A_TABLE "alter table guild.things no force row level security",
     "guild.things does not enable and force"},
    {"an_unprotected_table",
     "set local role guildhall_owner; create table guild.things (guild_id uuid, id uuid, constraint things_key primary key (guild_id, id))",
     "guild.things was not given to wall.protect"},
    {"no_policy_for_reading", A_TABLE "drop policy read on guild.things", "guild.things has no policy for select"},
    {"no_policy_for_writing", A_TABLE "drop policy change on guild.things", "guild.things has no policy for update"},
    {"a_policy_more", A_TABLE "create policy everybody on guild.things using (true)", "policy everybody is none of those"},
    {"a_policy_that_is_always_true", A_TABLE "alter policy read on guild.things using (true)", "policy read (using) does not hold"},
    {"a_policy_with_a_way_out",
     A_TABLE "alter policy read on guild.things using (guild_id = current_setting('app.guild_id')::uuid or name = 'x')",
     "policy read (using) does not hold"},
    {"a_policy_that_forgets_the_spot",
     A_TABLE "alter policy add on guild.things with check (guild_id = current_setting('app.guild_id')::uuid)",
     "policy add (check) does not hold"},
    {"a_policy_that_lets_rows_escape",
     A_TABLE "alter policy change on guild.things with check (guild_id = current_setting('app.guild_id')::uuid)",
     "policy change lets update rows become"},
    {"no_audit", A_TABLE "drop trigger audit_update on guild.things", "guild.things is written by the server without audit_update"},
    {"audit_switched_off", A_TABLE "alter table guild.things disable trigger audit_delete",
     "guild.things is written by the server without audit_delete"},
    {"no_version", A_TABLE "drop trigger stamp on guild.things", "guild.things is updated without version"},
    {"a_table_called_staging", A_TABLE "select wall.protect('guild.things', 'staging'); drop trigger audit_insert on guild.things",
     "guild.things is written by the server without audit_insert"},
    {"a_wall_that_sees_more", A_TABLE "alter policy sees on guild.things using (true)", "policy sees shows the wall more"},
    {"a_mover_that_sees_more", A_TABLE "alter policy move on guild.things using (true)", "policy move shows guildhall_mover more"},
    {"a_mover_that_writes_more", A_TABLE "alter policy move on guild.things with check (true)", "policy move shows guildhall_mover more"},
    {"a_mover_that_reads_passwords", "grant select (password_hash) on platform.accounts to guildhall_mover",
     "guildhall_mover may SELECT on platform.accounts.password_hash"},
    {"a_mover_that_reads_reports", "grant select (description) on platform.desk_cases to guildhall_mover",
     "guildhall_mover may SELECT on platform.desk_cases.description"},
    {"a_mover_that_changes_what_was_erased", "grant update on platform.erasures to guildhall_mover",
     "guildhall_mover may UPDATE on platform.erasures"},
    {"everybodys_own_views", "alter policy read on guild.views using (guild_id = current_setting('app.guild_id')::uuid)",
     "guild.views: policy read (using) does not hold"},
    {"a_rule", A_TABLE "create rule things_rule as on delete to guild.things do instead nothing", "guild.things has a rule"},
    {"a_view_as_its_owner", "create view guild.everything as select name from guild.customers", "guild.everything is a view that is not"},
    {"a_materialised_view", "create materialized view guild.everything as select name from guild.customers", "is a materialised view"},
    {"a_sequence", "create sequence guild.numbers", "guild.numbers is a sequence"},
    {"a_serial_column", A_TABLE "alter table guild.things add column number bigint generated always as identity",
     "is a sequence that guilds would share"},
    {"a_definer_function",
     "create function wall.things() returns text language sql security definer set search_path = pg_catalog, pg_temp as 'select 1::text'",
     "wall.things() is a SECURITY DEFINER function that is not on the list"},
    {"a_definer_function_without_search_path", "alter function wall.me() reset search_path",
     "wall.me() runs as its owner and does not set search_path"},
    {"a_definer_function_of_the_superuser", "alter function wall.me() owner to postgres", "wall.me() runs as postgres"},
    {"a_function_for_everybody", "grant execute on function wall.tidy() to public", "everybody may EXECUTE on function wall.tidy()"},
    {"a_function_elsewhere", "create function public.things() returns text language sql as 'select 1::text'",
     "public.things() may be called by the server"},
    {"a_leakproof_function", "alter function wall.words(text) leakproof", "wall.words(text) says that it is leakproof"},
    {"truncate", "grant truncate on guild.customers to guildhall_app", "guildhall_app may TRUNCATE on guild.customers"},
    {"references", "grant references on guild.customers to guildhall_app", "guildhall_app may REFERENCES on guild.customers"},
    {"a_platform_table", "grant select on platform.accounts to guildhall_app", "guildhall_app may SELECT on platform.accounts"},
    {"a_platform_column", "grant select (email) on platform.accounts to guildhall_app",
     "guildhall_app may SELECT on platform.accounts.email"},
    {"a_table_for_everybody", "grant select on guild.customers to public", "everybody may SELECT on table guild.customers"},
    {"create_in_a_schema", "grant create on schema guild to guildhall_app", "guildhall_app may CREATE on guild"},
    {"the_public_schema", "grant usage on schema public to public", "everybody may USAGE on schema public"},
    {"a_language", "grant usage on language plpgsql to public", "everybody may USAGE on language plpgsql"},
    {"set_config", "grant execute on function pg_catalog.set_config(text, text, boolean) to guildhall_app",
     "guildhall_app may call set_config"},
    {"activity", "grant select on pg_stat_activity to public", "guildhall_app may read pg_stat_activity"},
    {"how_many_rows", "grant select on pg_class to public", "guildhall_app may read pg_class.reltuples"},
    {"ownership", "alter table guild.customers owner to guildhall_app", "guildhall_app owns table guild.customers"},
    {"rights_to_come", "alter default privileges for role guildhall_owner in schema guild grant select on tables to guildhall_app",
     "guildhall_app may SELECT on default of r"},
};

INSTANTIATE_TEST_SUITE_P(AllOfThem, ABrokenCatalogue, testing::ValuesIn(broken),
                         [](auto const& which) { return std::string(which.param.name); });

// Roles are the cluster's: a transaction keeps what is broken here from everybody else.
Broken const broken_roles[] = {
    {"a_server_that_bypasses", "alter role guildhall_app bypassrls", "role guildhall_app is not what it should be"},
    {"a_server_that_is_superuser", "alter role guildhall_app superuser", "role guildhall_app is not what it should be"},
    {"an_owner_who_signs_in", "alter role guildhall_owner login", "role guildhall_owner is not what it should be"},
    {"a_mover_who_signs_in", "alter role guildhall_mover login", "role guildhall_mover is not what it should be"},
    {"a_server_that_moves", "grant guildhall_mover to guildhall_app", "guildhall_app is a member of guildhall_mover"},
    {"a_server_among_the_owners", "grant guildhall_owner to guildhall_app", "guildhall_app is a member of guildhall_owner"},
    {"another_search_path", "alter role guildhall_app set search_path = pg_temp, guild", "guildhall_app does not search"},
    {"a_parameter", "grant set on parameter app.guild_id to guildhall_app", "guildhall_app may SET on app.guild_id"},
};

INSTANTIATE_TEST_SUITE_P(Roles, ABrokenCatalogue, testing::ValuesIn(broken_roles),
                         [](auto const& which) { return std::string(which.param.name); });

}  // namespace
}  // namespace guildhall::tenancy
