#include "app/redirect.h"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "api/problem.h"
#include "app/front.h"

namespace guildhall::app {

namespace {

constexpr std::string_view challenges = "/.well-known/acme-challenge/";

std::string_view without_port(std::string_view host)
{
    return host.substr(0, host.starts_with('[') ? host.find(']') + 1 : host.find(':'));
}

bool is_a_token(std::string_view text)
{
    constexpr std::size_t longest = 200;
    return !text.empty() && text.size() <= longest && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
}

http::Response text(std::string body)
{
    http::Response response;
    response.headers.emplace_back("Content-Type", "text/plain; charset=utf-8");
    response.body = std::move(body);
    return response;
}

}  // namespace

std::string Redirect::target_of(http::Request const& request) const
{
    auto const host = without_port(request.host);
    auto const public_host = std::string_view(config_.public_url).substr(config_.public_url.find("://") + 3);
    auto const path = request.target.starts_with('/') ? request.target : "/";
    if (http::equal_ignoring_case(host, without_port(public_host)))
        return config_.public_url + path;
    for (auto const& allowed : config_.allowed_hosts)
        if (http::equal_ignoring_case(host, allowed))
            return "https://" + allowed + path;
    return {};
}

http::Response Redirect::answer(http::Request const& request) const
{
    if (request.method != "GET" && request.method != "HEAD")
        return problem_response(Failure(Problem::method));
    if (config_.acme_folder && request.path.starts_with(challenges)) {
        auto const token = request.path.substr(challenges.size());
        std::ifstream in(is_a_token(token) ? *config_.acme_folder + std::string(challenges) + token : std::string(), std::ios::binary);
        return in ? text({std::istreambuf_iterator<char>(in), {}}) : problem_response(Failure(Problem::not_found));
    }
    auto const target = target_of(request);
    if (target.empty())
        return problem_response(Failure(Problem::misdirected));
    http::Response response;
    response.status = 308;
    response.headers.emplace_back("Location", target);
    return response;
}

Task<http::Response> Redirect::handle(http::Request request) const
{
    auto response = answer(request);
    add_headers(response, Uuid::make(), false, false);
    co_return response;
}

}  // namespace guildhall::app
