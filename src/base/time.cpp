#include "base/time.h"

#include <chrono>

namespace guildhall {

namespace {

constexpr std::int64_t per_second = 1'000'000;
constexpr std::int64_t per_day = 86'400 * per_second;

std::int64_t floor_divide(std::int64_t a, std::int64_t b)
{
    return a / b - (a % b < 0);
}

// Reads fixed fields from the front of a text; once something does not fit, everything after it fails too.
struct Scan {
    std::string_view rest;
    bool good = true;

    int number(std::size_t digits)
    {
        int value = 0;
        for (std::size_t i = 0; i < digits; ++i) {
            good = good && i < rest.size() && rest[i] >= '0' && rest[i] <= '9';
            if (!good)
                return 0;
            value = value * 10 + (rest[i] - '0');
        }
        rest.remove_prefix(digits);
        return value;
    }
    bool take(std::string_view any_of)
    {
        if (!good || rest.empty() || any_of.find(rest[0]) == rest.npos)
            return false;
        rest.remove_prefix(1);
        return true;
    }
    void need(std::string_view any_of) { good = take(any_of); }
};

std::optional<Date> date(Scan& scan)
{
    int year = scan.number(4);
    scan.need("-");
    int month = scan.number(2);
    scan.need("-");
    int day = scan.number(2);
    std::chrono::year_month_day calendar{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
    // PostgreSQL knows no year 0.
    if (!scan.good || year == 0 || !calendar.ok())
        return std::nullopt;
    return Date{static_cast<std::int32_t>(std::chrono::sys_days(calendar).time_since_epoch().count())};
}

std::int64_t fraction(Scan& scan)
{
    std::int64_t microseconds = 0, unit = per_second / 10;
    if (!scan.take("."))
        return 0;
    int digits = 0;
    for (; !scan.rest.empty() && scan.rest[0] >= '0' && scan.rest[0] <= '9'; ++digits, unit /= 10)
        microseconds += scan.number(1) * unit;  // from the seventh digit on unit is 0: finer than we keep
    scan.good = scan.good && digits > 0 && digits <= 9;
    return microseconds;
}

std::int64_t offset_in_minutes(Scan& scan)
{
    if (scan.take("Zz"))
        return 0;
    bool west = scan.take("-");
    if (!west)
        scan.need("+");
    int hours = scan.number(2);
    scan.need(":");
    int minutes = scan.number(2);
    scan.good = scan.good && hours < 24 && minutes < 60;
    return (west ? -1 : 1) * (hours * 60 + minutes);
}

// snprintf was 5 % of the time that a page of 50 took.
void put(std::string& text, std::size_t at, std::size_t digits, int number)
{
    for (auto i = at + digits; i-- > at; number /= 10)
        text[i] = static_cast<char>('0' + number % 10);
}

constexpr std::int64_t earliest = -719'162 * per_day;      // 0001-01-01
constexpr std::int64_t past_latest = 2'932'897 * per_day;  // 10000-01-01

}  // namespace

Time Time::now()
{
    auto since = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::microseconds>(since).count()};
}

std::optional<Time> Time::parse(std::string_view text)
{
    Scan scan{text};
    auto day = date(scan);
    if (!day)
        return std::nullopt;
    scan.need("Tt");
    int hour = scan.number(2);
    scan.need(":");
    int minute = scan.number(2);
    scan.need(":");
    int second = scan.number(2);
    std::int64_t part = fraction(scan);
    std::int64_t offset = offset_in_minutes(scan);
    if (!scan.good || !scan.rest.empty() || hour > 23 || minute > 59 || second > 59)
        return std::nullopt;
    std::int64_t seconds = hour * 3600 + (minute - offset) * 60 + second;
    Time time{day->days * per_day + seconds * per_second + part};
    if (time.microseconds < earliest || time.microseconds >= past_latest)
        return std::nullopt;
    return time;
}

std::string Time::text() const
{
    std::int64_t const in_day = microseconds - floor_divide(microseconds, per_day) * per_day;
    auto const seconds = static_cast<int>(in_day / per_second);
    std::string text = Date::of(*this).text() + "T00:00:00.000000Z";
    put(text, 11, 2, seconds / 3600);
    put(text, 14, 2, seconds / 60 % 60);
    put(text, 17, 2, seconds % 60);
    put(text, 20, 6, static_cast<int>(in_day % per_second));
    return text;
}

std::optional<Date> Date::parse(std::string_view text)
{
    Scan scan{text};
    auto day = date(scan);
    return scan.rest.empty() ? day : std::nullopt;
}

Date Date::of(Time time)
{
    return {static_cast<std::int32_t>(floor_divide(time.microseconds, per_day))};
}

std::string Date::text() const
{
    std::chrono::year_month_day const calendar{std::chrono::sys_days(std::chrono::days(days))};
    std::string text = "0000-00-00";
    put(text, 0, 4, static_cast<int>(calendar.year()));
    put(text, 5, 2, static_cast<int>(static_cast<unsigned>(calendar.month())));
    put(text, 8, 2, static_cast<int>(static_cast<unsigned>(calendar.day())));
    return text;
}

}  // namespace guildhall
