#include "identity/authenticate.h"
#include "identity/identity.sql.h"
#include "identity/sessions.h"
#include "identity/totp.h"

#include "base/secret.h"

namespace guildhall::identity {

namespace sql {
constexpr auto password_setting = db::statement<text, "password_setting">;
constexpr auto factor = db::statement<text, "factor">;
constexpr auto enrol = db::statement<text, "enrol">;
constexpr auto sign_in = db::statement<text, "sign_in">;
constexpr auto refresh = db::statement<text, "refresh">;
}  // namespace sql

namespace {

constexpr std::size_t secret_bytes = 32;

struct Lifetime {
    std::int32_t idle_minutes, absolute_minutes;
};
constexpr Lifetime browser_life{12 * 60, 14 * 24 * 60};
constexpr Lifetime token_life{14 * 24 * 60, 90 * 24 * 60};

enum class Kind { browser, token };
constexpr std::array<std::string_view, 2> names_of(Kind*)
{
    return {"browser", "token"};
}

struct SessionInput {
    std::string email, password;
    Kind kind = Kind::browser;
    std::optional<std::string> code;
};
constexpr auto shape_of(SessionInput*)
{
    return shape("SessionInput", field("email", &SessionInput::email, length(1, 320)),
                 field("password", &SessionInput::password, length(1, 256)), field("kind", &SessionInput::kind),
                 field("code", &SessionInput::code, length(0, 20)));
}

struct RefreshInput {
    std::string refresh_token;
};
constexpr auto shape_of(RefreshInput*)
{
    return shape("RefreshInput", field("refresh_token", &RefreshInput::refresh_token, length(1, 500)));
}

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

struct Outcome {
    std::string outcome;
    std::optional<Uuid> account_id, membership_id;
};
constexpr auto shape_of(Outcome*)
{
    return shape("Outcome", field("outcome", &Outcome::outcome), field("account_id", &Outcome::account_id),
                 field("membership_id", &Outcome::membership_id));
}

struct Refreshed {
    std::string outcome;
    std::optional<Uuid> account_id, membership_id, session_id;
};
constexpr auto shape_of(Refreshed*)
{
    return shape("Refreshed", field("outcome", &Refreshed::outcome), field("account_id", &Refreshed::account_id),
                 field("membership_id", &Refreshed::membership_id), field("session_id", &Refreshed::session_id));
}

// What an authenticator app needs to begin: shown to somebody who must have a second factor and has none yet.
struct Enrolment {
    std::string totp_secret, otpauth_url;
};
constexpr auto shape_of(Enrolment*)
{
    return shape("Enrolment", field("totp_secret", &Enrolment::totp_secret), field("otpauth_url", &Enrolment::otpauth_url));
}

Failure wrong()
{
    return Failure(Problem::unauthenticated, "E-mail address, password or code is not right.");
}

TokenSession token_session(Services const& services, Time now, Uuid account, std::optional<Uuid> membership, RefreshToken const& refresh)
{
    constexpr std::int64_t second = 1'000'000;
    AccessClaims claims{.account = account, .session = refresh.session, .membership = membership};
    claims.issued_at = now.microseconds / second;
    claims.expires_at = claims.issued_at + AccessTokens::longest_life;
    return {.access_token = services.tokens().sign(claims), .refresh_token = refresh.text()};
}

// Checks a code against the enrolled factor; what it is worth stands in the entry.
Task<void> check_code(PublicTx& tx, Services const& services, Entry& entry, std::string code)
{
    auto factor = co_await tx.maybe<Factor>(sql::factor, entry.email, entry.hash);
    if (!factor || !factor->secret)
        co_return;
    auto const secret = services.unseal_factor(factor->secret->bytes);
    if (!secret)
        throw std::logic_error("a second factor was sealed under another field key");
    entry.factor_step = matched_step(*secret, code, tx.now(), factor->last_step);
    entry.factor = entry.factor_step ? "passed" : "failed";
}

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
        throw wrong();
    db::Bytes sealed{services.seal_factor(offered)};
    co_await tx.maybe<std::optional<std::string>>(sql::enrol, entry.email, entry.hash, sealed, *entry.factor_step - 1);
    entry.factor = "passed";
    co_return co_await enter(tx, services, std::move(entry));
}

Task<Reply<Session>> sign_in(PublicTx& tx, Services& services, SessionInput in)
{
    if (in.kind == Kind::browser && !tx.client().same_origin)
        throw Failure(Problem::forbidden, "A browser signs in from Guildhall's own page.");
    auto setting = co_await tx.one<std::string>(sql::password_setting, in.email, tx.client().address, services.options().password_cost);
    Entry entry{.email = in.email, .hash = {}, .browser = in.kind == Kind::browser};
    entry.hash = co_await services.hash_password(tx.loop(), in.password, setting);
    if (in.code)
        co_await check_code(tx, services, entry, *in.code);
    auto entered = co_await enter(tx, services, entry);
    if (entered.outcome == "enrol")
        entered = co_await enrol(tx, services, entry, in.code);
    if (entered.outcome == "second_factor")
        throw Failure(Problem::second_factor, "Type the code that your authenticator app shows.");
    if (entered.outcome != "ok")
        throw wrong();
    co_return std::move(*entered.session);
}

Task<Session> refresh(PublicTx& tx, Services& services, RefreshInput in)
{
    auto const old = RefreshToken::parse(in.refresh_token);
    if (!old)
        throw Failure(Problem::unauthenticated);
    auto const next = RefreshToken::make(old->session);
    db::Bytes proof{services.proof_of_token(old->session)}, used{old->secret}, fresh{next.secret};
    auto done = co_await tx.one<Refreshed>(sql::refresh, proof, used, fresh, tx.client().request_id);
    if (done.outcome != "ok")
        throw Failure(Problem::unauthenticated);
    co_return token_session(services, tx.now(), done.account_id.value(), done.membership_id, next);
}

}  // namespace

Task<Entered> enter(PublicTx& tx, Services const& services, Entry entry)
{
    auto const session = Uuid::make();
    auto const token = RefreshToken::make(session);
    auto const life = entry.browser ? browser_life : token_life;
    db::Bytes proof{entry.browser ? random_bytes(secret_bytes) : services.proof_of_token(session)};
    std::optional<db::Bytes> refresh_secret;
    if (!entry.browser)
        refresh_secret = db::Bytes{token.secret};
    auto const& client = tx.client();
    auto done = co_await tx.one<Outcome>(sql::sign_in, entry.email, entry.hash, entry.factor, entry.factor_step,
                                         entry.browser ? Kind::browser : Kind::token, client.address, client.user_agent, client.request_id,
                                         session, proof, refresh_secret, life.idle_minutes, life.absolute_minutes,
                                         services.admins_may_come_from(client.address));
    Entered entered{.outcome = done.outcome};
    if (done.outcome == "ok" && entry.browser) {
        entered.session.emplace(Reply<Session>{BrowserSession{services.csrf_token(proof.bytes)}});
        entered.session->headers.emplace_back("Set-Cookie", set_cookie(proof.bytes));
    } else if (done.outcome == "ok") {
        entered.session.emplace(Reply<Session>{token_session(services, tx.now(), done.account_id.value(), done.membership_id, token)});
    }
    co_return entered;
}

RefreshToken RefreshToken::make(Uuid session)
{
    return {session, random_bytes(secret_bytes)};
}

std::optional<RefreshToken> RefreshToken::parse(std::string_view text)
{
    auto const bytes = unbase64url(text);
    RefreshToken token;
    if (!bytes || bytes->size() != token.session.bytes.size() + secret_bytes)
        return {};
    std::copy_n(bytes->begin(), token.session.bytes.size(), token.session.bytes.begin());
    token.secret = bytes->substr(token.session.bytes.size());
    return token;
}

std::string RefreshToken::text() const
{
    return base64url(std::string(session.bytes.begin(), session.bytes.end()) + secret);
}

std::string set_cookie(std::string_view secret)
{
    return http::host_cookie(cookie_name, base64url(secret), browser_life.absolute_minutes * 60L);
}

std::string remove_cookie()
{
    return http::host_cookie(cookie_name, "", 0);
}

std::vector<Route> sign_in_routes(Services& services)
{
    auto sign_in_here = [&services](PublicTx& tx, SessionInput in) { return sign_in(tx, services, std::move(in)); };
    auto refresh_here = [&services](PublicTx& tx, RefreshInput in) { return refresh(tx, services, std::move(in)); };
    return {
        post("/sessions", "Sign in", open_to_all("nobody is signed in yet"), sign_in_here),
        post("/tokens/refresh", "A new access token for a refresh token", open_to_all("the refresh token is the proof"), refresh_here)
            .answers(200),
    };
}

}  // namespace guildhall::identity
