#include "db/migrate.h"

#include <cstdlib>
#include <map>
#include <stdexcept>

#include "base/secret.h"
#include "db/session.h"

namespace guildhall::db {

int Migration::number() const
{
    return std::atoi(name.c_str());
}

std::string Migration::digest() const
{
    return hex(sha256(text));
}

namespace {

[[noreturn]] void refuse_newer(std::string const& migration)
{
    throw std::runtime_error("the database is newer than this program: it has migration " + migration +
                             ". Start the newer version of Guildhall.");
}

struct Applied {
    std::string name, digest;
};

std::map<int, Applied> applied_in(Session& session)
{
    std::map<int, Applied> applied;
    auto rows = session.run("select number, name, digest from platform.migrations order by number");
    for (int i = 0; i < rows.size(); ++i)
        applied[rows[i].get<std::int32_t>(0)] = {rows[i].get<std::string>(1), rows[i].get<std::string>(2)};
    return applied;
}

std::vector<Migration const*> missing(std::map<int, Applied> applied, std::vector<Migration> const& migrations)
{
    std::vector<Migration const*> missing;
    for (auto const& migration : migrations) {
        auto found = applied.find(migration.number());
        if (found == applied.end()) {
            missing.push_back(&migration);
            continue;
        }
        if (found->second.digest != migration.digest())
            throw std::runtime_error("migration " + migration.name +
                                     " was changed after it was applied to this database. Restore the file, "
                                     "and bring the change as a new migration.");
        if (!missing.empty())
            throw std::runtime_error("migration " + missing.front()->name + " comes before " + found->second.name +
                                     ", which is already applied. Give it a number behind the last one.");
        applied.erase(found);
    }
    if (!applied.empty())
        refuse_newer(applied.begin()->second.name);
    return missing;
}

// What the one before it has deferred is asked now: a table with such questions left cannot be altered.
void apply(Session& session, Migration const& migration)
try {
    session.script("set local role guildhall_owner; set local search_path = pg_catalog, pg_temp;");
    session.script(migration.text);
    session.script("set constraints all immediate; set constraints all deferred; set local role guildhall_owner");
    session.run("insert into platform.migrations (number, name, digest) values ($1, $2, $3)",
                values(migration.number(), migration.name, migration.digest()));
} catch (Error const& error) {
    Error named(migration.name + ": " + error.what() + (error.detail.empty() ? "" : "\n" + error.detail) +
                    "\nNothing was migrated: the database is as it was, and the program that ran on it still does.",
                error.sqlstate);
    throw named;
}

// Held for the session: who comes second finds everything done.
void wait_for_my_turn(Session& session)
{
    session.run("select pg_advisory_lock(hashtext('guildhall migrations'))");
}

}  // namespace

std::vector<std::string> migrate(std::string const& url, std::vector<Migration> const& migrations)
{
    Session session(url);
    session.script("set role guildhall_migrate; set statement_timeout = 0; set client_min_messages = warning");
    wait_for_my_turn(session);
    std::vector<std::string> done;
    session.script("set role guildhall_owner");
    auto const pending = missing(applied_in(session), migrations);
    session.script("set role guildhall_migrate; begin");
    for (auto const* migration : pending) {
        apply(session, *migration);
        done.push_back(migration->name);
    }
    session.script("commit");
    return done;
}

std::vector<std::string> pending_migrations(std::string const& url, std::vector<Migration> const& migrations)
{
    Session session(url);
    session.script("set role guildhall_owner");
    std::vector<std::string> names;
    for (auto const* migration : missing(applied_in(session), migrations))
        names.push_back(migration->name);
    return names;
}

std::string unknown_migration(Session& session)
{
    if (session.value<bool>("select to_regclass('platform.migrations') is null"))
        return {};
    auto const rows = session.run("select name from platform.migrations where number > $1 order by number limit 1",
                                  values(embedded_migrations().back().number()));
    return rows.empty() ? std::string() : rows[0].get<std::string>(0);
}

void must_not_be_newer(Session& session)
{
    if (auto const unknown = unknown_migration(session); !unknown.empty())
        refuse_newer(unknown);
}

}  // namespace guildhall::db
