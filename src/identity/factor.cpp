#include "identity/factor.h"

#include "base/secret.h"
#include "identity/identity.sql.h"
#include "identity/recovery.h"
#include "identity/totp.h"

namespace guildhall::identity {

namespace sql {
constexpr auto factor = db::statement<text, "factor">;
constexpr auto offer_passkeys = db::statement<text, "offer_passkeys">;
constexpr auto passkey = db::statement<text, "passkey">;
}  // namespace sql

namespace {

constexpr std::size_t challenge_bytes = 32;

struct Factor {
    Uuid account_id;
    std::optional<db::Bytes> secret;
    std::int64_t last_step = 0;
};
constexpr auto shape_of(Factor*)
{
    return shape("Factor", field("account_id", &Factor::account_id), field("secret", &Factor::secret),
                 field("last_step", &Factor::last_step));
}

struct KeptPasskey {
    Uuid id, account_id;
    std::int32_t algorithm = 0;
    db::Bytes public_key, sealed;
};
constexpr auto shape_of(KeptPasskey*)
{
    return shape("KeptPasskey", field("id", &KeptPasskey::id), field("account_id", &KeptPasskey::account_id),
                 field("algorithm", &KeptPasskey::algorithm), field("public_key", &KeptPasskey::public_key),
                 field("sealed", &KeptPasskey::sealed));
}

std::string opened(Services const& services, std::string const& sealed)
{
    auto secret = services.unseal_factor(sealed);
    if (!secret)
        throw std::logic_error("a second factor was sealed under another field key");
    return std::move(*secret);
}

struct Signed {
    std::string credential_id, client_data, authenticator_data, signature;
};
std::optional<Signed> decoded(PasskeyAnswer const& answer)
{
    auto id = unbase64url(answer.credential_id), client = unbase64url(answer.client_data), data = unbase64url(answer.authenticator_data),
         signature = unbase64url(answer.signature);
    if (!id || !client || !data || !signature)
        return {};
    return Signed{std::move(*id), std::move(*client), std::move(*data), std::move(*signature)};
}

}  // namespace

Failure wrong_credentials()
{
    return Failure(Problem::unauthenticated, "E-mail address, password or code is not right.");
}

Task<void> check_code(PublicTx& tx, Services const& services, Entry& entry, std::string typed)
{
    if (auto const recovery = recovery_code(typed)) {
        entry.factor = "recovery";
        entry.recovery = db::Bytes{*recovery};
        co_return;
    }
    entry.factor = "failed";
    auto factor = co_await tx.maybe<Factor>(sql::factor, entry.email, entry.hash);
    if (!factor || !factor->secret)
        co_return;
    entry.factor_step = matched_step(opened(services, factor->secret->bytes), typed, tx.now(), factor->last_step);
    entry.factor = entry.factor_step ? "passed" : "failed";
}

Task<std::optional<CheckedPasskey>> checked(PublicTx& tx, Services const& services, std::optional<std::string> email,
                                            std::optional<std::string> hash, PasskeyAnswer answer)
{
    auto const party = RelyingParty::of(services.options().public_url);
    auto const shown = decoded(answer);
    auto const challenge = shown ? answered_challenge(party, Ceremony::get, shown->client_data) : std::nullopt;
    if (!challenge)
        co_return std::nullopt;
    db::Bytes const put{*challenge}, credential{shown->credential_id};
    auto const kept = co_await tx.maybe<KeptPasskey>(sql::passkey, put, credential, email, hash);
    if (!kept)
        co_return std::nullopt;
    PublicKey const key{kept->algorithm, kept->public_key.bytes};
    auto const counted = checked_passkey(party, key, shown->client_data, shown->authenticator_data, shown->signature);
    if (!counted)
        co_return std::nullopt;
    co_return CheckedPasskey{kept->id, *counted, db::Bytes{opened(services, kept->sealed.bytes)}};
}

Task<void> check_passkey(PublicTx& tx, Services const& services, Entry& entry, PasskeyAnswer answer)
{
    entry.factor = "failed";
    std::optional<std::string> const email = entry.email, hash = entry.hash;
    auto const good = co_await checked(tx, services, email, hash, std::move(answer));
    if (!good)
        co_return;
    entry.factor = "passkey";
    entry.factor_step = good->sign_count;
    entry.passkey = good->id;
    entry.passkey_proof = good->proof;
}

Task<Failure> wanted_factor(PublicTx& tx, Services const& services, Entry entry, std::vector<std::string> methods)
{
    bool const by_passkey = std::find(methods.begin(), methods.end(), "webauthn") != methods.end();
    bool const by_app = std::find(methods.begin(), methods.end(), "totp") != methods.end();
    Failure wanted(Problem::second_factor,
                   by_app ? "Type the code that your authenticator app shows." : "Use your passkey, or one of your recovery codes.");
    wanted.methods = encode(methods);
    if (!by_passkey)
        co_return wanted;
    db::Bytes const challenge{random_bytes(challenge_bytes)};
    auto const credentials = co_await tx.rows<db::Bytes>(sql::offer_passkeys, entry.email, entry.hash, challenge, tx.client().address);
    PasskeyRequest request{base64url(challenge.bytes), RelyingParty::of(services.options().public_url).id, {}};
    for (auto const& each : credentials)
        request.credential_ids.push_back(base64url(each.bytes));
    wanted.passkey = encode(request);
    co_return wanted;
}

}  // namespace guildhall::identity
