#pragma once
#include <string>
#include <vector>

#include "backup/sealing.h"
#include "db/cluster.h"

namespace guildhall::backup {

// A database as pg_dump writes it (custom format), as a role that sees all rows; of the moment of a snapshot that was exported, or of its own.
void give_dump(std::string const& url, std::string const& snapshot, Give const& give);

// Such a dump in the place of the database "guildhall" of a cluster, which runs then. As it was dumped: what superuser.sql looks at is put
// right at the next start.
void bring_dump(db::Cluster& cluster, std::function<void(Give const&)> const& source);

// A database by the URLs of a superuser and of guildhall_migrate.
struct Place {
    std::string superuser, migrate;
};
Place place_in(db::Cluster const& cluster);

// Such a dump in a database of another PostgreSQL: one that has nothing but what superuser.sql makes, and has nothing at all if it could
// not be brought. std::runtime_error where it is not empty.
void bring_dump(Place const& place, std::function<void(Give const&)> const& source);
void must_be_empty(Place const& place);
void empty(Place const& place);

// What was brought, in this program's schema: the migrations that were applied. The errors of db::migrate().
std::vector<std::string> migrate(Place const& place);

}  // namespace guildhall::backup
