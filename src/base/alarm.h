#pragma once
#include <chrono>
#include <memory>

#include "base/loop.h"
#include "base/task.h"

namespace guildhall {

// Somebody who waits on a loop until it rings or a time has passed. On the loop's thread only; it outlives who waits.
class Alarm {
public:
    explicit Alarm(Loop& loop);
    ~Alarm();
    Alarm(Alarm const&) = delete;
    Alarm& operator=(Alarm const&) = delete;

    void ring();  // if nobody waits, the next who does goes on at once
    Task<void> wait(std::chrono::milliseconds at_most);

private:
    struct State;
    std::shared_ptr<State> state_;
};

}  // namespace guildhall
