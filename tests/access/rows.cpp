#include "access/rows.h"

namespace guildhall::access {

namespace {

constexpr char all_tables[] = "select c.oid::regclass::text,"
                              "       (select string_agg(quote_ident(a.attname), ', ' order by a.attnum) from pg_attribute a"
                              "         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '')"
                              "  from pg_class c join pg_namespace n on n.oid = c.relnamespace"
                              " where n.nspname in ('guild', 'platform') and c.relkind in ('r', 'p')"
                              "   and c.oid::regclass::text not in ('guild.audit_events', 'platform.audit_events', 'platform.audit_heads',"
                              "       'platform.idempotency_keys', 'platform.sign_in_attempts', 'platform.refusal_counts')";

std::string digest_of(std::string const& table)
{
    std::string const row = table == "platform.sessions" ? "(to_jsonb(r) - 'last_seen_at' - 'idle_until')::text" : "r::text";
    return "select '" + table + "' as name, coalesce(md5(string_agg(md5(" + row + "), '' order by md5(" + row + "))), '') as digest from " +
           table + " r";
}

}  // namespace

Rows::Rows(db::Session& superuser) : superuser_(superuser)
{
    superuser.run("set client_min_messages = warning");
    superuser.run("drop schema if exists kept cascade");
    superuser.run("create schema kept");
    auto const found = superuser.run(all_tables);
    for (int i = 0; i < found.size(); ++i) {
        Table table{found[i].get<std::string>(0), found[i].get<std::string>(1), "kept.t" + std::to_string(i)};
        superuser.run("create table " + table.kept + " as table " + table.name);
        digests_statement_ += (i ? " union all " : "") + digest_of(table.name);
        tables_.push_back(std::move(table));
    }
    as_kept_ = digests();
}

std::map<std::string, std::string> Rows::digests()
{
    std::map<std::string, std::string> all;
    auto const found = superuser_.run(digests_statement_);
    for (int i = 0; i < found.size(); ++i)
        all[found[i].get<std::string>(0)] = found[i].get<std::string>(1);
    return all;
}

std::vector<std::string> Rows::changed()
{
    std::vector<std::string> names;
    for (auto const& [name, digest] : digests())
        if (as_kept_.at(name) != digest)
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
}

}  // namespace guildhall::access
