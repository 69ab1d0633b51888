#include "jobs/checkpoints.h"

#include "base/log.h"
#include "base/secret.h"

namespace guildhall::jobs {

CheckpointKeeper::CheckpointKeeper(std::string url, audit::CheckpointFile file, Pace pace)
    : url_(std::move(url)), file_(std::move(file)), pace_(pace), thread_([this](std::stop_token const& stopping) { run(stopping); })
{
}

CheckpointKeeper::~CheckpointKeeper()
{
    stop();
}

void CheckpointKeeper::stop()
{
    if (!thread_.joinable())
        return;
    thread_.request_stop();
    thread_.join();
    look(true);
}

void CheckpointKeeper::run(std::stop_token const& stopping)
{
    while (!stopping.stop_requested()) {
        look(false);
        std::unique_lock lock(mutex_);
        awake_.wait_for(lock, stopping, pace_.look, [] { return false; });
    }
}

void CheckpointKeeper::look(bool at_once)
try {
    if (!trail_)
        trail_ = std::make_unique<Trail>(url_);
    auto const entries = trail_->entries();
    bool const never = signed_ < 0;
    if (entries != signed_ && (at_once || never || Clock::now() - last_ >= pace_.longest || entries - signed_ >= pace_.entries))
        sign();
} catch (std::exception const& error) {
    trail_.reset();
    complain(error.what());
}

void CheckpointKeeper::sign()
{
    auto const heads = trail_->heads();
    auto const added = file_.add(heads, Time::now());
    last_ = Clock::now();
    signed_ = 0;
    for (auto const& head : heads)
        signed_ += head.seq;
    if (added)
        log_line(Level::info, "audit checkpoint",
                 {{"number", added->note.number},
                  {"root", hex(added->note.root)},
                  {"chains", added->note.chains},
                  {"kid", added->note.kid},
                  {"signature", hex(added->note.signature)}});
    if (!file_.copy_problem().empty())
        complain(file_.copy_problem());
}

// Once a minute, however often it goes wrong.
void CheckpointKeeper::complain(std::string const& what)
{
    auto const now = Clock::now();
    if (complained_ != Clock::time_point() && now - complained_ < pace_.longest)
        return;
    complained_ = now;
    log_line(Level::error, "no audit checkpoint could be kept", {{"message", what}});
}

}  // namespace guildhall::jobs
