#include "http/message.h"

#include <algorithm>

namespace guildhall::http {

namespace {

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

std::string_view trimmed(std::string_view text)
{
    auto const begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

}  // namespace

bool equal_ignoring_case(std::string_view a, std::string_view b)
{
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

void Headers::add(std::string_view name, std::string_view value)
{
    auto const begin = static_cast<std::uint32_t>(text_.size());
    auto const middle = begin + static_cast<std::uint32_t>(name.size());
    text_.append(name).append(value);
    fields_.push_back({begin, middle, middle + static_cast<std::uint32_t>(value.size())});
}

std::string_view Headers::name(std::size_t index) const
{
    auto const& field = fields_.at(index);
    return std::string_view(text_).substr(field.name_begin, field.value_begin - field.name_begin);
}

std::string_view Headers::value(std::size_t index) const
{
    auto const& field = fields_.at(index);
    return std::string_view(text_).substr(field.value_begin, field.value_end - field.value_begin);
}

std::optional<std::string_view> Headers::find(std::string_view wanted) const
{
    for (std::size_t i = 0; i < fields_.size(); ++i)
        if (equal_ignoring_case(name(i), wanted))
            return value(i);
    return std::nullopt;
}

std::vector<std::string_view> Headers::all(std::string_view wanted) const
{
    std::vector<std::string_view> found;
    for (std::size_t i = 0; i < fields_.size(); ++i)
        if (equal_ignoring_case(name(i), wanted))
            found.push_back(value(i));
    return found;
}

std::optional<std::string> Request::cookie(std::string_view name) const
{
    std::optional<std::string> found;
    for (auto line : headers.all("Cookie")) {
        while (!line.empty()) {
            auto const end = std::min(line.find(';'), line.size());
            auto const pair = trimmed(line.substr(0, end));
            line.remove_prefix(std::min(end + 1, line.size()));
            auto const equals = pair.find('=');
            if (equals == std::string_view::npos || pair.substr(0, equals) != name)
                continue;
            auto const value = pair.substr(equals + 1);
            if (found && *found != value)
                return std::nullopt;
            found = value;
        }
    }
    return found;
}

std::string host_cookie(std::string_view name, std::string_view value, long seconds)
{
    std::string line;
    line.append(name).append("=").append(value).append("; Path=/; Max-Age=").append(std::to_string(seconds));
    return line.append("; Secure; HttpOnly; SameSite=Lax");
}

std::string_view reason_of(int status)
{
    switch (status) {
    case 100: return "Continue";
    case 200: return "OK";
    case 201: return "Created";
    case 202: return "Accepted";
    case 204: return "No Content";
    case 206: return "Partial Content";
    case 301: return "Moved Permanently";
    case 302: return "Found";
    case 303: return "See Other";
    case 304: return "Not Modified";
    case 307: return "Temporary Redirect";
    case 308: return "Permanent Redirect";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 406: return "Not Acceptable";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 410: return "Gone";
    case 412: return "Precondition Failed";
    case 413: return "Content Too Large";
    case 415: return "Unsupported Media Type";
    case 417: return "Expectation Failed";
    case 421: return "Misdirected Request";
    case 422: return "Unprocessable Content";
    case 428: return "Precondition Required";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 503: return "Service Unavailable";
    case 505: return "HTTP Version Not Supported";
    default: break;
    }
    return status < 300 ? "OK" : status < 400 ? "Redirect" : status < 500 ? "Bad Request" : "Internal Server Error";
}

}  // namespace guildhall::http
