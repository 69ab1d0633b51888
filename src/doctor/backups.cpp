#include <filesystem>
#include <sys/stat.h>

#include "backup/stamps.h"
#include "doctor/looks.h"

namespace guildhall::doctor {

namespace {

bool is_on_one_disk(std::string const& one, std::string const& other)
{
    struct stat a {
    }, b{};
    return stat(one.c_str(), &a) == 0 && stat(other.c_str(), &b) == 0 && a.st_dev == b.st_dev;
}

void look_at_the_last(Patient const& patient, Complaints& complaints)
{
    auto const& settings = patient.config.backup;
    auto const last = backup::stamp_in(patient.config.data);
    int const hours = settings.hours > 0 ? settings.hours : 24;
    if (!last)
        complaints.push_back({{}, "No backup has been made", "guildhall backup"});
    else if (patient.now.microseconds - last->made_at.microseconds > 2 * hours * an_hour)
        complaints.push_back({{},
                              "The last backup is " + days_between(last->made_at, patient.now) + " old",
                              "guildhall backup, and see what the log says of backups"});
    auto const proof = backup::proof_in(patient.config.data);
    constexpr int longest = 14;
    if (!proof)
        complaints.push_back({{}, "No backup has been proven", "guildhall restore --verify"});
    else if (!proof->findings.empty())
        complaints.push_back({{},
                              "The last proof failed: " + proof->findings.front(),
                              "make a new backup, prove it, and see what guildhall restore --verify says"});
    else if (patient.now.microseconds - proof->proven_at.microseconds > longest * a_day)
        complaints.push_back(
            {{}, "The last proof of a backup is " + days_between(proof->proven_at, patient.now) + " old", "guildhall restore --verify"});
}

}  // namespace

void look_at_backups(Patient const& patient, Complaints& complaints)
{
    auto const& settings = patient.config.backup;
    if (!settings.has_destination())
        return complaints.push_back(
            {{}, "No backups are made", "set GUILDHALL_BACKUP_RECIPIENTS and GUILDHALL_BACKUP_FOLDER (or _COMMAND): docs/operations.md"});
    if (settings.keys_recipients.empty())
        complaints.push_back({{},
                              "The installation's keys are in no backup: without them nobody signs in after a restore",
                              "set GUILDHALL_BACKUP_KEYS_RECIPIENTS"});
    if (!settings.folder.empty() && is_on_one_disk(settings.folder, patient.config.data))
        complaints.push_back({{}, "The backups are on the same disk as the data", "set GUILDHALL_BACKUP_FOLDER to one of another machine"});
    if (!settings.identity.empty() && (settings.identity + "/").starts_with(patient.config.data + "/"))
        complaints.push_back(
            {{}, "The identity that opens backups lies beside the data: whoever takes these opens all former ones", "keep it elsewhere"});
    look_at_the_last(patient, complaints);
}

}  // namespace guildhall::doctor
