#pragma once
#include <optional>
#include <string>
#include <sys/types.h>

namespace guildhall::db {

// A user of the operating system.
struct SystemUser {
    std::string name;
    uid_t uid = 0;
    gid_t gid = 0;

    static std::optional<SystemUser> named(std::string const& name);
    static SystemUser current();  // throws where the user running this has no name, since PostgreSQL needs one
};

// This process is that user from now on, and can never be root again. Only before any thread is started.
void drop_to(SystemUser const& user);

}  // namespace guildhall::db
