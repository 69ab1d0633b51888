// Signing in without a password: a passkey whose holder the authenticator has verified is both factors.
#include "base/secret.h"
#include "identity/factor.h"
#include "identity/identity.sql.h"

namespace guildhall::identity {

namespace sql {
constexpr auto offer_passkey_to_anybody = db::statement<text, "offer_passkey_to_anybody">;
constexpr auto sign_in_by_passkey = db::statement<text, "sign_in_by_passkey">;
}  // namespace sql

namespace {

constexpr std::size_t challenge_bytes = 32;

struct PasskeySessionInput {
    Kind kind = Kind::browser;
    PasskeyAnswer passkey;
};
constexpr auto shape_of(PasskeySessionInput*)
{
    return shape("PasskeySessionInput", field("kind", &PasskeySessionInput::kind), field("passkey", &PasskeySessionInput::passkey));
}

struct PasskeyOutcome {
    std::string outcome;
    std::optional<Uuid> account_id, membership_id;
};
constexpr auto shape_of(PasskeyOutcome*)
{
    return shape("PasskeyOutcome", field("outcome", &PasskeyOutcome::outcome), field("account_id", &PasskeyOutcome::account_id),
                 field("membership_id", &PasskeyOutcome::membership_id));
}

Task<PasskeyRequest> ask(PublicTx& tx, Services& services)
{
    db::Bytes const challenge{random_bytes(challenge_bytes)};
    co_await tx.maybe<std::optional<std::string>>(sql::offer_passkey_to_anybody, challenge, tx.client().address);
    co_return PasskeyRequest{base64url(challenge.bytes), RelyingParty::of(services.options().public_url).id, {}};
}

Task<Reply<Session>> sign_in(PublicTx& tx, Services& services, PasskeySessionInput in)
{
    if (in.kind == Kind::browser && !tx.client().same_origin)
        throw Failure(Problem::forbidden, "A browser signs in from Guildhall's own page.");
    std::optional<std::string> const none;
    auto const shown = co_await checked(tx, services, none, none, in.passkey);
    if (!shown)
        throw Failure(Problem::unauthenticated, "This passkey is not known here, or took too long.");
    auto const& client = tx.client();
    auto const beginning = Beginning::make(services, client, in.kind);
    auto const life = life_of(in.kind);
    db::Bytes const proof{beginning.proof}, device{beginning.device};
    auto const done =
        co_await tx.one<PasskeyOutcome>(sql::sign_in_by_passkey, shown->id, shown->proof, shown->sign_count, in.kind, client.address,
                                        client.user_agent, client.request_id, beginning.session, proof, beginning.refresh_secret(),
                                        life.idle_minutes, life.absolute_minutes, client.admins_welcome, device, beginning.country);
    if (done.outcome != "ok")
        throw Failure(Problem::unauthenticated, "This passkey is not known here, or took too long.");
    co_return beginning.answer(services, tx.now(), done.account_id.value(), done.membership_id);
}

}  // namespace

std::vector<Route> passkey_sign_in_routes(Services& services)
{
    auto ask_here = [&services](PublicTx& tx) { return ask(tx, services); };
    auto sign_in_here = [&services](PublicTx& tx, PasskeySessionInput in) { return sign_in(tx, services, std::move(in)); };
    return {
        post("/passkey-requests", "What to ask a passkey for signing in without a password", open_to_all("nobody is signed in yet"),
             ask_here),
        post("/passkey-sessions", "Sign in by a passkey alone", open_to_all("nobody is signed in yet"), sign_in_here),
    };
}

}  // namespace guildhall::identity
