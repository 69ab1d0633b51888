#pragma once
#include "base/id.h"
#include "base/time.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace guildhall::identity {

// At least 32 bytes. The kid says which key signed; it tells nothing about the key.
struct SigningKey {
    std::string kid, secret;
};

struct AccessClaims {
    Uuid account;                    // sub
    Uuid session;                    // sid
    std::optional<Uuid> membership;  // none before one is chosen
    std::int64_t issued_at = 0;      // iat and nbf, in seconds since 1970
    std::int64_t expires_at = 0;     // exp: at most longest_life later
    bool operator==(AccessClaims const&) const = default;
};

// Access tokens: JWTs (RFC 7519) signed with HS256, of one spelling only. A token is compared with what we would have written, header
// and payload, instead of being interpreted: so no other algorithm, no jku, jwk, x5u or crit, no unknown kid, typ or claim and no
// claim twice can mean anything here. Values: may be used from several threads.
class AccessTokens {
public:
    static constexpr std::int64_t longest_life = 600;  // seconds

    // The first key signs, all verify: put a new one in front, and take the old one away when its last token has expired.
    AccessTokens(std::vector<SigningKey> keys, std::string_view issuer, std::string_view audience);

    std::string sign(AccessClaims const& claims) const;

    // Nothing, whatever is wrong: the caller answers 401 and says no more.
    std::optional<AccessClaims> verify(std::string_view token, Time now) const;

private:
    struct Known {
        SigningKey key;
        std::string header;  // as it begins the token
    };
    std::vector<Known> known_;
    std::string before_subject_;  // how every payload begins
};

// RFC 7515 section 5.1: the signature over "header.payload", as it ends the token.
std::string hs256(std::string_view secret, std::string_view signing_input);

}  // namespace guildhall::identity
