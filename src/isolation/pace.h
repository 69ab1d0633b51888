#pragma once
#include <chrono>
#include <stop_token>

namespace guildhall::isolation {

// How much of the time a check may work: 1 is as fast as it goes; 0.01 waits 99 times as long after each request as that took.
struct Pace {
    double share = 1;
    std::stop_token stopping = {};
};

struct Stopped {};  // thrown when it was told to stop

// Keeps a check to its pace.
class Waiting {
public:
    using Clock = std::chrono::steady_clock;

    explicit Waiting(Pace pace) : pace_(std::move(pace)) {}

    void operator()();                 // in proportion to what was done since it last did
    void rest(Clock::duration pause);  // and this is no work

private:
    void pass(Clock::duration pause);

    Pace pace_;
    Clock::time_point since_ = Clock::now();
};

}  // namespace guildhall::isolation
