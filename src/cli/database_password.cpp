#include "cli/database_password.h"

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <stdexcept>
#include <string>

#include "base/secret.h"
#include "db/own_password.h"
#include "identity/key_files.h"

namespace guildhall::cli {

namespace {

constexpr std::array settings{"GUILDHALL_DATABASE_URL", "GUILDHALL_MIGRATE_URL", "GUILDHALL_BACKUP_URL"};

std::string content_of(std::string const& path)
{
    std::ifstream in(path);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

// The file's text with another value for the setting.
std::string with_value(std::string const& content, std::string const& setting, std::string const& value)
{
    std::string changed;
    std::istringstream lines(content);
    for (std::string line; std::getline(lines, line); changed += '\n')
        changed += line.starts_with(setting + "=") ? setting + "=" + value : line;
    return changed;
}

// The new password stands beside the file before the database knows it, so that it is never lost.
void change_one(std::string const& file, std::string const& setting, std::string const& url, std::string const& by)
{
    auto const password = base64url(random_bytes(24));
    auto const content = with_value(content_of(file), setting, db::with_password(url, password));
    auto const fresh = file + ".new";
    identity::write_secret_file(fresh, content);
    try {
        db::change_password(url, password, by);
    } catch (...) {
        std::filesystem::remove(fresh);
        throw;
    }
    std::filesystem::permissions(fresh, std::filesystem::status(file).permissions());
    std::filesystem::rename(fresh, file);
    std::cout << "database: the password in " << setting << " is new.\n";
}

}  // namespace

void change_database_passwords(app::Config const& config)
{
    if (config.private_cluster()) {
        std::cout << "database: there are no passwords. Guildhall's own PostgreSQL listens on a socket and asks the system who calls.\n";
        return;
    }
    auto const* file = std::getenv("GUILDHALL_ENV_FILE");
    auto const lookup = app::environment();
    for (auto const* setting : settings)
        if (lookup(setting) && (!file || std::getenv(setting)))
            throw std::runtime_error(std::string(setting) +
                                     " must stand in the file that GUILDHALL_ENV_FILE names: Guildhall cannot change it elsewhere.");
    auto const by = lookup("GUILDHALL_SUPERUSER_URL");
    if (!by)
        throw std::runtime_error(
            "The server's own role may not change its password. Set GUILDHALL_SUPERUSER_URL for this command: the URL of a "
            "role that may, such as postgres. It is not kept.");
    for (auto const* setting : settings)
        if (auto const url = lookup(setting))
            change_one(file, setting, *url, *by);
}

}  // namespace guildhall::cli
