#include "backup/dump.h"

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

std::vector<std::string> migrate(db::Cluster const& cluster)
{
    db::Session(cluster.url("postgres")).script("set client_min_messages = warning;" + std::string(db::superuser_script()));
    return db::migrate(cluster.url("guildhall_migrate"), db::embedded_migrations());
}

}  // namespace guildhall::backup
