#pragma once
#include <optional>
#include <string>

#include "backup/restore.h"

namespace guildhall::backup {

// What the installation knows of its backups, in two files beside its data: the last that was made, and the last that was proven.
struct Stamp {
    std::string backup;
    Time made_at;
    std::uint64_t bytes = 0;  // before they were compressed and encrypted
    std::int64_t rows = 0;
};

void keep_stamp(std::string const& data, Stamp const& stamp);
std::optional<Stamp> stamp_in(std::string const& data);  // none as well where it cannot be read

void keep_proof(std::string const& data, Proof const& proof);
std::optional<Proof> proof_in(std::string const& data);

}  // namespace guildhall::backup
