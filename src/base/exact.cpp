#include "base/exact.h"

#include <limits>
#include <stdexcept>

namespace guildhall {

namespace {
using Limbs = std::array<std::uint64_t, 4>;
using Wide = unsigned __int128;

[[noreturn]] void too_large()
{
    throw std::overflow_error("an exact number went beyond 256 bits");
}

bool less(Limbs const& a, Limbs const& b)
{
    for (int i = 3; i >= 0; --i)
        if (a[i] != b[i])
            return a[i] < b[i];
    return false;
}

Limbs sum(Limbs const& a, Limbs const& b)
{
    Limbs result;
    Wide carry = 0;
    for (int i = 0; i < 4; ++i) {
        carry += static_cast<Wide>(a[i]) + b[i];
        result[i] = static_cast<std::uint64_t>(carry);
        carry >>= 64;
    }
    if (carry)
        too_large();
    return result;
}

// a is not less than b.
Limbs difference(Limbs const& a, Limbs const& b)
{
    Limbs result;
    std::uint64_t borrow = 0;
    for (int i = 0; i < 4; ++i) {
        Wide part = (static_cast<Wide>(1) << 64) + a[i] - b[i] - borrow;
        result[i] = static_cast<std::uint64_t>(part);
        borrow = part >> 64 ? 0 : 1;
    }
    return result;
}
}  // namespace

struct Exact::Division {
    Exact quotient;  // of the size alone
    std::uint64_t remainder;
};

Exact::Exact(__int128 value) : negative_(value < 0)
{
    Wide size = negative_ ? -static_cast<Wide>(value) : static_cast<Wide>(value);
    limbs_[0] = static_cast<std::uint64_t>(size);
    limbs_[1] = static_cast<std::uint64_t>(size >> 64);
}

bool Exact::zero() const
{
    return limbs_ == Limbs{};
}

Exact operator*(Exact const& a, Exact const& b)
{
    Exact result;
    for (int i = 0; i < 4; ++i) {
        Wide carry = 0;
        for (int j = 0; j < 4; ++j) {
            if (i + j > 3) {
                if (carry || (a.limbs_[i] && b.limbs_[j]))
                    too_large();
                continue;
            }
            carry += static_cast<Wide>(a.limbs_[i]) * b.limbs_[j] + result.limbs_[i + j];
            result.limbs_[i + j] = static_cast<std::uint64_t>(carry);
            carry >>= 64;
        }
        if (carry)
            too_large();
    }
    result.negative_ = a.negative_ != b.negative_ && !result.zero();
    return result;
}

Exact operator+(Exact const& a, Exact const& b)
{
    Exact result;
    bool a_leads = !less(a.limbs_, b.limbs_);
    if (a.negative_ == b.negative_)
        result.limbs_ = sum(a.limbs_, b.limbs_);
    else
        result.limbs_ = a_leads ? difference(a.limbs_, b.limbs_) : difference(b.limbs_, a.limbs_);
    result.negative_ = (a_leads ? a.negative_ : b.negative_) && !result.zero();
    return result;
}

Exact Exact::operator-() const
{
    Exact result = *this;
    result.negative_ = !negative_ && !zero();
    return result;
}

Exact::Division Exact::divided(std::uint64_t divisor) const
{
    if (divisor == 0)
        throw std::domain_error("an exact number was divided by zero");
    Division division{};
    Wide rest = 0;
    for (int i = 3; i >= 0; --i) {
        rest = rest << 64 | limbs_[i];
        division.quotient.limbs_[i] = static_cast<std::uint64_t>(rest / divisor);
        rest %= divisor;
    }
    division.remainder = static_cast<std::uint64_t>(rest);
    return division;
}

Exact Exact::rounded(std::uint64_t divisor) const
{
    auto [size, rest] = divided(divisor);
    Exact result = rest >= divisor - rest ? size + Exact(1) : size;
    return negative_ ? -result : result;
}

Exact Exact::truncated(std::uint64_t divisor) const
{
    Exact size = divided(divisor).quotient;
    return negative_ ? -size : size;
}

Exact Exact::floored(std::uint64_t divisor) const
{
    auto [size, rest] = divided(divisor);
    if (!negative_)
        return size;
    return -(rest ? size + Exact(1) : size);
}

Exact Exact::remainder(std::uint64_t divisor) const
{
    auto rest = divided(divisor).remainder;
    return static_cast<__int128>(negative_ && rest ? divisor - rest : rest);
}

std::optional<std::int64_t> Exact::whole() const
{
    constexpr std::uint64_t greatest = std::numeric_limits<std::int64_t>::max();
    if (limbs_[1] || limbs_[2] || limbs_[3] || limbs_[0] > greatest + negative_)
        return std::nullopt;
    return static_cast<std::int64_t>(negative_ ? -limbs_[0] : limbs_[0]);
}

}  // namespace guildhall
