#include "base/log.h"

#include "base/utf8.h"

#include <unistd.h>

#include <cerrno>
#include <cstdio>

namespace guildhall {

namespace {

// What a terminal or a log viewer would obey instead of showing: controls, line separators, direction overrides.
bool hidden(char32_t c)
{
    return c < 0x20 || (c >= 0x7f && c <= 0x9f) || (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) ||
           (c >= 0x2066 && c <= 0x2069) || c == 0xfeff;
}

void append_quoted(std::string& line, std::string_view text)
{
    line += '"';
    for (std::size_t at = 0; at < text.size();) {
        auto character = next_character(text, at).value_or(0xfffd);
        if (character == '"' || character == '\\') {
            line += '\\';
            line += static_cast<char>(character);
        } else if (hidden(character)) {
            char escaped[16];
            std::snprintf(escaped, sizeof escaped, "\\u%04x", static_cast<unsigned>(character));
            line += escaped;
        } else {
            append_character(line, character);
        }
    }
    line += '"';
}

std::string_view name_of(Level level)
{
    switch (level) {
    case Level::debug: return "debug";
    case Level::info: return "info";
    case Level::warning: return "warning";
    case Level::error: break;
    }
    return "error";
}

}  // namespace

std::string log_text(Time at, Level level, std::string_view what, std::initializer_list<LogField> fields)
{
    std::string line = "{\"time\":\"" + at.text() + "\",\"level\":\"";
    line += name_of(level);
    line += "\",\"what\":";
    append_quoted(line, what);
    for (auto const& field : fields) {
        line += ',';
        append_quoted(line, field.key);
        line += ':';
        if (field.bare)
            line += field.value;
        else
            append_quoted(line, field.value);
    }
    return line + "}\n";
}

void log_line(Level level, std::string_view what, std::initializer_list<LogField> fields)
{
    std::string line = log_text(Time::now(), level, what, fields);
    std::string_view rest = line;
    while (!rest.empty()) {
        auto written = ::write(STDERR_FILENO, rest.data(), rest.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return;
        rest.remove_prefix(static_cast<std::size_t>(written));
    }
}

}  // namespace guildhall
