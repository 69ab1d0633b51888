#include <filesystem>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "doctor/looks.h"

namespace guildhall::doctor {

namespace fs = std::filesystem;

namespace {

void must_be_private(std::string const& path, std::string const& what, Complaints& complaints)
{
    struct stat found {};
    if (stat(path.c_str(), &found) != 0)
        return;
    bool const is_folder = S_ISDIR(found.st_mode);
    if ((found.st_mode & 0077) != 0)
        complaints.push_back({{},
                              what + " (" + path + ") is open to other users of this machine",
                              std::string("chmod ") + (is_folder ? "700 " : "600 ") + path});
    if (found.st_uid != geteuid())
        complaints.push_back(
            {{}, what + " (" + path + ") belongs to another user than Guildhall's", "chown it to the user that runs Guildhall"});
}

void look_at_room(std::string const& path, std::string const& what, Complaints& complaints)
{
    struct statvfs room {};
    if (statvfs(path.c_str(), &room) != 0)
        return;
    constexpr double least_share = 0.1, gigabyte = 1e9;
    auto const left = static_cast<double>(room.f_bavail) * static_cast<double>(room.f_frsize);
    auto const all = static_cast<double>(room.f_blocks) * static_cast<double>(room.f_frsize);
    if (left < gigabyte || (left < least_share * all && left < 20 * gigabyte))
        complaints.push_back(
            {{},
             "The disk of " + what + " (" + path + ") is nearly full: " + std::to_string(static_cast<int>(left / 1e6)) + " MB are left",
             "make room, or move it to a larger disk"});
}

}  // namespace

void look_at_files(Patient const& patient, Complaints& complaints)
{
    auto const& config = patient.config;
    must_be_private(config.data, "GUILDHALL_DATA", complaints);
    for (auto const* name : {"keys", "pg15", "mail", "exports", "restored"})
        must_be_private(config.data + "/" + name, "The folder of " + std::string(name), complaints);
    for (auto const& [name, value] : patient.environment)
        if (name.ends_with("_FILE"))
            must_be_private(value, "The file of " + name, complaints);
    if (fs::exists(config.data + "/demo-accounts.json"))
        must_be_private(config.data + "/demo-accounts.json", "The file of the samples' passwords", complaints);
    if (!config.backup.identity.empty())
        must_be_private(config.backup.identity, "The identity that opens backups", complaints);
    look_at_room(config.data, "GUILDHALL_DATA", complaints);
    if (!config.backup.folder.empty())
        look_at_room(config.backup.folder, "the backups", complaints);
}

}  // namespace guildhall::doctor
