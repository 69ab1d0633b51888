#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/codec.h"
#include "base/shape.h"

// Passkeys (W3C Web Authentication, level 2), as far as the server has a part in them. What an authenticator made is taken apart and
// checked by libfido2; bytes are std::strings of bytes, and base64url in what goes over the wire.
namespace guildhall::identity {

// Whose passkeys they are: the host of the public address, and the one origin that may use them.
struct RelyingParty {
    std::string id, origin;

    static RelyingParty of(std::string_view public_url);
};

// What the page says to the authenticator for signing in. credential_ids: none, if any of the person's will do.
struct PasskeyRequest {
    std::string challenge, rp_id;
    std::vector<std::string> credential_ids;
};
constexpr auto shape_of(PasskeyRequest*)
{
    return shape("PasskeyRequest", field("challenge", &PasskeyRequest::challenge), field("rp_id", &PasskeyRequest::rp_id),
                 field("credential_ids", &PasskeyRequest::credential_ids));
}

// What the authenticator answered, as AuthenticatorAssertionResponse has it.
struct PasskeyAnswer {
    std::string credential_id, client_data, authenticator_data, signature;
};
constexpr auto shape_of(PasskeyAnswer*)
{
    return shape("PasskeyAnswer", field("credential_id", &PasskeyAnswer::credential_id, length(1, 1400)),
                 field("client_data", &PasskeyAnswer::client_data, length(1, 2000)),
                 field("authenticator_data", &PasskeyAnswer::authenticator_data, length(1, 2000)),
                 field("signature", &PasskeyAnswer::signature, length(1, 1400)));
}

enum class Ceremony { create, get };

// The challenge that a client's data answers; nothing unless it is of this ceremony, from our own origin, and not embedded in another's.
// Whether that challenge was ever put, and to whom, the database knows.
std::optional<std::string> answered_challenge(RelyingParty const& party, Ceremony ceremony, std::string_view client_data);

struct NewPasskey {
    std::string credential_id, public_key;
    std::int32_t algorithm = 0;  // COSE: ES256, EdDSA or RS256
    std::int64_t sign_count = 0;
};

// The key in an authenticator's data. Nothing unless it was made for us, with somebody there who was verified. No attestation is asked
// for, so none is checked: who is signed in may keep keys wherever they like.
std::optional<NewPasskey> new_passkey(RelyingParty const& party, std::string_view authenticator_data);

struct PublicKey {
    std::int32_t algorithm = 0;
    std::string bytes;  // as new_passkey() has them
};

// What the key has counted, if it signed this for us, with somebody there who was verified. All of it are bytes.
std::optional<std::int64_t> checked_passkey(RelyingParty const& party, PublicKey const& key, std::string_view client_data,
                                            std::string_view authenticator_data, std::string_view signature);

}  // namespace guildhall::identity
