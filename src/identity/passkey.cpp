#include "identity/passkey.h"

#include "base/failure.h"
#include "base/json.h"
#include "base/secret.h"
#include "identity/authenticator_data.h"

#include <fido.h>
#include <fido/eddsa.h>
#include <fido/es256.h>
#include <fido/rs256.h>

#include <array>
#include <memory>

namespace guildhall::identity {

namespace {

constexpr std::uint8_t user_was_there = 0x01, user_was_verified = 0x04;  // the flags of authenticator data, WebAuthn section 6.1
constexpr std::size_t digest_bytes = 32;                                 // which the authenticator data begins with

struct Freeing {
    void operator()(fido_cred_t* each) const { fido_cred_free(&each); }
    void operator()(fido_assert_t* each) const { fido_assert_free(&each); }
    void operator()(es256_pk_t* each) const { es256_pk_free(&each); }
    void operator()(eddsa_pk_t* each) const { eddsa_pk_free(&each); }
    void operator()(rs256_pk_t* each) const { rs256_pk_free(&each); }
};
template <class T>
using Owned = std::unique_ptr<T, Freeing>;

unsigned char const* data_of(std::string_view bytes)
{
    return reinterpret_cast<unsigned char const*>(bytes.data());
}

std::string bytes_of(unsigned char const* bytes, std::size_t size)
{
    return bytes ? std::string(reinterpret_cast<char const*>(bytes), size) : std::string();
}

void begin_fido()
{
    static bool const begun = [] {
        fido_init(0);
        return true;
    }();
    static_cast<void>(begun);
}

bool has_text(json::Value const& object, std::string_view name, std::string_view text)
{
    auto const* found = object.find(name);
    return found && found->kind == json::Value::Kind::string && found->string == text;
}

json::Value parsed(std::string_view text)
{
    try {
        return json::parse(text);
    } catch (Failure const&) {
        return {};
    }
}

// libfido2 reads the key only if it is told beforehand of which kind it is.
std::optional<NewPasskey> read_as(int algorithm, RelyingParty const& party, std::string_view authenticator_data)
{
    Owned<fido_cred_t> const made(fido_cred_new());
    bool const is_read = is_whole(authenticator_data) && made && fido_cred_set_type(made.get(), algorithm) == FIDO_OK &&
                         fido_cred_set_rp(made.get(), party.id.c_str(), nullptr) == FIDO_OK &&
                         fido_cred_set_authdata_raw(made.get(), data_of(authenticator_data), authenticator_data.size()) == FIDO_OK;
    if (!is_read)
        return {};
    constexpr auto wanted = user_was_there | user_was_verified;
    if ((fido_cred_flags(made.get()) & wanted) != wanted)
        return {};
    return NewPasskey{.credential_id = bytes_of(fido_cred_id_ptr(made.get()), fido_cred_id_len(made.get())),
                      .public_key = bytes_of(fido_cred_pubkey_ptr(made.get()), fido_cred_pubkey_len(made.get())),
                      .algorithm = algorithm,
                      .sign_count = fido_cred_sigcount(made.get())};
}

template <class Key, class Make, class Read>
bool verify_with(fido_assert_t const* shown, PublicKey const& key, Make make, Read read)
{
    Owned<Key> const public_key(make());
    return public_key && read(public_key.get(), key.bytes.data(), key.bytes.size()) == FIDO_OK &&
           fido_assert_verify(shown, 0, key.algorithm, public_key.get()) == FIDO_OK;
}

bool verify(fido_assert_t const* shown, PublicKey const& key)
{
    switch (key.algorithm) {
    case COSE_ES256: return verify_with<es256_pk_t>(shown, key, es256_pk_new, es256_pk_from_ptr);
    case COSE_EDDSA: return verify_with<eddsa_pk_t>(shown, key, eddsa_pk_new, eddsa_pk_from_ptr);
    case COSE_RS256: return verify_with<rs256_pk_t>(shown, key, rs256_pk_new, rs256_pk_from_ptr);
    default: return false;
    }
}

}  // namespace

RelyingParty RelyingParty::of(std::string_view public_url)
{
    auto const scheme = public_url.find("://");
    auto host = public_url.substr(scheme == public_url.npos ? 0 : scheme + 3);
    if (auto const colon = host.rfind(':'); colon != host.npos && host.find(']', colon) == host.npos)
        host = host.substr(0, colon);
    return {std::string(host), std::string(public_url)};
}

std::optional<std::string> answered_challenge(RelyingParty const& party, Ceremony ceremony, std::string_view client_data)
{
    auto const said = parsed(client_data);
    auto const* crossing = said.find("crossOrigin");
    auto const* challenge = said.find("challenge");
    bool const embedded = crossing && (crossing->kind != json::Value::Kind::boolean || crossing->boolean);
    if (embedded || !challenge || !has_text(said, "origin", party.origin) ||
        !has_text(said, "type", ceremony == Ceremony::create ? "webauthn.create" : "webauthn.get"))
        return {};
    return unbase64url(challenge->string);
}

std::optional<NewPasskey> new_passkey(RelyingParty const& party, std::string_view authenticator_data)
{
    begin_fido();
    if (authenticator_data.size() < digest_bytes || authenticator_data.substr(0, digest_bytes) != sha256(party.id))
        return {};
    for (int const algorithm : {COSE_ES256, COSE_EDDSA, COSE_RS256})
        if (auto made = read_as(algorithm, party, authenticator_data))
            return made;
    return {};
}

std::optional<std::int64_t> checked_passkey(RelyingParty const& party, PublicKey const& key, std::string_view client_data,
                                            std::string_view authenticator_data, std::string_view signature)
{
    begin_fido();
    Owned<fido_assert_t> const shown(fido_assert_new());
    auto* const each = shown.get();
    bool const is_read = is_whole(authenticator_data) && each && fido_assert_set_count(each, 1) == FIDO_OK &&
                         fido_assert_set_clientdata(each, data_of(client_data), client_data.size()) == FIDO_OK &&
                         fido_assert_set_rp(each, party.id.c_str()) == FIDO_OK &&
                         fido_assert_set_authdata_raw(each, 0, data_of(authenticator_data), authenticator_data.size()) == FIDO_OK &&
                         fido_assert_set_sig(each, 0, data_of(signature), signature.size()) == FIDO_OK &&
                         fido_assert_set_up(each, FIDO_OPT_TRUE) == FIDO_OK && fido_assert_set_uv(each, FIDO_OPT_TRUE) == FIDO_OK;
    if (!is_read || !verify(each, key))
        return {};
    return fido_assert_sigcount(each, 0);
}

}  // namespace guildhall::identity
