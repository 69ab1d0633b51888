#include "jobs/every.h"

#include <condition_variable>
#include <mutex>

#include "base/log.h"

namespace guildhall::jobs {

namespace {

// Whether it went by; else somebody has said stop.
bool wait(std::stop_token const& stopping, std::chrono::seconds time)
{
    std::mutex mutex;
    std::condition_variable_any over;
    std::unique_lock lock(mutex);
    over.wait_for(lock, stopping, time, [] { return false; });
    return !stopping.stop_requested();
}

}  // namespace

Every::Every(std::string name, std::chrono::seconds first, std::chrono::hours between, Work work)
{
    if (between.count() == 0)
        return;
    thread_ = std::jthread([name = std::move(name), first, between, work = std::move(work)](std::stop_token const& stopping) {
        for (auto next = first; wait(stopping, next); next = between)
            try {
                work(stopping);
            } catch (std::exception const& error) {
                log_line(Level::error, name + " could not be done", {{"message", error.what()}});
            }
    });
}

}  // namespace guildhall::jobs
