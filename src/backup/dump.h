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

// What was brought, in this program's schema: the migrations that were applied. The errors of db::migrate().
std::vector<std::string> migrate(db::Cluster const& cluster);

}  // namespace guildhall::backup
