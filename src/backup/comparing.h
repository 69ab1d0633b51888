#pragma once
#include "backup/restore.h"

namespace guildhall::backup {

// Hold a database against what a backup says of it, and its audit trail, in this program's schema, against itself and the checkpoints
// (believed: the keys that sign them; none: they are not asked). What is not as it should be goes into the proof's findings.
void compare_tables(std::string const& url, Manifest const& manifest, Proof& proof);
void compare_trail(std::string const& url, std::string const& checkpoints, audit::PublicKeys const& believed, Proof& proof);

std::vector<std::string> differences(std::vector<db::Fingerprint> const& said, std::vector<db::Fingerprint> const& found);

}  // namespace guildhall::backup
