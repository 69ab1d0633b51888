#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "backup/backup.h"
#include "backup/dump.h"
#include "db/cluster.h"

namespace guildhall::backup {

// A backup's folder, all files opened: who runs this may be root now and another user when they are read.
class Opened {
public:
    explicit Opened(std::string const& folder);  // std::runtime_error: it is no backup

    std::string const& name() const { return name_; }
    bool has(std::string_view part) const { return files_.contains(part); }
    Sum read(std::string_view part, MemoryFile const& identity, Give const& take) const;

private:
    std::string name_;
    std::map<std::string, Descriptor, std::less<>> files_;
};

std::string newest_in(std::string const& folder);  // the path of its newest backup; std::runtime_error where there is none

// What opens a backup: age identities, as their files hold them. keys: for the installation's keys; where none is given, the same is tried.
struct Identities {
    MemoryFile backup;
    std::optional<MemoryFile> keys;
};

// What a look at the whole of it has found.
struct Proof {
    std::string backup;
    Time made_at, proven_at;
    std::size_t tables = 0;
    std::int64_t rows = 0, entries = 0;  // entries: of the audit trail
    std::vector<std::string> findings;   // none: it is proven
};

// Everything out of it, into a folder that is not there yet, and a PostgreSQL that runs as long as the command; then all of it is compared
// with what the backup says of itself. believed: keys that may have signed manifest and checkpoints; none: nothing is said of signatures.
Proof prove(Opened const& backup, Identities const& identities, std::string const& folder, audit::PublicKeys const& believed);

// Into an installation's folder, which is empty: database, files, and the keys if they are in it and can be opened. What it found is not as
// the backup says stands in the proof; std::runtime_error where it could not be brought back at all. elsewhere: the database, in a
// PostgreSQL that is not the private one. believed: keys that must have signed it, or nothing is brought back; none: whoever has.
struct Restored {
    std::string without_keys;  // why the installation's keys were not brought back; "" where they were
    Proof proof;
};
Restored restore(Opened const& backup, Identities const& identities, db::ClusterOptions options, std::optional<Place> const& elsewhere = {},
                 audit::PublicKeys const& believed = {});

}  // namespace guildhall::backup
