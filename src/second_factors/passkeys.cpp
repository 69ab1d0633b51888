#include "base/secret.h"
#include "identity/passkey.h"
#include "identity/recovery.h"
#include "second_factors/second_factors.h"
#include "second_factors/second_factors.sql.h"

namespace guildhall::second_factors {

namespace sql {
constexpr auto begin_passkey = db::statement<text, "begin_passkey">;
constexpr auto add_passkey = db::statement<text, "add_passkey">;
constexpr auto name_passkey = db::statement<text, "name_passkey">;
constexpr auto remove_passkey = db::statement<text, "remove_passkey">;
}  // namespace sql

namespace {

constexpr std::size_t secret_bytes = 32;

// What the page tells the authenticator. known: credentials of the account, which it does not make again. user_handle: how a passkey knows
// whose it is.
struct PasskeyOffer {
    std::string challenge, rp_id, user_handle, email, name;
    std::vector<std::string> known;
};
constexpr auto shape_of(PasskeyOffer*)
{
    return shape("PasskeyOffer", field("challenge", &PasskeyOffer::challenge), field("rp_id", &PasskeyOffer::rp_id),
                 field("user_handle", &PasskeyOffer::user_handle), field("email", &PasskeyOffer::email), field("name", &PasskeyOffer::name),
                 field("known", &PasskeyOffer::known));
}

// As AuthenticatorAttestationResponse has it: clientDataJSON and getAuthenticatorData(), in base64url.
struct PasskeyInput {
    std::string name, client_data, authenticator_data;
};
constexpr auto shape_of(PasskeyInput*)
{
    return shape("PasskeyInput", field("name", &PasskeyInput::name, length(1, 100), not_blank),
                 field("client_data", &PasskeyInput::client_data, length(1, 4000)),
                 field("authenticator_data", &PasskeyInput::authenticator_data, length(1, 8000)));
}

// recovery_codes: as with an authenticator app.
struct AddedPasskey {
    Uuid id;
    std::string name;
    std::vector<std::string> recovery_codes;
};
constexpr auto shape_of(AddedPasskey*)
{
    return shape("AddedPasskey", field("id", &AddedPasskey::id), field("name", &AddedPasskey::name),
                 field("recovery_codes", &AddedPasskey::recovery_codes));
}

struct PasskeyById {
    Uuid passkey_id;
};
constexpr auto shape_of(PasskeyById*)
{
    return shape("PasskeyById", field("passkey_id", &PasskeyById::passkey_id));
}

struct PasskeyName {
    Uuid passkey_id;
    std::string name;
};
constexpr auto shape_of(PasskeyName*)
{
    return shape("PasskeyName", field("passkey_id", &PasskeyName::passkey_id),
                 field("name", &PasskeyName::name, length(1, 100), not_blank));
}

struct Owner {
    Uuid account_id;
    std::string email, name;
    std::vector<std::string> credential_ids;
};
constexpr auto shape_of(Owner*)
{
    return shape("Owner", field("account_id", &Owner::account_id), field("email", &Owner::email), field("name", &Owner::name),
                 field("credential_ids", &Owner::credential_ids));
}

Task<PasskeyOffer> offer(AccountTx& tx, identity::Services& services)
{
    db::Bytes const proof{tx.client().proof}, challenge{random_bytes(secret_bytes)};
    auto const owner = co_await tx.last_one<Owner>(sql::begin_passkey, proof, challenge);
    PasskeyOffer offered{.challenge = base64url(challenge.bytes),
                         .rp_id = identity::RelyingParty::of(services.options().public_url).id,
                         .user_handle = base64url(std::string(owner.account_id.bytes.begin(), owner.account_id.bytes.end())),
                         .email = owner.email,
                         .name = owner.name,
                         .known = {}};
    for (auto const& id : owner.credential_ids)
        offered.known.push_back(base64url(unhex(id).value()));
    co_return offered;
}

Task<AddedPasskey> add(AccountTx& tx, identity::Services& services, PasskeyInput in)
{
    using identity::Ceremony;
    auto const party = identity::RelyingParty::of(services.options().public_url);
    auto const client_data = unbase64url(in.client_data).value_or(""), data = unbase64url(in.authenticator_data).value_or("");
    auto const answered = identity::answered_challenge(party, Ceremony::create, client_data);
    auto const made = identity::new_passkey(party, data);
    if (!answered || !made)
        throw Failure(Problem::invalid, {}, {{"authenticator_data", "is no passkey for this address"}});
    AddedPasskey added{.id = Uuid::make(), .name = in.name, .recovery_codes = {}};
    auto const codes = identity::RecoveryCodes::make();
    auto const secret = random_bytes(secret_bytes);
    db::Bytes const proof{tx.client().proof}, challenge{*answered}, credential{made->credential_id}, key{made->public_key}, shown{secret},
        sealed{services.seal_factor(secret)};
    bool const are_new = co_await tx.last_one<bool>(sql::add_passkey, proof, challenge, added.id, credential, made->algorithm, key,
                                                    made->sign_count, in.name, shown, sealed, codes.bytes);
    if (are_new)
        added.recovery_codes = codes.shown;
    co_return added;
}

Task<void> rename(AccountTx& tx, PasskeyName in)
{
    tx.send(sql::name_passkey, in.passkey_id, in.name);
    co_return;
}

Task<void> remove(AccountTx& tx, PasskeyById which)
{
    db::Bytes const proof{tx.client().proof};
    tx.send(sql::remove_passkey, proof, which.passkey_id);
    co_return;
}

}  // namespace

std::vector<Route> passkey_routes(identity::Services& services)
{
    auto offer_here = [&services](AccountTx& tx) { return offer(tx, services); };
    auto add_here = [&services](AccountTx& tx, PasskeyInput in) { return add(tx, services, std::move(in)); };
    return {
        post("/me/passkey-offers", "What an authenticator needs to make a passkey, within ten minutes of signing in", signed_in(),
             offer_here)
            .once(),
        post("/me/passkeys", "Add a passkey, within ten minutes of signing in", signed_in(), add_here).once(),
        put("/me/passkeys/{passkey_id}/name", "Name a passkey", signed_in(), rename),
        del("/me/passkeys/{passkey_id}", "Remove a passkey, within ten minutes of signing in", signed_in(), remove),
    };
}

}  // namespace guildhall::second_factors
