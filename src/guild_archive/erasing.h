#pragma once
#include "audit/erasure.h"
#include "guild_archive/exporting.h"
#include "guild_archive/mover.h"

namespace guildhall::guild_archive {

// Who erases, and why; both stand in the certificate.
struct Order {
    std::string by, reason;
};

struct Erased {
    audit::Erasure erasure;
    std::string certificate;
    std::string copy_problem;  // of the second list of erasures, or ""
};

// Everything of one guild, rows and files; for good, and with a certificate. std::runtime_error says why not. confirmed: its name.
Erased erase_guild(Installation const& here, std::string const& guild, std::string const& confirmed, Order const& order);

// Erases again what a backup has brought back, as these certificates say; those that are not signed by a key that is believed are not
// followed, and said.
struct Again {
    std::int64_t done = 0, known = 0;  // known: the backup was made after these
    std::vector<std::string> problems;
};
Again erase_again(Installation const& here, std::vector<std::string> const& certificates, audit::PublicKeys const& believed);

}  // namespace guildhall::guild_archive
