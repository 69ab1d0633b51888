#pragma once
#include "base/task.h"

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace guildhall {
class Loop;
}

namespace guildhall::identity {

// A few threads beside the loops for what keeps a core busy: password hashes. What is asked for on a loop is answered on that loop.
// It must end before the loops it answers to do.
class Hashing {
public:
    using Work = std::function<std::string()>;

    Hashing(std::size_t threads, std::size_t most_waiting);
    ~Hashing();  // ends what runs; what waits is not begun, and its tasks fail with unavailable
    Hashing(Hashing const&) = delete;
    Hashing& operator=(Hashing const&) = delete;

    // hash_with_setting() of password.h. Failure(throttled), with seconds to wait, when as many wait as may.
    Task<std::string> hash(Loop& loop, std::string setting, std::string password, std::string pepper);

    // Any other work that is worth a thread. Its exception comes back to the one that awaits.
    Task<std::string> run(Loop& loop, Work work);

    std::size_t waiting() const;

private:
    struct Job;

    void enqueue(std::shared_ptr<Job> job);
    void serve();

    std::size_t const most_waiting_;
    mutable std::mutex mutex_;
    std::condition_variable more_;
    std::deque<std::shared_ptr<Job>> queue_;
    bool ending_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace guildhall::identity
