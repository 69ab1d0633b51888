#pragma once
#include <string>
#include <vector>

#include "db/session.h"

namespace guildhall::isolation {

// What in a database breaks a rule of the wall: tables, policies, grants, functions, roles. It reads the catalogue and knows none of them by
// name. The session may read all of it: guildhall_backup's, or a superuser's.
std::vector<std::string> violations(db::Session& session);

}  // namespace guildhall::isolation
