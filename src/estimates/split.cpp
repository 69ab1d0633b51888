#include "base/exact.h"
#include "estimates/totals.h"

#include <algorithm>
#include <numeric>

namespace guildhall::estimates {

std::vector<std::int64_t> split(std::int64_t amount, std::vector<std::int64_t> const& weights)
{
    __int128 sum = 0;
    for (auto weight : weights)
        sum += weight;
    // A document of negative amounts is split as its mirror image.
    int sign = sum < 0 ? -1 : 1;
    auto whole = static_cast<std::uint64_t>(sum * sign);

    std::vector<std::int64_t> parts, lost;
    std::int64_t left = amount * sign;
    for (auto weight : weights) {
        Exact product = Exact(amount * sign) * Exact(static_cast<__int128>(weight) * sign);
        parts.push_back(product.floored(whole).whole().value());
        lost.push_back(product.remainder(whole).whole().value());
        left -= parts.back();
    }
    std::vector<std::size_t> order(weights.size());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::stable_sort(order, std::greater<>(), [&](std::size_t i) { return lost[i]; });
    for (std::size_t i = 0; i < static_cast<std::size_t>(left); ++i)
        ++parts[order[i]];
    for (auto& part : parts)
        part *= sign;
    return parts;
}

}  // namespace guildhall::estimates
