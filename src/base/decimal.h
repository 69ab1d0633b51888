#pragma once
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace guildhall {

// A quantity, unit price, percentage or rate: PostgreSQL's decimal(20,6), exactly, as a whole number of millionths.
struct Decimal {
    __int128 millionths = 0;

    static std::optional<Decimal> parse(std::string_view text);  // -?digits(.digits)?, at most 14 and 6 digits
    static constexpr Decimal of(std::int64_t whole) { return {static_cast<__int128>(whole) * 1'000'000}; }
    std::string text() const;  // the shortest: "2", "99.34", "-0.5"
    bool fits() const;         // within decimal(20,6): a sum may have left it

    Decimal operator-() const { return {-millionths}; }
    friend Decimal operator+(Decimal a, Decimal b) { return {a.millionths + b.millionths}; }
    friend Decimal operator-(Decimal a, Decimal b) { return {a.millionths - b.millionths}; }
    friend bool operator==(Decimal, Decimal) = default;
    friend std::strong_ordering operator<=>(Decimal a, Decimal b)
    {
        return a.millionths < b.millionths   ? std::strong_ordering::less
               : a.millionths > b.millionths ? std::strong_ordering::greater
                                             : std::strong_ordering::equal;
    }
};

}  // namespace guildhall
