#include <fcntl.h>
#include <filesystem>
#include <iostream>

#include "app/version.h"
#include "backup/backup.h"
#include "backup/stamps.h"
#include "cli/commands.h"
#include "cli/installation.h"

namespace guildhall::cli {

namespace {

std::string size_of(std::uint64_t bytes)
{
    constexpr std::uint64_t megabyte = 1'000'000;
    return bytes < 10 * megabyte ? std::to_string(bytes / 1000) + " kB" : std::to_string(bytes / megabyte) + " MB";
}

}  // namespace

int backup(Words const& words)
{
    if (!words.empty())
        throw Misuse{};
    auto const config = app::read_config(app::environment());
    leave_root(config.data);
    Ground const ground(config, Ground::Running::join, Ground::Missing::refuse);
    auto const began = Time::now();
    auto const made = backup::make(config.backup, {.data = config.data,
                                                   .database_url = ground.url("guildhall_backup"),
                                                   .version = std::string(version),
                                                   .audit_key = read_keys(config).audit,
                                                   .environment = app::all_settings()});
    backup::keep_stamp(config.data, backup::Stamp{.backup = made.name, .made_at = began, .bytes = made.bytes, .rows = made.rows});
    std::cout << made.name << ": " << made.tables << " tables, " << made.rows << " rows, " << size_of(made.bytes) << "\n";
    for (auto const& name : made.removed)
        std::cout << name << " is no longer kept\n";
    if (!made.has_keys)
        std::cout << "The installation's keys are not in it (GUILDHALL_BACKUP_KEYS_RECIPIENTS): keep " << config.data
                  << "/keys elsewhere.\n";
    return 0;
}

}  // namespace guildhall::cli
