#include "isolation/hostile.h"

#include <algorithm>
#include <array>

namespace guildhall::isolation {

namespace {

constexpr std::string_view refused = "42501", unentered = "22P02 42704", nothing = "nothing";
constexpr bool outside = false;

// None of these does harm where it succeeds, since it is rolled back: what could not be is tried in tests/tenancy alone.
constexpr std::array all{
    // without having entered
    Hostile{"select name from guild.customers", unentered, outside},
    Hostile{"update guild.customers set name = 'x'", unentered, outside},
    Hostile{"delete from guild.customers", unentered, outside},
    Hostile{"insert into guild.customers (id, name, currency, payment_terms_days) values (gen_random_uuid(), 'x', 'EUR', 1)", unentered,
            outside},
    Hostile{"select wall.enter('{guild}'::bytea, '{customers.read}', true, gen_random_uuid())", "GH401", outside},
    Hostile{"select wall.enter(''::bytea, '{customers.read}', true, gen_random_uuid())", "GH401", outside},
    // another guild by the settings
    Hostile{"select set_config('app.guild_id', '{guild}', true)", refused},
    Hostile{"set app.guild_id = '{guild}'", refused},
    Hostile{"set local app.guild_id = '{guild}'", refused},
    Hostile{"set session app.guild_id = '{guild}'", refused},
    Hostile{"set local app.read_hi = '4611686018427387904'", refused},
    Hostile{"reset app.guild_id", refused},
    Hostile{"set session_replication_role = replica", refused},
    // another guild's records
    Hostile{"select from guild.customers where guild_id = '{guild}'", nothing},
    Hostile{"select from guild.customers where id = '{customer}' for update", nothing},
    Hostile{"update guild.customers set name = 'x' where id = '{customer}'", nothing},
    Hostile{"delete from guild.customers where id = '{customer}'", nothing},
    Hostile{"select from guild.customers where guild_id = '{guild}' and 1 / (case when name <> '' then 0 else 1 end) = 1", nothing},
    Hostile{"insert into guild.customers (guild_id, id, name, currency, payment_terms_days) values ('{guild}', gen_random_uuid(), 'x', "
            "'EUR', 1)",
            refused},
    Hostile{
        "insert into guild.customers (id, name, currency, payment_terms_days, spot_id, spot_pos) values (gen_random_uuid(), 'x', 'EUR', 1, "
        "null, 0)",
        refused},
    Hostile{"insert into guild.notes (id, customer_id, body) values (gen_random_uuid(), '{customer}', 'x')", "GH422"},
    Hostile{"update guild.customers set spot_id = null, spot_pos = 0", refused},
    // what is the platform's, and what is PostgreSQL's
    Hostile{"select from platform.accounts", refused},
    Hostile{"select from platform.sessions", refused},
    Hostile{"select from platform.refresh_tokens", refused},
    Hostile{"select from platform.memberships", refused},
    Hostile{"select from platform.guilds", refused},
    Hostile{"select from platform.spots", refused},
    Hostile{"select from platform.installation", refused},
    Hostile{"select from platform.audit_events", refused},
    Hostile{"select from platform.audit_heads", refused},
    Hostile{"select from platform.access_owners", refused},
    Hostile{"select from platform.standing_grants", refused},
    Hostile{"select from platform.setup_links", refused},
    Hostile{"select from platform.idempotency_keys", refused},
    Hostile{"select from platform.sign_in_attempts", refused},
    Hostile{"select from platform.desk_cases", refused},
    Hostile{"select from platform.desk_messages", refused},
    Hostile{"select from platform.desk_members", refused},
    Hostile{"select from wall.list_desk_cases()", "GH401", outside},
    Hostile{"select from wall.list_desk_cases()", "GH403"},
    Hostile{"select from wall.get_desk_case('{customer}')", "GH403"},
    Hostile{"select from wall.list_desk_messages('{customer}')", "GH403"},
    Hostile{"select from wall.add_desk_message('{customer}', gen_random_uuid(), 'x', true)", "GH403"},
    Hostile{"select from wall.add_desk_member('x@example.org')", "GH403"},
    Hostile{"select from wall.open_desk_cases()", refused},
    Hostile{"select wall.name_at_desk('x@example.org')", refused},
    Hostile{"select wall.name_desk_member('x@example.org', null)", refused},
    Hostile{"select wall.case_of_link('{guild}'::bytea)", refused},
    Hostile{"select from wall.follow_case('{guild}'::bytea)", "GH422", outside},
    Hostile{"select from pg_authid", refused},
    Hostile{"select from pg_shadow", refused},
    Hostile{"select from pg_hba_file_rules", refused},
    Hostile{"select from pg_file_settings", refused},
    Hostile{"select from pg_user_mapping", refused},
    Hostile{"select from pg_stat_activity", refused},
    Hostile{"select from pg_stats", refused},
    Hostile{"select from pg_locks", refused},
    Hostile{"select from pg_largeobject", refused},
    Hostile{"select reltuples from pg_class", refused},
    Hostile{"select relpages from pg_class", refused},
    Hostile{"select pg_relation_size('guild.customers')", refused},
    Hostile{"select pg_total_relation_size('guild.customers')", refused},
    Hostile{"select pg_stat_get_live_tuples('guild.customers'::regclass)", refused},
    Hostile{"select pg_stat_get_activity(null)", refused},
    Hostile{"select pg_ls_dir('.')", refused},
    Hostile{"select pg_read_file('postgresql.conf')", refused},
    Hostile{"explain select from guild.customers where guild_id = '{guild}'", refused},
    // the trail
    Hostile{"insert into guild.audit_events (guild_id) values (gen_random_uuid())", refused},
    Hostile{"update guild.audit_events set action = 'x'", refused},
    Hostile{"delete from guild.audit_events", refused},
    Hostile{"select wall.append_entry(gen_random_uuid(), null, null, 0, 'x', 'x', '{}')", refused},
    Hostile{"select wall.tell(gen_random_uuid(), 0, 'x', 'x', '{}')", refused},
    Hostile{"alter table guild.customers disable trigger all", refused},
    // inner functions of the wall
    Hostile{"select wall.make_guild(null, null, null, null, null, null, null)", refused},
    Hostile{"select wall.account_of('a@b', 'x')", refused},
    Hostile{"select wall.proof()", refused},
    Hostile{"select wall.create_admin(null, null, null, null, null, null, null)", refused},
    Hostile{"select wall.create_setup_link('x')", refused},
    Hostile{"select wall.protect('guild.customers', 'guild')", refused},
    Hostile{"select wall.lend_session(null, null, null, null, null)", refused},
    Hostile{"select wall.keep_canaries()", refused},
    // somebody else, or something of one's own
    Hostile{"set role guildhall_owner", refused},
    Hostile{"set role guildhall_wall", refused},
    Hostile{"set role guildhall_migrate", refused},
    Hostile{"set role guildhall_backup", refused},
    Hostile{"set session authorization guildhall_owner", refused},
    Hostile{"set session authorization guildhall_backup", refused},
    Hostile{"create function guild.f() returns text language sql as 'select 1::text'", refused},
    Hostile{"create function pg_temp.f() returns text language sql as 'select 1::text'", refused},
    Hostile{"create view guild.v as select 1", refused},
    Hostile{"create table guild.t (x text)", refused},
    Hostile{"create table public.t (x text)", refused},
    Hostile{"create temp table t (x text)", refused},
    Hostile{"create temp view v as select name from guild.customers", refused},
    Hostile{"do 'begin end'", refused},
    Hostile{"create schema mine", refused},
    Hostile{"create policy p on guild.customers using (true)", refused},
    Hostile{"alter table guild.customers disable row level security", refused},
    Hostile{"create statistics s on guild_id, name from guild.customers", refused},
    Hostile{"copy guild.customers to '/dev/null'", refused},
    Hostile{"copy guild.customers from '/dev/null'", refused},
    Hostile{"copy guild.customers from program 'true'", refused},
    Hostile{"copy (select 1) to program 'cat'", refused},
    Hostile{"copy platform.accounts to stdout", refused},
    // other connections
    Hostile{"listen x", refused},
    Hostile{"unlisten *", refused},
    Hostile{"notify x", refused},
    Hostile{"select pg_notify('x', 'y')", refused},
    Hostile{"select pg_try_advisory_xact_lock(1)", refused},
    Hostile{"select pg_advisory_xact_lock(1)", refused},
    Hostile{"select pg_sleep(0)", refused},
    Hostile{"select pg_cancel_backend(0)", refused},
    Hostile{"select pg_export_snapshot()", refused},
    Hostile{"select pg_blocking_pids(1)", refused},
    Hostile{"select pg_lock_status()", refused},
    Hostile{"select lo_create(0)", refused},
    Hostile{"select lo_from_bytea(0, 'x')", refused},
    Hostile{"select lo_get(1)", refused},
};

bool is_among(std::string_view states, std::string const& state)
{
    return !state.empty() && states.find(state) != states.npos;
}

void replace(std::string& text, std::string_view name, std::string const& value)
{
    for (auto at = text.find(name); at != text.npos; at = text.find(name, at + value.size()))
        text.replace(at, name.size(), value);
}

}  // namespace

std::span<Hostile const> hostile_statements()
{
    return all;
}

std::string against(Hostile const& hostile, std::string const& guild, std::string const& customer)
{
    std::string statement(hostile.sql);
    replace(statement, "{guild}", guild);
    replace(statement, "{customer}", customer);
    return statement;
}

std::string outcome_of(db::Session& session, Hostile const& hostile, std::string const& statement)
{
    std::int64_t rows = 0;
    try {
        auto const answer = session.run(statement);
        rows = std::max<std::int64_t>(answer.size(), answer.affected());
    } catch (db::Error const& error) {
        return is_among(hostile.expected, error.sqlstate)
                   ? ""
                   : "failed with " + error.sqlstate + " instead of " + std::string(hostile.expected);
    }
    if (hostile.expected == nothing)
        return rows == 0 ? "" : "reached " + std::to_string(rows) + " rows";
    return "was done";
}

}  // namespace guildhall::isolation
