#include "db/pool.h"

#include <algorithm>
#include <boost/asio/steady_timer.hpp>

#include "base/failure.h"
#include "base/log.h"
#include "base/metrics.h"

namespace guildhall::db {

static metrics::Histogram waited_for_connections("guildhall_pool_wait_seconds",
                                                 "How long a request waited for a connection to the database.");
static metrics::Gauge waiting_for_connections("guildhall_pool_waiting", "Requests that wait for a connection to the database.");

struct Pool::Slot {
    Slot(Pool& pool, Loop& loop, ConnectionOptions const& options)
        : connection(loop, options, [this, &pool](Connection&) { pool.changed(*this); }), retry(loop.io())
    {
    }

    Connection connection;
    boost::asio::steady_timer retry;
    std::chrono::milliseconds pause{0};
};

struct Pool::Waiter {
    Waiter(Pool& at, Uuid of) : pool(at), ticket(++at.tickets_), key(of), timer(at.loop_.io())
    {
        pool.enqueue(*this);
        waiting_for_connections.add(1);
    }
    ~Waiter()
    {
        pool.dequeue(*this);
        waiting_for_connections.add(-1);
    }
    Waiter(Waiter const&) = delete;
    Waiter& operator=(Waiter const&) = delete;

    Pool& pool;
    std::uint64_t ticket;
    Uuid key;
    boost::asio::steady_timer timer;
    Signal<Connection*> signal;
    bool crowded_out = false;
};

Pool::Pool(Loop& loop, PoolOptions options) : loop_(loop), options_(std::move(options)), self_(std::make_shared<Pool*>(this))
{
    for (int i = 0; i < options_.size; ++i) {
        slots_.push_back(std::make_unique<Slot>(*this, loop_, options_.connection));
        slots_.back()->connection.open();
    }
}

Pool::~Pool()
{
    *self_ = nullptr;
}

int Pool::idle() const
{
    return static_cast<int>(std::ranges::count_if(slots_, [](auto const& slot) { return slot->connection.idle(); }));
}

static Failure none_free()
{
    Failure failure(Problem::unavailable, "The server is busy. Please try again in a moment.");
    failure.retry_after_seconds = 1;
    return failure;
}

static Failure too_many()
{
    Failure failure(Problem::throttled, "Too many requests wait here at once. Please try again in a moment.");
    failure.retry_after_seconds = 1;
    return failure;
}

// Who floods crowds out the flood.
void Pool::make_room(Uuid key)
{
    if (waiting() < options_.most_waiting)
        return;
    auto const longest = std::ranges::max_element(lines_, {}, [](auto const& line) { return line.second.size(); });
    auto const own = lines_.find(key);
    if (own != lines_.end() && own->second.size() + 1 > longest->second.size())
        throw too_many();
    auto* last = longest->second.back();
    dequeue(*last);
    last->crowded_out = true;
    last->signal.tell(nullptr);
}

Task<Lease> Pool::lease(Clock::time_point deadline, Uuid key)
{
    if (waiters_.empty())
        for (auto& slot : slots_)
            if (slot->connection.idle()) {
                slot->connection.take();
                waited_for_connections.observe({});
                co_return Lease(slot->connection);
            }
    if (deadline <= Clock::now())
        throw none_free();
    make_room(key);
    Waiter waiter(*this, key);
    wake_at_deadline(waiter, deadline);
    auto const began = Clock::now();
    auto* connection = co_await waiter.signal;
    waited_for_connections.observe(Clock::now() - began);
    if (waiter.crowded_out)
        throw too_many();
    if (!connection)
        throw none_free();
    co_return Lease(*connection);
}

void Pool::wake_at_deadline(Waiter& waiter, Clock::time_point deadline)
{
    waiter.timer.expires_at(deadline);
    waiter.timer.async_wait([self = self_, ticket = waiter.ticket](auto error) {
        if (error || !*self)
            return;
        auto found = (*self)->waiters_.find(ticket);
        if (found == (*self)->waiters_.end())
            return;
        auto* late = found->second;
        (*self)->dequeue(*late);
        late->signal.tell(nullptr);
    });
}

void Pool::enqueue(Waiter& waiter)
{
    waiters_[waiter.ticket] = &waiter;
    auto& line = lines_[waiter.key];
    if (line.empty())
        turns_.push_back(waiter.key);
    line.push_back(&waiter);
}

void Pool::dequeue(Waiter& waiter)
{
    if (!waiters_.erase(waiter.ticket))
        return;
    auto line = lines_.find(waiter.key);
    std::erase(line->second, &waiter);
    if (line->second.empty()) {
        lines_.erase(line);
        std::erase(turns_, waiter.key);
    }
}

// A connection has become idle or has closed.
void Pool::changed(Slot& slot)
{
    if (slot.connection.closed())
        return reopen_later(slot);
    slot.pause = std::chrono::milliseconds(0);
    serve(slot.connection);
}

void Pool::serve(Connection& connection)
{
    if (turns_.empty())
        return;
    auto key = turns_.front();
    turns_.pop_front();
    turns_.push_back(key);
    auto* next = lines_.at(key).front();
    dequeue(*next);
    connection.take();
    next->signal.tell(&connection);
}

void Pool::reopen_later(Slot& slot)
{
    if (slot.pause.count() == 0)
        log_line(Level::warning, "a database connection was lost", {{"why", slot.connection.trouble()}});
    slot.pause = std::clamp(slot.pause * 2, options_.first_retry, options_.longest_retry);
    slot.retry.expires_after(slot.pause);
    slot.retry.async_wait([self = self_, &slot](auto error) {
        if (!error && *self)
            slot.connection.open();
    });
}

}  // namespace guildhall::db
