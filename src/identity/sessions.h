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
struct BrowserSession {
    std::string csrf_token;
};
constexpr auto shape_of(BrowserSession*)
{
    return shape("BrowserSession", field("csrf_token", &BrowserSession::csrf_token));
}

struct TokenSession {
    std::string access_token, refresh_token;
    std::int32_t expires_in = AccessTokens::longest_life;
    std::string token_type = "Bearer";
};
constexpr auto shape_of(TokenSession*)
{
    return shape("TokenSession", field("access_token", &TokenSession::access_token), field("refresh_token", &TokenSession::refresh_token),
                 field("expires_in", &TokenSession::expires_in), field("token_type", &TokenSession::token_type));
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

// Signs in with a password whose hash is known already. factor_step: the time step of the second factor's code that was checked.
struct Entry {
    std::string email, hash;
    bool browser = true;
    std::string factor = "none";  // or "passed", "failed"
    std::optional<std::int64_t> factor_step = {};
};
// `session` stands when `outcome` is "ok".
struct Entered {
    std::string outcome;
    std::optional<Reply<Session>> session = {};
};
Task<Entered> enter(PublicTx& tx, Services const& services, Entry entry);

std::vector<Route> sign_in_routes(Services& services);
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
