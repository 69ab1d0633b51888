#pragma once
#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace guildhall::db {

// A statement without its parameter count, as connections take it. `text` has static storage: the place it stands at is what
// makes it one statement in this process, and a connection prepares it once.
struct StatementRef {
    std::string_view name;
    std::string_view text;
};

// A named statement from a module's .sql file. Arity is the highest $n in it, so that a call with the wrong number of arguments
// does not compile:
//
//     namespace sql { constexpr auto add = db::statement<text, "add">; }
template <int Arity>
struct Statement {
    static constexpr int arity = Arity;
    std::string_view name;
    std::string_view text;
    constexpr operator StatementRef() const { return {name, text}; }
};

template <std::size_t N>
struct Name {
    char chars[N]{};
    consteval Name(char const (&literal)[N]) { std::copy_n(literal, N, chars); }
    constexpr std::string_view view() const { return {chars, N - 1}; }
};

// A statement starts at "-- name" (what follows a colon is a remark) and ends at ";\n".
consteval std::string_view find_statement(std::string_view file, std::string_view name)
{
    constexpr std::string_view mark = "\n-- ";
    for (auto at = file.find(mark); at != file.npos; at = file.find(mark, at + 1)) {
        auto rest = file.substr(at + mark.size());
        auto line_end = rest.find('\n');
        if (rest.substr(0, std::min(rest.find(':'), line_end)) != name)
            continue;
        auto body = rest.substr(line_end + 1);
        return body.substr(0, body.find(";\n"));
    }
    throw "the .sql file has no statement of this name";
}

consteval int count_parameters(std::string_view sql)
{
    auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    int highest = 0;
    for (std::size_t i = 0; i < sql.size(); ++i) {
        if (sql[i] != '$')
            continue;
        int n = 0;
        while (i + 1 < sql.size() && is_digit(sql[i + 1]))
            n = n * 10 + (sql[++i] - '0');
        highest = std::max(highest, n);
    }
    return highest;
}

template <auto const& File, Name N>
inline constexpr auto statement = Statement<count_parameters(find_statement(File, N.view()))>{N.view(), find_statement(File, N.view())};

}  // namespace guildhall::db
