#include "app/front.h"

#include <algorithm>

#include "app/app.sql.h"
#include "app/security_txt.h"
#include "base/log.h"
#include "base/metrics.h"
#include "base/secret.h"
#include "db/unit.h"

namespace guildhall::app {

namespace sql {
constexpr auto ready = db::statement<text, "ready">;
}

namespace {

using Header = std::pair<std::string, std::string>;

constexpr std::string_view api_prefix = "/api/v1";

// The app's pages take scripts, styles, fonts and pictures from here alone, and no string becomes code (Trusted Types).
constexpr std::string_view page_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "form-action 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'";
constexpr std::string_view data_policy = "default-src 'none'; frame-ancestors 'none'; sandbox";

bool allows(Config const& config, std::string const& host)
{
    return std::any_of(config.allowed_hosts.begin(), config.allowed_hosts.end(),
                       [&](std::string const& allowed) { return http::equal_ignoring_case(allowed, host); });
}

bool only_reads(http::Request const& request)
{
    return request.method == "GET" || request.method == "HEAD";
}

http::Response refuse_writing()
{
    auto refused = problem_response(Failure(Problem::method));
    refused.headers.emplace_back("Allow", "GET, HEAD");
    return refused;
}

http::Response text(int status, std::string_view type, std::string body)
{
    http::Response response;
    response.status = status;
    response.headers.emplace_back("Content-Type", type);
    response.body = std::move(body);
    return response;
}

// Figures are for who holds their token, and for this machine, unless a proxy on it may be asking for somebody else.
bool may_read_figures(Config const& config, http::Request const& request)
{
    if (config.metrics_token)
        return equal_in_constant_time(request.headers.find("Authorization").value_or(""), "Bearer " + *config.metrics_token);
    bool const has_proxy = config.has_proxy() || (config.public_url.starts_with("https://") && !config.has_tls());
    return !has_proxy && (request.peer_address.starts_with("127.") || request.peer_address == "::1");
}

// Where the app shows its own screens; it then reads the path itself. These names are other things' (contract.md).
bool is_screen(std::string_view path)
{
    for (std::string_view const taken : {"/api", "/assets", "/metrics", "/security", "/healthz", "/readyz", "/.well-known"})
        if (path.starts_with(taken) && (path.size() == taken.size() || path[taken.size()] == '/'))
            return false;
    return path.find('.') == path.npos && path.find("//") == path.npos;
}

std::string_view screen_of(std::string_view path)
{
    return path == "/sign-in" ? "/login.html" : "/index.html";
}

}  // namespace

void add_headers(http::Response& response, Uuid request_id, bool secure, bool is_page)
{
    auto& headers = response.headers;
    headers.emplace_back("X-Request-Id", request_id.text());
    headers.emplace_back("Content-Security-Policy", is_page ? page_policy : data_policy);
    headers.emplace_back("X-Content-Type-Options", "nosniff");
    headers.emplace_back("Referrer-Policy", "no-referrer");
    headers.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
    headers.emplace_back("Cross-Origin-Resource-Policy", "same-origin");
    headers.emplace_back("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
    if (secure)
        headers.emplace_back("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
    bool const caching_said =
        std::any_of(headers.begin(), headers.end(), [](Header const& header) { return header.first == "Cache-Control"; });
    if (!caching_said)
        headers.emplace_back("Cache-Control", "no-store");
}

Front::Front(Config const& config, Dispatch& dispatch, db::Pool& pool, http::StaticFiles const& files, std::string const& openapi)
    : config_(config), dispatch_(dispatch), pool_(pool), files_(files), openapi_(openapi)
{
}

Task<http::Response> Front::handle(http::Request request)
{
    auto const request_id = Uuid::make();
    bool const secure = request.secure;
    bool const is_page = !request.path.starts_with("/api/");
    auto routing = route(std::move(request), request_id);
    auto response = co_await std::move(routing);
    add_headers(response, request_id, secure, is_page);
    co_return response;
}

http::Response Front::refusal(int status)
{
    auto const problem = status == 413 || status == 431 ? Problem::too_large
                         : status == 500                ? Problem::internal
                         : status == 503                ? Problem::unavailable
                                                        : Problem::malformed;
    Failure failure(problem);
    failure.retry_after_seconds = status == 503 ? 1 : 0;
    auto response = problem_response(failure, status);
    add_headers(response, Uuid::make(), false, false);
    return response;
}

Task<http::Response> Front::route(http::Request request, Uuid request_id)
{
    auto const& path = request.path;
    bool const alive = path == "/healthz";
    if (!alive && !allows(config_, request.host))
        co_return problem_response(Failure(Problem::misdirected));
    if (path.starts_with(api_prefix) && path.substr(api_prefix.size()).starts_with('/')) {
        std::string rest = path.substr(api_prefix.size());
        auto answering = dispatch_.handle(std::move(request), std::move(rest), request_id);
        co_return co_await std::move(answering);
    }
    if (!only_reads(request))
        co_return refuse_writing();
    if (alive)
        co_return text(200, "text/plain; charset=utf-8", "alive\n");
    if (path == "/readyz") {
        auto asking = ready();
        co_return co_await std::move(asking);
    }
    if (path == "/metrics" && may_read_figures(config_, request))
        co_return text(200, "text/plain; version=0.0.4; charset=utf-8", metrics::text());
    if (path == "/.well-known/security.txt")
        co_return text(200, "text/plain; charset=utf-8", security_txt(config_, Time::now()));
    if (path == "/api/openapi.json")
        co_return text(200, "application/json", openapi_);
    co_return page(request);
}

http::Response Front::page(http::Request const& request) const
{
    if (request.path.starts_with("/api/"))
        return problem_response(Failure(Problem::not_found));
    if (auto found = files_.answer(request))
        return std::move(*found);
    if (is_screen(request.path))
        if (auto found = files_.answer(request, screen_of(request.path)))
            return std::move(*found);
    return problem_response(Failure(Problem::not_found));
}

Task<http::Response> Front::ready()
{
    bool reachable = false;
    try {
        auto lease = co_await pool_.lease(db::Pool::Clock::now() + std::chrono::seconds(2));
        db::Unit unit(std::move(lease));
        co_await unit.ask_last(sql::ready, {});
        reachable = true;
    } catch (std::exception const& error) {
        log_line(Level::warning, "not ready", {{"message", error.what()}});
    }
    if (reachable)
        co_return text(200, "text/plain; charset=utf-8", "ready\n");
    Failure failure(Problem::unavailable);
    failure.retry_after_seconds = 1;
    co_return problem_response(failure);
}

}  // namespace guildhall::app
