#pragma once
#include <string>
#include <vector>

#include "identity/passkey.h"
#include "identity/sessions.h"

// The second factor of a sign-in whose password was hashed: what it is worth is written into the entry; wall.sign_in decides.
namespace guildhall::identity {

// Six digits of an authenticator app, or a recovery code.
Task<void> check_code(PublicTx& tx, Services const& services, Entry& entry, std::string typed);

Task<void> check_passkey(PublicTx& tx, Services const& services, Entry& entry, PasskeyAnswer answer);

// The problem that says which factors are wanted, with a challenge for those who have passkeys.
Task<Failure> wanted_factor(PublicTx& tx, Services const& services, Entry entry, std::vector<std::string> methods);

// A passkey's answer to a challenge, checked; nothing if it is not right. email and hash: of the password that came with it, if one did.
struct CheckedPasskey {
    Uuid id;
    std::int64_t sign_count = 0;
    db::Bytes proof;  // which only the server can open, so that the database believes it
};
Task<std::optional<CheckedPasskey>> checked(PublicTx& tx, Services const& services, std::optional<std::string> email,
                                            std::optional<std::string> hash, PasskeyAnswer answer);

Failure wrong_credentials();

}  // namespace guildhall::identity
