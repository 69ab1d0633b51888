#pragma once
#include <optional>
#include <regex.h>
#include <string>

namespace guildhall::statements {

// An extended regular expression of POSIX: g++ 12 warns of its own std::regex under sanitizers.
class Pattern {
public:
    explicit Pattern(std::string const& text) { regcomp(&compiled_, text.c_str(), REG_EXTENDED); }
    ~Pattern() { regfree(&compiled_); }
    Pattern(Pattern const&) = delete;
    Pattern& operator=(Pattern const&) = delete;

    struct Found {
        std::size_t end = 0;
        std::string group;  // the first
    };
    std::optional<Found> find(std::string const& text, std::size_t from = 0) const
    {
        regmatch_t matches[2];
        if (regexec(&compiled_, text.c_str() + from, 2, matches, 0) != 0)
            return {};
        Found found{from + static_cast<std::size_t>(matches[0].rm_eo), {}};
        if (matches[1].rm_so >= 0)
            found.group = text.substr(from + static_cast<std::size_t>(matches[1].rm_so),
                                      static_cast<std::size_t>(matches[1].rm_eo - matches[1].rm_so));
        return found;
    }
    bool matches(std::string const& text) const { return find(text).has_value(); }

private:
    regex_t compiled_;
};

}  // namespace guildhall::statements
