// How a session begins: its secrets, the cookies of a browser, the tokens of an API client.
#include "base/secret.h"
#include "http/network.h"
#include "identity/authenticate.h"
#include "identity/sessions.h"

namespace guildhall::identity {

namespace {

constexpr std::size_t secret_bytes = 32;
constexpr long device_seconds = 400L * 24 * 3600;  // as long as browsers keep a cookie

// An API client keeps no cookie: it is known by what it calls itself and the network it comes from (/24, /48).
std::string device_of_client(Client const& client)
{
    constexpr std::size_t of_v4 = 15, of_v6 = 6;
    std::string network = client.address;
    if (auto const address = http::Address::parse(client.address))
        network.assign(address->bytes.begin(), address->bytes.begin() + (address->is_v4() ? of_v4 : of_v6));
    return sha256("client " + client.user_agent + "\n" + network);
}

}  // namespace

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
    return http::host_cookie(cookie_name, base64url(secret), life_of(Kind::browser).absolute_minutes * 60L);
}

std::string remove_cookie()
{
    return http::host_cookie(cookie_name, "", 0);
}

TokenSession token_session(Services const& services, Time now, Uuid account, std::optional<Uuid> membership, RefreshToken const& refresh)
{
    constexpr std::int64_t second = 1'000'000;
    AccessClaims claims{.account = account, .session = refresh.session, .membership = membership};
    claims.issued_at = now.microseconds / second;
    claims.expires_at = claims.issued_at + AccessTokens::longest_life;
    return {.access_token = services.tokens().sign(claims), .refresh_token = refresh.text()};
}

std::string Beginning::device_of(Client const& client, Kind kind)
{
    return kind == Kind::browser ? client.device : device_of_client(client);
}

Beginning Beginning::make(Services const& services, Client const& client, Kind kind)
{
    auto const session = Uuid::make();
    Beginning beginning{
        .session = session, .kind = kind, .token = RefreshToken::make(session), .proof = {}, .device = device_of(client, kind)};
    beginning.country = services.country_of(client.address);
    beginning.proof = kind == Kind::browser ? random_bytes(secret_bytes) : services.proof_of_token(session);
    if (beginning.device.empty())
        beginning.device = random_bytes(secret_bytes);
    return beginning;
}

std::optional<db::Bytes> Beginning::refresh_secret() const
{
    if (kind == Kind::browser)
        return {};
    return db::Bytes{token.secret};
}

Reply<Session> Beginning::answer(Services const& services, Time now, Uuid account, std::optional<Uuid> membership) const
{
    if (kind == Kind::token)
        return {token_session(services, now, account, membership, token)};
    Reply<Session> reply{BrowserSession{services.csrf_token(proof)}};
    reply.headers.emplace_back("Set-Cookie", set_cookie(proof));
    reply.headers.emplace_back("Set-Cookie", http::host_cookie(device_cookie_name, base64url(device), device_seconds));
    return reply;
}

}  // namespace guildhall::identity
