#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "db/session.h"

namespace guildhall::db {

// What a table holds, whatever the order of its rows.
struct Fingerprint {
    std::string table;  // "guild.customers"
    std::int64_t rows = 0;
    std::string sum;  // of the first 120 bits of each row's SHA-256, in two halves, as decimal numbers: "1234/5678"

    bool operator==(Fingerprint const&) const = default;
};

// Of every table of our schemas (guild, platform), in the order of their names; read as a role that sees all rows. Of one moment where
// the session is in such a transaction.
std::vector<Fingerprint> fingerprints(Session& session);

}  // namespace guildhall::db
