#pragma once
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace guildhall {

// A moment, in microseconds since 1970-01-01T00:00:00Z, as PostgreSQL keeps it.
struct Time {
    std::int64_t microseconds = 0;

    static Time now();
    static std::optional<Time> parse(std::string_view text);  // RFC 3339; an offset is turned into UTC
    std::string text() const;                                 // "2026-11-21T21:55:00.123456Z"
    auto operator<=>(Time const&) const = default;
};

// A day of the Gregorian calendar, in days since 1970-01-01.
struct Date {
    std::int32_t days = 0;

    static std::optional<Date> parse(std::string_view text);  // "2026-11-21"
    static Date of(Time);                                     // in UTC
    std::string text() const;
    auto operator<=>(Date const&) const = default;
};

}  // namespace guildhall
