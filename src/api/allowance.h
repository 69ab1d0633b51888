#pragma once
#include <chrono>
#include <string>
#include <string_view>
#include <unordered_map>

namespace guildhall {

// How many requests each of many may send: so many a second, and that many at once after a rest (token buckets). One for each loop.
class Allowance {
public:
    using Clock = std::chrono::steady_clock;

    Allowance(double a_second, double at_once) : a_second_(a_second), at_once_(at_once) {}

    // Takes one; false where there is none left.
    bool take(std::string_view who, Clock::time_point now);

private:
    struct Bucket {
        double left;
        Clock::time_point at;
    };
    double refilled(Bucket const& bucket, Clock::time_point now) const;

    double const a_second_, at_once_;
    std::unordered_map<std::string, Bucket> buckets_;
};

}  // namespace guildhall
