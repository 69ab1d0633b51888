#pragma once
#include "base/decimal.h"

#include <array>
#include <cstdint>
#include <optional>

namespace guildhall {

// A whole number of up to 256 bits, so that a product of three decimals (under 2^200) is exact before it is rounded, once.
// Going beyond 256 bits is a bug of ours (std::overflow_error): no money we take comes near.
class Exact {
public:
    Exact(__int128 value = 0);
    Exact(Decimal value) : Exact(value.millionths) {}

    friend Exact operator*(Exact const& a, Exact const& b);
    friend Exact operator+(Exact const& a, Exact const& b);
    friend Exact operator-(Exact const& a, Exact const& b) { return a + (-b); }
    Exact operator-() const;

    // Divisors are positive. Money is rounded half away from zero: 2.5 → 3, -2.5 → -3.
    Exact rounded(std::uint64_t divisor) const;
    // Towards zero. x.truncated(a).rounded(b) is x rounded once over a × b, as long as b is even: the half is then a whole number.
    Exact truncated(std::uint64_t divisor) const;
    Exact floored(std::uint64_t divisor) const;    // towards minus infinity
    Exact remainder(std::uint64_t divisor) const;  // of floored(): 0 ≤ remainder < divisor

    std::optional<std::int64_t> whole() const;  // nothing beyond 64 bits

private:
    struct Division;
    Division divided(std::uint64_t divisor) const;
    bool zero() const;

    std::array<std::uint64_t, 4> limbs_{};  // the size, least significant first
    bool negative_ = false;                 // never with a size of 0
};

}  // namespace guildhall
