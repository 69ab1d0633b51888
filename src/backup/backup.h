#pragma once
#include <string>

#include "backup/manifest.h"
#include "backup/settings.h"

// A backup is a folder of parts, each encrypted by itself: what age and tar and pg_restore read without Guildhall (docs/operations.md).
namespace guildhall::backup {

inline constexpr std::string_view part_manifest = "manifest", part_checkpoints = "checkpoints", part_database = "database",
                                  part_files = "files", part_keys = "keys", part_settings = "settings";

struct Installation {
    std::string data;          // its folder
    std::string database_url;  // as guildhall_backup
    std::string version;
    std::string audit_key;
    Environment environment;  // with the keys that are given there
};

struct Made {
    std::string name;  // "guildhall-20261123T061500Z"
    std::uint64_t bytes = 0;
    std::size_t tables = 0;
    std::int64_t rows = 0;
    bool has_keys = false;
    std::vector<std::string> removed;  // older ones that were no longer kept
};

// Makes one, of one moment of the database; what was begun and not finished is taken away. std::runtime_error says what went wrong.
Made make(Settings const& settings, Installation const& from);

}  // namespace guildhall::backup
