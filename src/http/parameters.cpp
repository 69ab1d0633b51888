#include "http/head.h"
#include "http/multipart.h"

#include <algorithm>

namespace guildhall::http {

namespace {

std::string lower(std::string_view text)
{
    std::string result(text);
    for (char& c : result)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c + ('a' - 'A'));
    return result;
}

// Reads from the left of a text.
struct Rest {
    std::string_view text;

    void skip_spaces() { text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size())); }
    bool skip(char c)
    {
        if (!text.starts_with(c))
            return false;
        text.remove_prefix(1);
        return true;
    }
    std::string_view until(std::string_view ends)
    {
        auto const taken = text.substr(0, text.find_first_of(ends));
        text.remove_prefix(taken.size());
        return taken;
    }
    // Behind the opening quote. A backslash escapes a quote or itself; before anything else it stands for itself, as in the
    // paths that old clients send.
    std::optional<std::string> quoted()
    {
        std::string result;
        while (!text.empty()) {
            if (skip('"'))
                return result;
            if (text.starts_with("\\\"") || text.starts_with("\\\\"))
                text.remove_prefix(1);
            result += text.front();
            text.remove_prefix(1);
        }
        return std::nullopt;
    }
};

}  // namespace

std::optional<std::string> Parameters::find(std::string_view name) const
{
    auto const found = std::find_if(pairs.begin(), pairs.end(), [&](auto const& pair) { return pair.first == name; });
    return found == pairs.end() ? std::nullopt : std::optional(found->second);
}

std::optional<Parameters> parse_parameters(std::string_view text)
{
    Rest rest{text};
    rest.skip_spaces();
    Parameters result;
    result.word = lower(rest.until("; \t"));
    for (rest.skip_spaces(); !rest.text.empty(); rest.skip_spaces()) {
        if (!rest.skip(';'))
            return std::nullopt;
        rest.skip_spaces();
        auto const name = lower(rest.until("=; \t"));
        if (!is_token(name) || !rest.skip('=') || result.find(name))
            return std::nullopt;
        bool const is_quoted = rest.skip('"');
        auto value = is_quoted ? rest.quoted() : std::optional<std::string>(rest.until("; \t"));
        if (!value || (!is_quoted && !is_token(*value)))
            return std::nullopt;
        result.pairs.emplace_back(name, std::move(*value));
    }
    return result;
}

}  // namespace guildhall::http
