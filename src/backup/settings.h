#pragma once
#include <string>

#include "backup/kept_settings.h"
#include "backup/retention.h"
#include "backup/sealing.h"

namespace guildhall::backup {

// What the environment says of backups (README.md).
struct Settings {
    Recipients recipients;       // GUILDHALL_BACKUP_RECIPIENTS: who can open a backup
    Recipients keys_recipients;  // GUILDHALL_BACKUP_KEYS_RECIPIENTS: who can open the installation's keys; none: they are left out
    std::string folder;          // GUILDHALL_BACKUP_FOLDER
    std::string command;         // GUILDHALL_BACKUP_COMMAND, for the shell; it is run for each part, which it gets as its input
    std::string identity;        // GUILDHALL_BACKUP_IDENTITY: the file that opens a backup, for proofs
    int hours = 24;              // GUILDHALL_BACKUP_HOURS, between two backups; 0: none by itself
    int proof_hours = 168;       // GUILDHALL_BACKUP_PROOF_HOURS, between two proofs; 0: none by itself
    Keep keep;                   // GUILDHALL_BACKUP_KEEP: "7,5,12"

    bool has_destination() const { return !folder.empty() || !command.empty(); }
};

}  // namespace guildhall::backup
