#pragma once
#include <array>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "api/route.h"
#include "base/codec.h"
#include "base/time.h"
#include "identity/services.h"

namespace guildhall::identity {

// A browser keeps its session in a cookie that no script can read; this goes with every unsafe request.
// recovery_codes: of a second factor that began with this sign-in, shown now and never again.
struct BrowserSession {
    std::string csrf_token;
    std::vector<std::string> recovery_codes = {};
};
constexpr auto shape_of(BrowserSession*)
{
    return shape("BrowserSession", field("csrf_token", &BrowserSession::csrf_token),
                 field("recovery_codes", &BrowserSession::recovery_codes));
}

struct TokenSession {
    std::string access_token, refresh_token;
    std::int32_t expires_in = AccessTokens::longest_life;
    std::string token_type = "Bearer";
    std::vector<std::string> recovery_codes = {};
};
constexpr auto shape_of(TokenSession*)
{
    return shape("TokenSession", field("access_token", &TokenSession::access_token), field("refresh_token", &TokenSession::refresh_token),
                 field("expires_in", &TokenSession::expires_in), field("token_type", &TokenSession::token_type),
                 field("recovery_codes", &TokenSession::recovery_codes));
}

using Session = std::variant<BrowserSession, TokenSession>;

// The two secrets of an API client's session, as a refresh token carries them: which session, and the part that is new each time.
struct RefreshToken {
    Uuid session;
    std::string secret;  // 32 bytes

    static RefreshToken make(Uuid session);
    static std::optional<RefreshToken> parse(std::string_view text);
    std::string text() const;
};

std::string set_cookie(std::string_view secret);
std::string remove_cookie();

enum class Kind { browser, token };
constexpr std::array<std::string_view, 2> names_of(Kind*)
{
    return {"browser", "token"};
}

struct Lifetime {
    std::int32_t idle_minutes, absolute_minutes;
};
constexpr Lifetime life_of(Kind kind)
{
    return kind == Kind::browser ? Lifetime{12 * 60, 14 * 24 * 60} : Lifetime{14 * 24 * 60, 90 * 24 * 60};
}

// A session that is about to begin: its secrets, and where from.
struct Beginning {
    Uuid session;
    Kind kind = Kind::browser;
    RefreshToken token;
    std::string proof, device;
    std::optional<std::string> country;

    // The device that somebody comes from: what a browser keeps, if it does, or what is known of an API client.
    static std::string device_of(Client const& client, Kind kind);
    static Beginning make(Services const& services, Client const& client, Kind kind);
    std::optional<db::Bytes> refresh_secret() const;  // none for a browser
    Reply<Session> answer(Services const& services, Time now, Uuid account, std::optional<Uuid> membership) const;
};

// Signs in with a password whose hash is known already. factor_step: the time step of the second factor's code that was checked, or what
// its passkey has counted.
struct Entry {
    std::string email, hash;
    Kind kind = Kind::browser;
    std::string factor = "none";  // or "passed", "recovery", "passkey", "failed"
    std::optional<std::int64_t> factor_step = {};
    std::optional<db::Bytes> recovery = {};
    std::optional<Uuid> passkey = {};
    std::optional<db::Bytes> passkey_proof = {};
};
// `session` stands when `outcome` is "ok".
struct Entered {
    std::string outcome;
    std::vector<std::string> methods = {};
    std::optional<Reply<Session>> session = {};
};
Task<Entered> enter(PublicTx& tx, Services const& services, Entry entry);

// An access token for a session, and the refresh token that goes with it.
TokenSession token_session(Services const& services, Time now, Uuid account, std::optional<Uuid> membership, RefreshToken const& refresh);

std::vector<Route> sign_in_routes(Services& services);
std::vector<Route> passkey_sign_in_routes(Services& services);
std::vector<Route> refresh_routes(Services& services);
std::vector<Route> session_routes(Services& services);
std::vector<Route> setup_routes(Services& services);

}  // namespace guildhall::identity

namespace guildhall {

// By the kind that was asked for.
template <>
struct Codec<identity::Session> {
    static void write(json::Writer& out, identity::Session const& session)
    {
        std::visit([&](auto const& kind) { Codec<std::decay_t<decltype(kind)>>::write(out, kind); }, session);
    }
    static void schema(json::Writer& out, Definitions& definitions)
    {
        out.plain_key("oneOf");
        out.begin_array();
        out.begin_object();
        Codec<identity::BrowserSession>::schema(out, definitions);
        out.end_object();
        out.begin_object();
        Codec<identity::TokenSession>::schema(out, definitions);
        out.end_object();
        out.end_array();
    }
};

}  // namespace guildhall
