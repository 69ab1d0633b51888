#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "audit/checkpoint.h"
#include "backup/sealing.h"
#include "base/time.h"
#include "db/fingerprint.h"

namespace guildhall::backup {

struct Part {
    std::string name;  // "database"; its file is "database.age"
    Sum sum;
};

// What a backup says of itself, in the part "manifest": two lines of JSON, what is said and the signature of it by the audit key.
struct Manifest {
    std::string version;  // of the Guildhall that made it
    Time made_at;
    std::string migration;  // the last one that was applied: "0123_….sql"
    std::vector<db::Fingerprint> tables;
    std::vector<Part> parts;
    std::vector<std::pair<std::string, std::string>> settings;  // those that are no secrets
    bool has_keys = false;

    Part const* part(std::string_view name) const;
};

std::string signed_text(Manifest const& manifest, Signer const& signer);

// Failure(malformed) where it is none.
struct ReadManifest {
    Manifest manifest;
    std::string kid;  // whose signature it bears
    bool is_signed(audit::PublicKeys const& keys) const;

    std::string said, signature;
};
ReadManifest manifest_of(std::string_view text);

}  // namespace guildhall::backup
