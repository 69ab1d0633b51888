#include "db/system_user.h"

#include <cstdlib>
#include <grp.h>
#include <pwd.h>
#include <stdexcept>
#include <unistd.h>
#include <vector>

namespace guildhall::db {

static std::optional<SystemUser> found(passwd const* entry)
{
    if (!entry)
        return std::nullopt;
    return SystemUser{entry->pw_name, entry->pw_uid, entry->pw_gid};
}

std::optional<SystemUser> SystemUser::named(std::string const& name)
{
    passwd entry;
    passwd* result = nullptr;
    std::vector<char> room(16'384);
    getpwnam_r(name.c_str(), &entry, room.data(), room.size(), &result);
    return found(result);
}

SystemUser SystemUser::current()
{
    passwd entry;
    passwd* result = nullptr;
    std::vector<char> room(16'384);
    getpwuid_r(geteuid(), &entry, room.data(), room.size(), &result);
    auto user = found(result);
    if (!user)
        throw std::runtime_error("The user id " + std::to_string(geteuid()) +
                                 " has no name in /etc/passwd, which PostgreSQL needs. Add one, or give GUILDHALL_DATABASE_URL.");
    return *user;
}

void drop_to(SystemUser const& user)
{
    if (user.uid == 0)
        throw std::runtime_error("root is not a user to drop to");
    if (initgroups(user.name.c_str(), user.gid) != 0 || setgid(user.gid) != 0 || setuid(user.uid) != 0)
        throw std::runtime_error("this process may not become the user " + user.name);
    if (setuid(0) == 0 || geteuid() == 0 || getegid() != user.gid)
        throw std::runtime_error("this process could become root again");
    setenv("HOME", "/", 1);  // libpq would look for certificates in root's
}

}  // namespace guildhall::db
