#pragma once
#include "app/config.h"

namespace guildhall::cli {

// New passwords for the roles of the database that GUILDHALL_DATABASE_URL and its siblings name, written into the file that
// GUILDHALL_ENV_FILE names, one role after the other. std::runtime_error where the URLs do not stand in that file.
void change_database_passwords(app::Config const& config);

}  // namespace guildhall::cli
