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

Every::Every(std::string name, Due due, Work work, std::chrono::seconds between_failures)
{
    thread_ = std::jthread([=, name = std::move(name), due = std::move(due), work = std::move(work)](std::stop_token const& stopping) {
        for (auto next = due(); wait(stopping, next); next = std::max(next, due())) {
            next = std::chrono::seconds::min();
            try {
                work(stopping);
            } catch (std::exception const& error) {
                log_line(Level::error, name + " could not be done", {{"message", error.what()}});
                next = between_failures;
            }
        }
    });
}

}  // namespace guildhall::jobs
