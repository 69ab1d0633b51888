#include "identity/factor.h"
#include "identity/identity.sql.h"
#include "identity/recovery.h"
#include "identity/totp.h"

#include "base/alarm.h"
#include "base/secret.h"

namespace guildhall::identity {

namespace sql {
constexpr auto password_setting = db::statement<text, "password_setting">;
constexpr auto keep_better_hash = db::statement<text, "keep_better_hash">;
constexpr auto enrol = db::statement<text, "enrol">;
constexpr auto sign_in = db::statement<text, "sign_in">;
}  // namespace sql

namespace {

// code: of an authenticator app, or a recovery code.
struct SessionInput {
    std::string email, password;
    Kind kind = Kind::browser;
    std::optional<std::string> code;
    std::optional<PasskeyAnswer> passkey;
};
constexpr auto shape_of(SessionInput*)
{
    return shape("SessionInput", field("email", &SessionInput::email, length(1, 320)),
                 field("password", &SessionInput::password, length(1, 256)), field("kind", &SessionInput::kind),
                 field("code", &SessionInput::code, length(0, 40)), field("passkey", &SessionInput::passkey));
}

struct Outcome {
    std::string outcome;
    std::optional<Uuid> account_id, membership_id;
    std::optional<std::vector<std::string>> methods;
};
constexpr auto shape_of(Outcome*)
{
    return shape("Outcome", field("outcome", &Outcome::outcome), field("account_id", &Outcome::account_id),
                 field("membership_id", &Outcome::membership_id), field("methods", &Outcome::methods));
}

// What an authenticator app needs to begin: shown to somebody who must have a second factor and has none yet.
struct Enrolment {
    std::string totp_secret, otpauth_url;
};
constexpr auto shape_of(Enrolment*)
{
    return shape("Enrolment", field("totp_secret", &Enrolment::totp_secret), field("otpauth_url", &Enrolment::otpauth_url));
}

// The recovery codes come with the session, this once.
Task<Entered> enrol(PublicTx& tx, Services const& services, Entry entry, std::optional<std::string> code)
{
    auto const offered = services.offered_factor(entry.email, entry.hash);
    if (!code) {
        Failure wanted(Problem::second_factor, "Add this key to an authenticator app, then sign in with the code it shows.");
        wanted.enrolment = encode(Enrolment{base32(offered), otpauth_uri(offered, "Guildhall", entry.email)});
        throw wanted;
    }
    entry.factor_step = matched_step(offered, *code, tx.now());
    if (!entry.factor_step)
        throw wrong_credentials();
    db::Bytes sealed{services.seal_factor(offered)};
    auto const codes = RecoveryCodes::make();
    co_await tx.maybe<std::optional<std::string>>(sql::enrol, entry.email, entry.hash, sealed, *entry.factor_step - 1, codes.bytes);
    entry.factor = "passed";
    auto entered = co_await enter(tx, services, std::move(entry));
    if (entered.session)
        std::visit([&](auto& session) { session.recovery_codes = codes.shown; }, entered.session->body);
    co_return entered;
}

// For 0 to 24 ms nothing happens: what an address that is known costs more (a row that is found, another trail: 0.05 ms) drowns in it.
Task<void> hesitate(Loop& loop)
{
    Alarm nothing(loop);
    co_await nothing.wait(std::chrono::milliseconds(static_cast<unsigned char>(random_bytes(1)[0]) % 25));
}

Task<Reply<Session>> sign_in(PublicTx& tx, Services& services, SessionInput in)
{
    if (in.kind == Kind::browser && !tx.client().same_origin)
        throw Failure(Problem::forbidden, "A browser signs in from Guildhall's own page.");
    db::Bytes const device{Beginning::device_of(tx.client(), in.kind)};
    bool const has_factor = in.code || in.passkey;
    auto setting = co_await tx.one<std::string>(sql::password_setting, in.email, tx.client().address, services.options().password_cost,
                                                device, has_factor);
    Entry entry{.email = in.email, .hash = {}, .kind = in.kind};
    entry.hash = co_await services.hash_password(tx.loop(), in.password, setting);
    if (in.passkey)
        co_await check_passkey(tx, services, entry, *in.passkey);
    else if (in.code)
        co_await check_code(tx, services, entry, *in.code);
    auto entered = co_await enter(tx, services, entry);
    if (entered.outcome == "enrol")
        entered = co_await enrol(tx, services, entry, in.code);
    if (entered.outcome == "second_factor") {
        auto wanted = co_await wanted_factor(tx, services, entry, entered.methods);
        throw wanted;
    }
    if (entered.outcome != "ok") {
        co_await hesitate(tx.loop());
        throw wrong_credentials();
    }
    if (services.outdated(entry.hash)) {
        auto const better = co_await services.hash_new_password(tx.loop(), in.password);
        co_await tx.maybe<std::optional<std::string>>(sql::keep_better_hash, in.email, entry.hash, better);
    }
    co_return std::move(*entered.session);
}

}  // namespace

Task<Entered> enter(PublicTx& tx, Services const& services, Entry entry)
{
    auto const& client = tx.client();
    auto const beginning = Beginning::make(services, client, entry.kind);
    auto const life = life_of(entry.kind);
    db::Bytes const proof{beginning.proof}, device{beginning.device};
    auto done = co_await tx.one<Outcome>(sql::sign_in, entry.email, entry.hash, entry.factor, entry.factor_step, entry.kind, client.address,
                                         client.user_agent, client.request_id, beginning.session, proof, beginning.refresh_secret(),
                                         life.idle_minutes, life.absolute_minutes, client.admins_welcome, device, entry.recovery,
                                         entry.passkey, entry.passkey_proof, beginning.country);
    Entered entered{.outcome = done.outcome, .methods = done.methods.value_or(std::vector<std::string>())};
    if (done.outcome == "ok")
        entered.session = beginning.answer(services, tx.now(), done.account_id.value(), done.membership_id);
    co_return entered;
}

std::vector<Route> sign_in_routes(Services& services)
{
    auto sign_in_here = [&services](PublicTx& tx, SessionInput in) { return sign_in(tx, services, std::move(in)); };
    return {
        post("/sessions", "Sign in", open_to_all("nobody is signed in yet"), sign_in_here),
    };
}

}  // namespace guildhall::identity
