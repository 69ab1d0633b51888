#include "api/allowance.h"

#include <algorithm>

namespace guildhall {

namespace {
constexpr std::size_t most_known = 20'000;
}

double Allowance::refilled(Bucket const& bucket, Clock::time_point now) const
{
    return std::min(at_once_, bucket.left + a_second_ * std::chrono::duration<double>(now - bucket.at).count());
}

bool Allowance::take(std::string_view who, Clock::time_point now)
{
    if (buckets_.size() >= most_known)
        std::erase_if(buckets_, [&](auto const& each) { return refilled(each.second, now) >= at_once_; });
    auto& bucket = buckets_.try_emplace(std::string(who), Bucket{at_once_, now}).first->second;
    bucket = {refilled(bucket, now), now};
    if (bucket.left < 1)
        return false;
    bucket.left -= 1;
    return true;
}

}  // namespace guildhall
