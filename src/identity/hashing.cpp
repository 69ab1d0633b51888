#include "identity/hashing.h"

#include "base/failure.h"
#include "base/loop.h"
#include "base/metrics.h"
#include "identity/password.h"

#include <openssl/crypto.h>

#include <exception>
#include <optional>

namespace guildhall::identity {

static metrics::Histogram hashed_in("guildhall_password_hash_seconds", "How long a password's hash took, without waiting for its turn.");
static metrics::Gauge waiting_for_hashes("guildhall_password_hash_waiting", "Password hashes that wait for their turn.");

// Shared by the task that waits and by the thread that works: either may be gone first. All but `work` and what comes of it is
// touched on the loop alone.
struct Hashing::Job {
    Loop& loop;
    Work work;
    std::string result;
    std::exception_ptr error;
    std::optional<Signal<bool>> done;  // none any more once nobody waits

    Job(Loop& asking, Work asked) : loop(asking), work(std::move(asked)) { done.emplace(); }

    static void answer(std::shared_ptr<Job> job)
    {
        Loop& to = job->loop;
        to.post([job = std::move(job)] {
            if (job->done)
                job->done->tell(true);
        });
    }
};

Hashing::Hashing(std::size_t threads, std::size_t most_waiting) : most_waiting_(most_waiting)
{
    for (std::size_t i = 0; i < std::max<std::size_t>(threads, 1); ++i)
        threads_.emplace_back([this] { serve(); });
}

Hashing::~Hashing()
{
    {
        std::lock_guard lock(mutex_);
        ending_ = true;
    }
    more_.notify_all();
    for (auto& thread : threads_)
        thread.join();
    for (auto& job : queue_) {
        job->error = std::make_exception_ptr(Failure(Problem::unavailable, "The server is stopping. Please try again in a moment."));
        Job::answer(std::move(job));
    }
}

void Hashing::enqueue(std::shared_ptr<Job> job)
{
    {
        std::lock_guard lock(mutex_);
        if (queue_.size() >= most_waiting_) {
            Failure failure(Problem::throttled, "Many people are signing in at this moment. Please try again shortly.");
            failure.retry_after_seconds = static_cast<int>(queue_.size() / (4 * threads_.size())) + 1;
            throw failure;
        }
        queue_.push_back(std::move(job));
        waiting_for_hashes.set(static_cast<std::int64_t>(queue_.size()));
    }
    more_.notify_one();
}

void Hashing::serve()
{
    for (;;) {
        std::unique_lock lock(mutex_);
        more_.wait(lock, [this] { return ending_ || !queue_.empty(); });
        if (ending_)
            return;
        auto job = std::move(queue_.front());
        queue_.pop_front();
        waiting_for_hashes.set(static_cast<std::int64_t>(queue_.size()));
        lock.unlock();
        auto const began = std::chrono::steady_clock::now();
        try {
            job->result = job->work();
        } catch (...) {
            job->error = std::current_exception();
        }
        hashed_in.observe(std::chrono::steady_clock::now() - began);
        job->work = {};
        Job::answer(std::move(job));
    }
}

Task<std::string> Hashing::run(Loop& loop, Work work)
{
    auto job = std::make_shared<Job>(loop, std::move(work));
    struct Leaving {
        Job& job;
        ~Leaving() { job.done.reset(); }
    } leaving{*job};
    enqueue(job);
    Signal<bool>& done = *job->done;
    co_await done;
    if (job->error)
        std::rethrow_exception(job->error);
    co_return std::move(job->result);
}

Task<std::string> Hashing::hash(Loop& loop, std::string setting, std::string password, std::string pepper)
{
    Work work = [setting = std::move(setting), password = std::move(password), pepper = std::move(pepper)]() mutable {
        auto hashed = hash_with_setting(setting, password, pepper);
        OPENSSL_cleanse(password.data(), password.size());
        return hashed;
    };
    auto hashed = co_await run(loop, std::move(work));
    co_return hashed;
}

std::size_t Hashing::waiting() const
{
    std::lock_guard lock(mutex_);
    return queue_.size();
}

}  // namespace guildhall::identity
