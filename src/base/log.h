#pragma once
#include "base/time.h"

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace guildhall {

enum class Level { debug, info, warning, error };

// One key and value of a log line. Never a password, token, cookie, key or body (security.md 23).
struct LogField {
    LogField(std::string_view name, std::string_view text) : key(name), value(text) {}
    LogField(std::string_view name, char const* text) : key(name), value(text) {}
    template <std::integral T>
    LogField(std::string_view name, T number) : key(name), value(written(number)), bare(true)
    {
    }

    std::string_view key;
    std::string value;
    bool bare = false;  // a number or a truth value: written without quotes

private:
    static std::string written(bool truth) { return truth ? "true" : "false"; }
    static std::string written(std::integral auto number) { return std::to_string(number); }
};

// One JSON object, one line, one write to standard error: lines of several threads do not mix. Nothing is thrown when nobody reads.
void log_line(Level level, std::string_view what, std::initializer_list<LogField> fields = {});

// The line as it is written, with its newline: {"time":"…","level":"info","what":"…","key":"value"}.
std::string log_text(Time at, Level level, std::string_view what, std::initializer_list<LogField> fields);

}  // namespace guildhall
