#include "http/message.h"

#include <algorithm>

#include "base/utf8.h"

namespace guildhall::http {

namespace {

int digit_of(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

enum class Plus { itself, space };

std::optional<std::string> decoded(std::string_view text, Plus plus)
{
    std::string result;
    result.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+' && plus == Plus::space) {
            result += ' ';
        } else if (text[i] != '%') {
            result += text[i];
        } else {
            if (i + 2 >= text.size())
                return std::nullopt;
            auto const high = digit_of(text[i + 1]), low = digit_of(text[i + 2]);
            if (high < 0 || low < 0 || high + low == 0)
                return std::nullopt;
            result += static_cast<char>(high * 16 + low);
            i += 2;
        }
    }
    return result;
}

}  // namespace

std::optional<std::string> decode_percent(std::string_view text)
{
    return decoded(text, Plus::itself);
}

std::optional<std::vector<std::pair<std::string, std::string>>> parse_query(std::string_view query)
{
    std::vector<std::pair<std::string, std::string>> pairs;
    while (!query.empty()) {
        auto const end = std::min(query.find('&'), query.size());
        auto const part = query.substr(0, end);
        query.remove_prefix(std::min(end + 1, query.size()));
        if (part.empty())
            continue;
        auto const equals = std::min(part.find('='), part.size());
        auto name = decoded(part.substr(0, equals), Plus::space);
        auto value = decoded(part.substr(std::min(equals + 1, part.size())), Plus::space);
        if (!name || !value || !valid_utf8(*name) || !valid_utf8(*value))
            return std::nullopt;
        pairs.emplace_back(std::move(*name), std::move(*value));
    }
    return pairs;
}

std::string encode_percent(std::string_view text)
{
    static constexpr char digits[] = "0123456789ABCDEF";
    std::string result;
    for (unsigned char c : text) {
        bool const plain =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
        if (plain)
            result += static_cast<char>(c);
        else
            result.append({'%', digits[c >> 4], digits[c & 15]});
    }
    return result;
}

}  // namespace guildhall::http
