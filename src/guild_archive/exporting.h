#pragma once
#include <string>

#include "audit/checkpoint_file.h"
#include "guild_archive/manifest.h"

namespace guildhall::guild_archive {

// Where a guild is taken from, or brought in.
struct Installation {
    std::string data;        // its folder
    std::string move_url;    // the database as guildhall_migrate
    std::string backup_url;  // and as guildhall_backup
    std::string version;
    std::string audit_key;
    std::string erasures_copy;  // a second list of what was erased, "" where there is none
};

// Writes one guild (by its id or name), as it is at one moment, into a folder that is empty. std::runtime_error says what went wrong.
Manifest take_out(Installation const& from, std::string const& guild, audit::CheckpointFile& checkpoints, std::string const& folder);

}  // namespace guildhall::guild_archive
