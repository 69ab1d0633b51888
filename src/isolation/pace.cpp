#include "isolation/pace.h"

#include <condition_variable>
#include <mutex>

namespace guildhall::isolation {

void Waiting::operator()()
{
    auto const worked = Clock::now() - since_;
    pass(std::chrono::duration_cast<Clock::duration>(worked * (1 / pace_.share - 1)));
    since_ = Clock::now();
}

void Waiting::rest(Clock::duration pause)
{
    auto const began = Clock::now();
    pass(pause);
    since_ += Clock::now() - began;
}

void Waiting::pass(Clock::duration pause)
{
    if (pause > Clock::duration::zero()) {
        std::mutex mutex;
        std::unique_lock lock(mutex);
        std::condition_variable_any over;
        over.wait_for(lock, pace_.stopping, pause, [] { return false; });
    }
    if (pace_.stopping.stop_requested())
        throw Stopped{};
}

}  // namespace guildhall::isolation
