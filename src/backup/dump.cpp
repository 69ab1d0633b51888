#include "backup/dump.h"

#include <cstdlib>

#include "db/migrate.h"
#include "db/own_password.h"
#include "db/session.h"

namespace guildhall::backup {

namespace {

std::string program(std::string const& name)
{
    return (db::ClusterOptions().programs / name).string();
}

}  // namespace

void give_dump(std::string const& url, std::string const& snapshot, Give const& give)
{
    auto const [without, password] = db::split_password(url);
    Program::Order order{.words = {program("pg_dump"), "--format=custom", "--compress=5", "--no-password", "--dbname=" + without},
                         .environment = {{"PGPASSWORD", password}}};
    if (!snapshot.empty())
        order.words.push_back("--snapshot=" + snapshot);
    read_from(std::move(order), give);
}

void bring_dump(db::Cluster& cluster, std::function<void(Give const&)> const& source)
{
    cluster.start();
    db::Session postgres(cluster.url("postgres", "postgres"));
    postgres.run("create database restored template template0 encoding 'UTF8' locale 'C.UTF-8'");
    write_to({.words = {program("pg_restore"), "--exit-on-error", "--no-password", "--dbname=" + cluster.url("postgres", "restored")}},
             source);
    postgres.run("drop database guildhall with (force)");
    postgres.run("alter database restored rename to guildhall");
}

Place place_in(db::Cluster const& cluster)
{
    return {cluster.url("postgres"), cluster.url("guildhall_migrate")};
}

void must_be_empty(Place const& place)
{
    db::Session superuser(place.superuser), migrate(place.migrate);
    db::check_server(superuser);
    if (!superuser.value<bool>("select rolsuper from pg_catalog.pg_roles where rolname = current_user"))
        throw std::runtime_error("--superuser: this is no superuser.");
    std::string const which =
        "select concat_ws(' ', current_database(), pg_catalog.pg_postmaster_start_time(), (select oid from pg_catalog.pg_database where "
        "datname = current_database()))";
    if (superuser.value<std::string>(which) != migrate.value<std::string>(which))
        throw std::runtime_error("--superuser names another database than GUILDHALL_MIGRATE_URL.");
    auto const there =
        superuser.run("select c.oid::regclass::text from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = "
                      "c.relnamespace where n.nspname !~ '^(pg_|information_schema$)' and c.relkind in ('r', 'p', 'v', 'm', 'S', 'f') "
                      "and c.oid is distinct from to_regclass('platform.migrations') order by 1 limit 1");
    if (!there.empty())
        throw std::runtime_error("The database is not empty: it has " + there[0].get<std::string>(0) +
                                 ". A backup is brought back into one that has nothing but what superuser.sql makes (docs/postgresql.md).");
}

void empty(Place const& place)
{
    db::Session(place.superuser).script("set client_min_messages = warning; drop schema if exists guild, platform, wall cascade");
}

void bring_dump(Place const& place, std::function<void(Give const&)> const& source)
{
    must_be_empty(place);
    auto [without, password] = db::split_password(place.superuser);
    if (auto const* given = std::getenv("PGPASSWORD"); given && password.empty())
        password = given;
    empty(place);
    write_to({.words = {program("pg_restore"), "--exit-on-error", "--single-transaction", "--no-password", "--dbname=" + without},
              .environment = {{"PGPASSWORD", password}}},
             source);
}

std::vector<std::string> migrate(Place const& place)
{
    db::Session(place.superuser).script("set client_min_messages = warning;" + std::string(db::superuser_script()));
    return db::migrate(place.migrate, db::embedded_migrations());
}

}  // namespace guildhall::backup
