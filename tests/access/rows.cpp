#include "access/rows.h"

namespace guildhall::access {

namespace {

constexpr char all_tables[] =
    "select c.oid::regclass::text,"
    "       (select string_agg(quote_ident(a.attname), ', ' order by a.attnum) from pg_attribute a"
    "         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '')"
    "  from pg_class c join pg_namespace n on n.oid = c.relnamespace"
    " where n.nspname in ('guild', 'platform') and c.relkind in ('r', 'p')"
    "   and c.oid::regclass::text not in ('guild.audit_events', 'platform.audit_events', 'platform.audit_heads',"
    "       'platform.idempotency_keys', 'platform.sign_in_attempts', 'platform.refusal_counts', 'platform.passkey_challenges')";

std::string digest_of(std::string const& table)
{
    std::string const row = table == "platform.sessions" ? "(to_jsonb(r) - 'last_seen_at' - 'idle_until')::text" : "r::text";
    return "select '" + table + "' as name, count(*) || '/' || coalesce(sum(hashtextextended(" + row + ", 0)), 0) as digest from " + table +
           " r";
}

}  // namespace

Rows::Rows(db::Session& superuser) : superuser_(superuser)
{
    superuser.script("set client_min_messages = warning;"
                     "drop schema if exists kept cascade;"
                     "create schema kept;"
                     "create table kept.written (name text not null);"
                     "create function kept.note() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp "
                     "as $$ begin insert into kept.written values (tg_table_schema || '.' || tg_table_name); return null; end $$");
    auto const found = superuser.run(all_tables);
    std::set<std::string> names;
    for (int i = 0; i < found.size(); ++i) {
        Table table{found[i].get<std::string>(0), found[i].get<std::string>(1), "kept.t" + std::to_string(i)};
        superuser.script("create table " + table.kept + " as table " + table.name +
                         "; create or replace trigger note after insert or update or delete or truncate on " + table.name +
                         " for each statement execute function kept.note()");
        names.insert(table.name);
        tables_.push_back(std::move(table));
    }
    as_kept_ = digests(names);
}

std::map<std::string, std::string> Rows::digests(std::set<std::string> const& of)
{
    std::string statement;
    for (auto const& name : of)
        statement += (statement.empty() ? "" : " union all ") + digest_of(name);
    std::map<std::string, std::string> all;
    auto const found = superuser_.run(statement);
    for (int i = 0; i < found.size(); ++i)
        all[found[i].get<std::string>(0)] = found[i].get<std::string>(1);
    return all;
}

std::vector<std::string> Rows::changed()
{
    auto const noted = superuser_.run("with noted as (delete from kept.written returning name) select distinct name from noted");
    for (int i = 0; i < noted.size(); ++i)
        written_to_.insert(noted[i].get<std::string>(0));
    std::vector<std::string> names;
    if (written_to_.empty())
        return names;
    for (auto const& [name, digest] : digests(written_to_))
        if (as_kept_.at(name) == digest)
            written_to_.erase(name);
        else
            names.push_back(name);
    return names;
}

void Rows::restore()
{
    auto const names = changed();
    std::string all = "set session_replication_role = replica; delete from platform.sign_in_attempts;";
    for (auto const& table : tables_)
        for (auto const& name : names)
            if (name == table.name)
                all += "delete from " + name + "; insert into " + name + " (" + table.columns + ") select " + table.columns + " from " +
                       table.kept + ";";
    superuser_.script(all + "set session_replication_role = origin");
    written_to_.clear();
}

}  // namespace guildhall::access
