#include "second_factors/second_factors.h"

#include "base/secret.h"
#include "identity/recovery.h"
#include "identity/totp.h"
#include "second_factors/second_factors.sql.h"

namespace guildhall::second_factors {

namespace sql {
constexpr auto factors = db::statement<text, "factors">;
constexpr auto email = db::statement<text, "email">;
constexpr auto enrol_totp = db::statement<text, "enrol_totp">;
constexpr auto remove_totp = db::statement<text, "remove_totp">;
constexpr auto renew_recovery_codes = db::statement<text, "renew_recovery_codes">;
constexpr auto remove_factors_of = db::statement<text, "remove_factors_of">;
}  // namespace sql

namespace {

inline constexpr Permission may_remove_second_factors{"second_factors.remove"};

struct Passkey {
    Uuid id;
    std::string name;
    Time created_at;
    std::optional<Time> last_used_at;
};
constexpr auto shape_of(Passkey*)
{
    return shape("Passkey", field("id", &Passkey::id), field("name", &Passkey::name), field("created_at", &Passkey::created_at),
                 field("last_used_at", &Passkey::last_used_at));
}

// required: the role, or a guild that one works in, wants a second factor.
struct SecondFactors {
    bool totp = false;
    std::int32_t recovery_codes_left = 0;
    bool required = false;
    std::vector<Passkey> passkeys;
};
constexpr auto shape_of(SecondFactors*)
{
    return shape("SecondFactors", field("totp", &SecondFactors::totp), field("recovery_codes_left", &SecondFactors::recovery_codes_left),
                 field("required", &SecondFactors::required), field("passkeys", &SecondFactors::passkeys));
}

// What an authenticator app needs to begin. offer: comes back with the first code; it holds the secret, sealed for this session.
struct TotpOffer {
    std::string offer, totp_secret, otpauth_url;
};
constexpr auto shape_of(TotpOffer*)
{
    return shape("TotpOffer", field("offer", &TotpOffer::offer), field("totp_secret", &TotpOffer::totp_secret),
                 field("otpauth_url", &TotpOffer::otpauth_url));
}

struct TotpProof {
    std::string offer, code;
};
constexpr auto shape_of(TotpProof*)
{
    return shape("TotpProof", field("offer", &TotpProof::offer, length(1, 300)), field("code", &TotpProof::code, length(1, 20)));
}

// Shown now and never again; none if those that were shown before still hold.
struct Codes {
    std::vector<std::string> recovery_codes;
};
constexpr auto shape_of(Codes*)
{
    return shape("Codes", field("recovery_codes", &Codes::recovery_codes));
}

struct WhoseFactors {
    Uuid account_id;
};
constexpr auto shape_of(WhoseFactors*)
{
    return shape("WhoseFactors", field("account_id", &WhoseFactors::account_id));
}

Task<SecondFactors> factors(AccountTx& tx)
{
    return tx.last_one<SecondFactors>(sql::factors);
}

Task<TotpOffer> offer_totp(AccountTx& tx, identity::Services& services)
{
    auto const email = co_await tx.last_one<std::string>(sql::email);
    auto const secret = identity::new_totp_secret();
    co_return TotpOffer{base64url(services.seal_offer(secret, tx.client().proof)), identity::base32(secret),
                        identity::otpauth_uri(secret, "Guildhall", email)};
}

Task<Codes> enrol_totp(AccountTx& tx, identity::Services& services, TotpProof in)
{
    db::Bytes const proof{tx.client().proof};
    auto const secret = services.unseal_offer(unbase64url(in.offer).value_or(""), proof.bytes);
    if (!secret)
        throw Failure(Problem::conflict, "This took too long, or was done before. Please begin again.");
    auto const step = identity::matched_step(*secret, in.code, tx.now());
    if (!step)
        throw Failure(Problem::invalid, {}, {{"code", "is not the code that the app shows now"}});
    auto const codes = identity::RecoveryCodes::make();
    db::Bytes const sealed{services.seal_factor(*secret)};
    bool const are_new = co_await tx.last_one<bool>(sql::enrol_totp, proof, sealed, *step, codes.bytes);
    co_return Codes{are_new ? codes.shown : std::vector<std::string>()};
}

Task<void> remove_totp(AccountTx& tx)
{
    db::Bytes const proof{tx.client().proof};
    tx.send(sql::remove_totp, proof);
    co_return;
}

Task<Codes> renew_recovery_codes(AccountTx& tx)
{
    db::Bytes const proof{tx.client().proof};
    auto const codes = identity::RecoveryCodes::make();
    tx.send(sql::renew_recovery_codes, proof, codes.bytes);
    co_return Codes{codes.shown};
}

Task<void> remove_factors_of(Tx& tx, WhoseFactors whose)
{
    tx.send(sql::remove_factors_of, whose.account_id);
    co_return;
}

}  // namespace

std::vector<Route> routes(identity::Services& services)
{
    auto offer_here = [&services](AccountTx& tx) { return offer_totp(tx, services); };
    auto enrol_here = [&services](AccountTx& tx, TotpProof in) { return enrol_totp(tx, services, std::move(in)); };
    std::vector<Route> all{
        get("/me/second-factors", "One's second factors", signed_in(), factors),
        post("/me/totp-offers", "What an authenticator app needs to begin", signed_in(), offer_here).once(),
        put("/me/totp", "Add an authenticator app, within ten minutes of signing in", signed_in(), enrol_here),
        del("/me/totp", "Remove the authenticator app, within ten minutes of signing in", signed_in(), remove_totp),
        post("/me/recovery-codes", "New recovery codes, within ten minutes of signing in", signed_in(), renew_recovery_codes).once(),
        del("/accounts/{account_id}/second-factors", "Take the second factors from somebody who has lost them",
            needs(may_remove_second_factors), remove_factors_of),
    };
    for (auto& more : passkey_routes(services))
        all.push_back(std::move(more));
    return all;
}

}  // namespace guildhall::second_factors
