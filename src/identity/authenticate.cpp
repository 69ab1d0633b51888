#include "identity/authenticate.h"

#include "base/failure.h"
#include "base/secret.h"
#include "base/time.h"

namespace guildhall::identity {

namespace {

constexpr std::size_t secret_bytes = 32;

bool is_unsafe(http::Request const& request)
{
    return request.method != "GET" && request.method != "HEAD";
}

// The Host was found among the allowed ones before anything else, so its own origin is one of ours.
bool is_same_origin(http::Request const& request, Services const& services)
{
    auto const origins = request.headers.all("Origin");
    if (origins.size() > 1)
        return false;
    auto const site = request.headers.find("Sec-Fetch-Site");
    if (site && site != "same-origin")
        return false;
    if (origins.empty())
        return site.has_value();
    std::string const own = (request.secure ? "https://" : "http://") + request.host;
    return http::equal_ignoring_case(origins.front(), services.options().public_url) || http::equal_ignoring_case(origins.front(), own);
}

Caller by_key(std::string_view text)
{
    auto secret = unbase64url(text);
    if (!secret || secret->size() != secret_bytes)
        throw Failure(Problem::unauthenticated);
    return {.proof = std::move(*secret)};
}

Caller by_token(std::string_view authorization, Services const& services)
{
    constexpr std::string_view scheme = "Bearer ";
    if (authorization.size() <= scheme.size() || !http::equal_ignoring_case(authorization.substr(0, scheme.size()), scheme))
        throw Failure(Problem::unauthenticated);
    auto const token = authorization.substr(scheme.size());
    if (token.starts_with(key_prefix))
        return by_key(token.substr(key_prefix.size()));
    auto const claims = services.tokens().verify(token, Time::now());
    if (!claims)
        throw Failure(Problem::unauthenticated);
    return {.proof = services.proof_of_token(claims->session)};
}

Caller by_cookie(http::Request const& request, std::string const& cookie, Services const& services)
{
    auto secret = unbase64url(cookie);
    if (!secret || secret->size() != secret_bytes)
        throw Failure(Problem::unauthenticated);
    Caller caller{.proof = std::move(*secret), .browser = true, .same_origin = is_same_origin(request, services)};
    if (!is_unsafe(request))
        return caller;
    auto const shown = request.headers.find("X-CSRF-Token");
    if (!caller.same_origin || !shown || !equal_in_constant_time(*shown, services.csrf_token(caller.proof)))
        throw Failure(Problem::forbidden, "This request did not come from Guildhall's own pages. Reload the page and try again.");
    return caller;
}

}  // namespace

namespace {

Caller by_credential(http::Request const& request, Entrance entrance, Services const& services)
{
    if (entrance == Entrance::open)
        return {.proof = {}, .browser = false, .same_origin = is_same_origin(request, services)};
    auto const authorizations = request.headers.all("Authorization");
    if (authorizations.size() > 1)
        throw Failure(Problem::unauthenticated);
    if (!authorizations.empty())
        return by_token(authorizations.front(), services);
    if (auto const cookie = request.cookie(cookie_name))
        return by_cookie(request, *cookie, services);
    return {};
}

}  // namespace

Authenticate authenticator(Services const& services)
{
    return [&services](http::Request const& request, Entrance entrance) -> Caller {
        auto caller = by_credential(request, entrance, services);
        caller.admins_welcome = services.admins_may_come_from(request.peer_address);
        auto const device = unbase64url(request.cookie(device_cookie_name).value_or(""));
        if (device && device->size() == secret_bytes)
            caller.device = *device;
        return caller;
    };
}

}  // namespace guildhall::identity
