#pragma once
#include <chrono>
#include <functional>
#include <stop_token>
#include <string>
#include <thread>

namespace guildhall::jobs {

// Does something every so often, on a thread of its own, until it goes; then `work` is told to stop, and waited for. What it throws is
// logged as "<name> could not be done".
class Every {
public:
    using Work = std::function<void(std::stop_token const& stopping)>;

    Every(std::string name, std::chrono::seconds first, std::chrono::hours between, Work work);  // between 0: never

private:
    std::jthread thread_;
};

}  // namespace guildhall::jobs
