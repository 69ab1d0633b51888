#include "isolation/asking.h"

#include <stdexcept>

#include "base/secret.h"

namespace guildhall::isolation {

namespace {

constexpr char form_type[] = "multipart/form-data; boundary=canaries";
constexpr char form[] =
    "--canaries\r\nContent-Disposition: form-data; name=\"kind\"\r\n\r\ncustomers\r\n--canaries\r\nContent-Disposition: "
    "form-data; name=\"file\"; filename=\"list.csv\"\r\n\r\nname\r\nCanary\r\n\r\n--canaries--\r\n";

}  // namespace

std::string name_of(Route const& route)
{
    return std::string(guildhall::name_of(route.method)) + " " + route.path;
}

std::vector<std::string> parameters_of(std::string const& path)
{
    std::vector<std::string> names;
    for (auto at = path.find('{'); at != path.npos; at = path.find('{', at + 1))
        names.push_back(path.substr(at + 1, path.find('}', at) - at - 1));
    return names;
}

bool is_busy(http::Reply const& reply)
{
    return reply.status == 429 || reply.status == 503;
}

Asking::Asking(Subject subject, Canaries const& canaries, Waiting& wait)
    : subject_(std::move(subject)), canaries_(canaries), wait_(wait), bodies_(subject_.routes)
{
}

Request Asking::request(Route const& route, Canary const& by, Wish const& wish, std::string const& query, Fill const& fill) const
{
    Request request{route, by, route.path, {}, {}, {}};
    auto filled = [&](std::string const& name) {
        auto id = fill(name);
        if (id.empty())
            id = Uuid::make().text();
        request.sent.insert(id);
        return id;
    };
    for (auto const& name : parameters_of(route.path))
        request.path.replace(request.path.find('{'), name.size() + 2, filled(name));
    char before = '?';
    for (auto const& [name, word] : bodies_.needed_in_query(route)) {
        request.path += before + name + "=" + word;
        before = '&';
    }
    if (!query.empty())
        request.path += before + query + "=" + filled(query);
    for (auto const& [name, id] : wish.asked)
        request.sent.insert(id);
    if (route.upload) {
        request.body = form;
        request.type = form_type;
    } else if (bodies_.takes_body(route)) {
        request.body = written(bodies_.body(route, wish));
        request.type = "application/json";
    }
    return request;
}

http::AskedHeaders Asking::headers_of(Canary const& by) const
{
    return {{"Authorization", "Bearer " + canaries_.token(by)}};
}

void Asking::expect_to_be_known() const
{
    for (auto const& canary : canaries_.people())
        if (http::ask(subject_.place, "GET", "/api/v1/me", headers_of(canary), "").status == 401)
            throw std::runtime_error(
                "The running server does not know the keys of this check, so nothing could be tried. Restart it, and check again.");
}

http::Reply Asking::send(Request const& request)
{
    auto headers = headers_of(request.by);
    if (!request.type.empty())
        headers.emplace_back("Content-Type", request.type);
    if (request.route.takes_if_match)
        headers.emplace_back("If-Match", "\"1\"");
    http::Reply reply;
    for (int again = 0; again < 2; ++again) {
        auto method = std::string(guildhall::name_of(request.route.method));
        reply = http::ask(subject_.place, method, "/api/v1" + request.path, headers, request.body);
        ++requests_;
        wait_();
        if (!is_busy(reply))
            break;
        wait_.rest(std::chrono::seconds(1));
    }
    if (reply.status == 0)
        throw std::runtime_error("Nobody answers at " + subject_.place.listen + ".");
    transcript_ +=
        name_of(request.route) + " " + request.by.role + " " + std::to_string(reply.status) + " " + hex(sha256(reply.body)) + "\n";
    return reply;
}

}  // namespace guildhall::isolation
