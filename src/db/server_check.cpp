#include <stdexcept>

#include "db/cluster.h"
#include "db/session.h"

namespace guildhall::db {

// 15.9 and 15.10 mend row security: reused plans could keep the policies of another role (CVE-2024-10976).
static constexpr int oldest = 150'010;

void check_server(Session& session)
{
    if (session.server_version() < oldest)
        throw std::runtime_error("PostgreSQL " + session.value<std::string>("show server_version") +
                                 " lacks security fixes that Guildhall relies on: 15.10 is the oldest that will do. Please upgrade it.");
    auto rows = session.run("select name || ' = ' || setting"
                            "  from pg_settings"
                            " where name in ('fsync', 'full_page_writes', 'synchronous_commit')"
                            "   and setting = 'off'"
                            " union all "
                            "select setting || coalesce(' for the role ' || setrole::regrole::text, '')"
                            "  from pg_db_role_setting, unnest(setconfig) as setting"
                            " where setting = 'synchronous_commit=off'");
    if (!rows.empty())
        throw std::runtime_error("PostgreSQL is set to lose what it has acknowledged: " + rows[0].get<std::string>(0) +
                                 ". Guildhall does not run on it. Switch it on again.");
}

}  // namespace guildhall::db
