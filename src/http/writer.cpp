#include "http/writer.h"

#include "http/head.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace guildhall::http {

namespace {

void append_number(std::string& out, std::size_t number, int base = 10)
{
    std::array<char, 24> digits;
    auto const end = std::to_chars(digits.data(), digits.data() + digits.size(), number, base).ptr;
    out.append(digits.data(), end);
}

// The server's own fields, which a handler does not set.
bool is_ours(std::string_view name, bool head)
{
    switch (name.size()) {
    case 4: return equal_ignoring_case(name, "Date");
    case 10: return equal_ignoring_case(name, "Connection") || equal_ignoring_case(name, "Keep-Alive");
    case 14: return !head && equal_ignoring_case(name, "Content-Length");
    case 17: return equal_ignoring_case(name, "Transfer-Encoding");
    default: return false;
    }
}

bool names_length(Response const& response)
{
    return std::any_of(response.headers.begin(), response.headers.end(),
                       [](auto const& field) { return equal_ignoring_case(field.first, "Content-Length"); });
}

}  // namespace

std::string const& DateLine::text(std::time_t now)
{
    if (now != made_) {
        std::tm parts{};
        gmtime_r(&now, &parts);
        std::array<char, 64> buffer;
        text_.assign(buffer.data(), std::strftime(buffer.data(), buffer.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts));
        made_ = now;
    }
    return text_;
}

bool is_sendable(Response const& response)
{
    static constexpr std::string_view breaks("\r\n\0", 3);
    auto const is_good = [](auto const& field) { return is_token(field.first) && field.second.find_first_of(breaks) == std::string::npos; };
    return response.status >= 200 && response.status <= 599 && std::all_of(response.headers.begin(), response.headers.end(), is_good);
}

bool may_have_body(int status)
{
    return status >= 200 && status != 204 && status != 304;
}

std::string_view body_of(Response const& response)
{
    return response.lasting_body.empty() ? std::string_view(response.body) : response.lasting_body;
}

Response bare_refusal(int status)
{
    Response response{.status = status};
    response.headers = {{"Content-Type", "application/problem+json"},
                        {"Cache-Control", "no-store"},
                        {"X-Content-Type-Options", "nosniff"},
                        {"Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"}};
    response.body.append(R"({"type":"about:blank","title":")").append(reason_of(status)).append(R"(","status":)");
    append_number(response.body, static_cast<std::size_t>(status));
    response.body += '}';
    return response;
}

void append_head(std::string& out, Response const& response, Framing framing, std::string_view date)
{
    out += "HTTP/1.1 ";
    append_number(out, static_cast<std::size_t>(response.status));
    out.append(" ").append(reason_of(response.status)).append("\r\nDate: ").append(date).append("\r\n");
    for (auto const& [name, value] : response.headers)
        if (!is_ours(name, framing.head))
            out.append(name).append(": ").append(value).append("\r\n");
    if (may_have_body(response.status)) {
        if (response.more) {
            if (!framing.http10)
                out += "Transfer-Encoding: chunked\r\n";
        } else if (!framing.head || !names_length(response)) {
            out += "Content-Length: ";
            append_number(out, body_of(response).size());
            out += "\r\n";
        }
    }
    if (!framing.keep_alive)
        out += "Connection: close\r\n";
    else if (framing.http10)
        out += "Connection: keep-alive\r\n";
    out += "\r\n";
}

void append_chunk(std::string& out, std::string_view piece)
{
    append_number(out, piece.size(), 16);
    out.append("\r\n").append(piece).append("\r\n");
}

void append_last_chunk(std::string& out)
{
    out += "0\r\n\r\n";
}

}  // namespace guildhall::http
