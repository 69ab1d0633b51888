#pragma once
#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/loop.h"
#include "base/task.h"
#include "db/connection.h"

namespace guildhall::db {

class Pool;

// The right to use a connection until given back; movable, since it is handed on.
class Lease {
public:
    Lease() = default;
    explicit Lease(Connection& connection) : connection_(&connection) {}
    Lease(Lease&& other) noexcept : connection_(std::exchange(other.connection_, nullptr)) {}
    Lease& operator=(Lease&& other) noexcept
    {
        std::swap(connection_, other.connection_);
        return *this;
    }
    ~Lease() { give_back(); }

    explicit operator bool() const { return connection_; }
    Connection* operator->() const { return connection_; }
    void give_back()
    {
        if (auto* connection = std::exchange(connection_, nullptr))
            connection->give_back();
    }

private:
    Connection* connection_ = nullptr;
};

struct PoolOptions {
    ConnectionOptions connection;
    int size = 4;
    int most_waiting = 256;
    std::chrono::milliseconds first_retry{50};  // then twice as long each time
    std::chrono::milliseconds longest_retry{2'000};
};

// The connections of one loop's thread. Outlives every lease and every task that waits for one.
class Pool {
public:
    using Clock = std::chrono::steady_clock;

    Pool(Loop& loop, PoolOptions options);
    ~Pool();
    Pool(Pool const&) = delete;
    Pool& operator=(Pool const&) = delete;

    // A connection, now or when one becomes free. Those who wait are served in turn by key (the guild), and within a key in the
    // order they came. Failure(unavailable) at the deadline. When as many wait as may, the last of the key of which most wait has to
    // go, be it this one: Failure(throttled).
    Task<Lease> lease(Clock::time_point deadline, Uuid key = {});

    Loop& loop() { return loop_; }
    int idle() const;
    int waiting() const { return static_cast<int>(waiters_.size()); }

private:
    struct Slot;
    struct Waiter;

    void changed(Slot& slot);
    void reopen_later(Slot& slot);
    void serve(Connection& connection);
    void make_room(Uuid key);
    void enqueue(Waiter& waiter);
    void dequeue(Waiter& waiter);
    void wake_at_deadline(Waiter& waiter, Clock::time_point deadline);

    Loop& loop_;
    PoolOptions options_;
    std::vector<std::unique_ptr<Slot>> slots_;
    std::map<std::uint64_t, Waiter*> waiters_;   // by ticket
    std::map<Uuid, std::deque<Waiter*>> lines_;  // one for each key, none of them empty
    std::deque<Uuid> turns_;                     // the keys of lines_, the next one first
    std::uint64_t tickets_ = 0;
    std::shared_ptr<Pool*> self_;  // timers that outlive the pool find null in it
};

}  // namespace guildhall::db
