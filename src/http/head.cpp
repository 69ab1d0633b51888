#include "http/head.h"

#include "http/message.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace guildhall::http {

namespace {

constexpr auto table_of(std::string_view extra)
{
    std::array<bool, 256> table{};
    for (int c = '0'; c <= '9'; ++c)
        table[c] = true;
    for (int c = 'A'; c <= 'Z'; ++c)
        table[c] = table[c + 32] = true;
    for (char c : extra)
        table[static_cast<unsigned char>(c)] = true;
    return table;
}
constexpr auto token_characters = table_of("!#$%&'*+-.^_`|~");
constexpr auto host_characters = table_of("-._~!$&'()*+,;=");
constexpr auto address_characters = table_of(":.");

bool all_in(std::array<bool, 256> const& table, std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [&](unsigned char c) { return table[c]; });
}

bool is_target(std::string_view text)
{
    bool const visible = std::all_of(text.begin(), text.end(), [](unsigned char c) { return c > ' ' && c < 0x7f && c != '#'; });
    return !text.empty() && visible && (text.find('%') == std::string_view::npos || decode_percent(text));
}

int refusal_of_request_line(std::string_view line)
{
    auto const first = line.find(' '), last = line.rfind(' ');
    if (first == std::string_view::npos || first == last || !is_token(line.substr(0, first)))
        return 400;
    if (!is_target(line.substr(first + 1, last - first - 1)))
        return 400;
    auto const version = line.substr(last + 1);
    if (version == "HTTP/1.1" || version == "HTTP/1.0")
        return 0;
    auto const is_digit = [](char c) { return c >= '0' && c <= '9'; };
    bool const other =
        version.size() == 8 && version.starts_with("HTTP/") && is_digit(version[5]) && version[6] == '.' && is_digit(version[7]);
    return other ? 505 : 400;
}

}  // namespace

bool is_token(std::string_view text)
{
    return !text.empty() && all_in(token_characters, text);
}

bool is_field_value(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](unsigned char c) { return (c >= ' ' && c != 0x7f) || c == '\t'; });
}

bool is_field(std::string_view line)
{
    auto const colon = line.find(':');
    return colon != std::string_view::npos && is_token(line.substr(0, colon)) && is_field_value(line.substr(colon + 1));
}

bool is_host(std::string_view text)
{
    std::string_view name = text, port;
    if (text.starts_with('[')) {
        auto const end = text.find(']');
        if (end == std::string_view::npos || !all_in(address_characters, text.substr(1, end - 1)))
            return false;
        name = text.substr(1, end - 1);
        port = text.substr(end + 1);
        if (!port.empty() && !port.starts_with(':'))
            return false;
    } else if (auto const colon = text.find(':'); colon != std::string_view::npos) {
        name = text.substr(0, colon);
        port = text.substr(colon);
    }
    if (name.empty() || (!text.starts_with('[') && !all_in(host_characters, name)))
        return false;
    if (port.empty())
        return true;
    port.remove_prefix(1);
    return port.size() <= 5 && std::all_of(port.begin(), port.end(), [](char c) { return c >= '0' && c <= '9'; });
}

void Head::line(std::string_view text)
{
    if (text.empty())
        whole_ = lines_ > 0, refusal_ = whole_ ? 0 : 400;
    else
        refusal_ = lines_ == 0 ? refusal_of_request_line(text) : is_field(text) ? 0 : 400;
    ++lines_;
}

bool Head::look(std::string_view bytes)
{
    while (!whole_ && !refusal_ && looked_at_ < bytes.size()) {
        auto const* begin = bytes.data() + looked_at_;
        auto const* found = static_cast<char const*>(std::memchr(begin, '\n', bytes.size() - looked_at_));
        if (!found) {
            looked_at_ = bytes.size();
            break;
        }
        std::size_t const end = found - bytes.data();
        if (end == line_begin_ || bytes[end - 1] != '\r')
            refusal_ = 400;
        else
            line(bytes.substr(line_begin_, end - 1 - line_begin_));
        looked_at_ = line_begin_ = end + 1;
    }
    return whole_ || refusal_;
}

}  // namespace guildhall::http
