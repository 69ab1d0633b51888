#pragma once
#include <chrono>
#include <functional>
#include <stop_token>
#include <string>
#include <thread>

namespace guildhall::jobs {

// Does something again and again, on a thread of its own, until it goes; then `work` is told to stop, and waited for. What it throws is
// logged as "<name> could not be done", and tried again a quarter of an hour later at the soonest.
class Every {
public:
    using Due = std::function<std::chrono::seconds()>;  // in how long it is due, asked after each time; negative: at once
    using Work = std::function<void(std::stop_token const& stopping)>;

    Every() = default;  // never
    Every(std::string name, Due due, Work work, std::chrono::seconds between_failures = std::chrono::minutes(15));

private:
    std::jthread thread_;
};

}  // namespace guildhall::jobs
