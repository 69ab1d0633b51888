#include "cli/backup.h"

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

// This program again, with the settings that it has.
jobs::Every::Work again(std::vector<std::string> words)
{
    return [words = std::move(words)](std::stop_token const& stopping) {
        Program::Order order{.words = {"/proc/self/exe"}, .environment = app::all_settings()};
        order.words.insert(order.words.end(), words.begin(), words.end());
        Program program(order);
        std::stop_callback const end(stopping, [&] { program.end(); });
        if (program.wait() != 0 && !stopping.stop_requested())
            throw std::runtime_error(program.complaint());
    };
}

std::string size_of(std::uint64_t bytes)
{
    constexpr std::uint64_t megabyte = 1'000'000;
    return bytes < 10 * megabyte ? std::to_string(bytes / 1000) + " kB" : std::to_string(bytes / megabyte) + " MB";
}

// How long until the next one is due, counted from the last; not at once after a start.
std::chrono::seconds due(std::optional<Time> last, int hours, std::chrono::minutes soonest)
{
    std::chrono::seconds const soon = soonest;
    if (!last)
        return soon;
    std::chrono::microseconds const since(Time::now().microseconds - last->microseconds);
    return std::max(soon, std::chrono::duration_cast<std::chrono::seconds>(std::chrono::hours(hours) - since));
}

jobs::Every backups(app::Config const& config)
{
    auto const last = backup::stamp_in(config.data);
    int const hours = config.backup.has_destination() ? config.backup.hours : 0;
    return {"the backup", due(last ? std::optional(last->made_at) : std::nullopt, hours, std::chrono::minutes(10)),
            std::chrono::hours(hours), again({"backup"})};
}

jobs::Every proofs(app::Config const& config)
{
    auto const last = backup::proof_in(config.data);
    int const hours = config.backup.folder.empty() || config.backup.identity.empty() ? 0 : config.backup.proof_hours;
    return {"the proof of the backup", due(last ? std::optional(last->proven_at) : std::nullopt, hours, std::chrono::minutes(40)),
            std::chrono::hours(hours), again({"restore", "--verify"})};
}

}  // namespace

BackupSchedule::BackupSchedule(app::Config const& config) : backups_(backups(config)), proofs_(proofs(config)) {}

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
