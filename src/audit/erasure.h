#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "audit/checkpoint.h"
#include "base/signing.h"

namespace guildhall::audit {

// That something was erased: ids and digests, and nothing of what it was.
struct Erasure {
    Uuid id;
    std::string kind;     // "guild" or "person"
    Uuid guild;           // of which, or whose person; 000…: of none
    std::string subject;  // "guilds/<id>", "contacts/<id>", "customers/<id>", "accounts/<id>"
    std::string how;      // "erased" or "anonymised"
    Time at;
    std::string by, reason, version;
    std::vector<std::pair<std::string, std::int64_t>> tables;  // and how many rows of each
    std::int64_t entries = 0;                                  // of the guild's trail, and the hash of the last one, hexadecimal
    std::string head;
    std::vector<std::string> kept;  // what stays, and by which law or need

    std::int64_t rows() const;
};

// A certificate, in one line: {"certificate", "kid", "public_key", "signature"} (docs/audit.md).
std::string signed_certificate(Erasure const& erasure, Signer const& signer);

// What a certificate says, and whether a key that is believed has signed it; where none is given, the one within.
struct CheckedErasure {
    Erasure erasure;
    std::string kid;
    bool is_genuine = false;
};
CheckedErasure check_certificate(std::string_view document, PublicKeys const& believed);  // Failure(malformed): it is none

}  // namespace guildhall::audit
