#pragma once
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "audit/checkpoint_file.h"
#include "jobs/trail.h"

namespace guildhall::jobs {

// Keeps the checkpoints of a running server: at the latest a minute after something has happened, or after a thousand entries, how the
// chains stand is signed and written. A thread and a connection of its own.
class CheckpointKeeper {
public:
    struct Pace {
        std::chrono::milliseconds look{1000};  // how often it looks whether something has happened
        std::chrono::milliseconds longest{60'000};
        std::int64_t entries = 1000;
    };

    CheckpointKeeper(std::string url, audit::CheckpointFile file, Pace pace);
    CheckpointKeeper(std::string url, audit::CheckpointFile file) : CheckpointKeeper(std::move(url), std::move(file), Pace()) {}
    ~CheckpointKeeper();
    CheckpointKeeper(CheckpointKeeper const&) = delete;
    CheckpointKeeper& operator=(CheckpointKeeper const&) = delete;

    void stop();  // signs what has happened until now

private:
    using Clock = std::chrono::steady_clock;
    void run(std::stop_token const& stopping);
    void look(bool at_once);
    void sign();
    void complain(std::string const& what);

    std::string url_;
    audit::CheckpointFile file_;
    Pace pace_;
    std::unique_ptr<Trail> trail_;  // none while the database is out of reach
    std::int64_t signed_ = -1;      // entries under the last checkpoint
    Clock::time_point last_{}, complained_{};
    std::mutex mutex_;
    std::condition_variable_any awake_;
    std::jthread thread_;
};

}  // namespace guildhall::jobs
