#include "jobs/jobs.h"

#include "base/failure.h"
#include "base/log.h"
#include "base/metrics.h"
#include "db/error.h"

namespace guildhall::jobs {

struct Jobs::Office {
    Loop loop;
    db::Pool pool;
    std::thread thread;

    explicit Office(db::PoolOptions options) : pool(loop, std::move(options)), thread([this] { loop.run(); }) {}
};

namespace {

metrics::Gauge running_jobs("guildhall_jobs_running", "Long work (imports, exports, bulk changes) that runs now.");
metrics::Counter ended_jobs("guildhall_jobs_total", "Long work that has ended.");
metrics::Counter broken_jobs("guildhall_jobs_broken_total", "Long work that ended early, by an error.");

Failure closed()
{
    Failure failure(Problem::unavailable, "The server is about to stop.");
    failure.retry_after_seconds = 5;
    return failure;
}

}  // namespace

Jobs::Jobs() = default;

Jobs::~Jobs()
{
    close();
}

void Jobs::open(std::string const& database_url, std::string folder)
{
    constexpr int connections = 2;
    folder_ = std::move(folder);
    db::PoolOptions options;
    options.connection.url = database_url;
    options.size = connections;
    std::lock_guard lock(mutex_);
    stopping_ = false;
    office_ = std::make_unique<Office>(std::move(options));
}

void Jobs::close()
{
    {
        std::lock_guard lock(mutex_);
        if (!office_)
            return;
        stopping_ = true;
        if (running_ == 0)
            office_->loop.post([this] { office_->loop.stop(); });
    }
    office_->thread.join();
    std::lock_guard lock(mutex_);
    office_.reset();
}

bool Jobs::begin(Uuid key, Work work)
{
    auto const place = reserve(key);
    if (place)
        place->begin(std::move(work));
    return place != nullptr;
}

std::shared_ptr<Jobs::Place> Jobs::reserve(Uuid key)
{
    std::lock_guard lock(mutex_);
    if (!office_ || stopping_)
        throw closed();
    return held_.insert(key).second ? std::make_shared<Place>(*this, key) : nullptr;
}

Jobs::Place::~Place()
{
    std::lock_guard lock(jobs_.mutex_);
    if (!taken_)
        jobs_.held_.erase(key_);
}

void Jobs::Place::begin(Work work)
{
    std::lock_guard lock(jobs_.mutex_);
    if (!jobs_.office_ || jobs_.stopping_)
        throw closed();
    jobs_.office_->loop.post([&jobs = jobs_, key = key_, work = std::move(work)] { jobs.launch(key, work); });
    ++jobs_.running_;
    running_jobs.add(1);
    taken_ = true;
}

bool Jobs::runs(Uuid key) const
{
    std::lock_guard lock(mutex_);
    return held_.contains(key);
}

bool Jobs::stopping() const
{
    std::lock_guard lock(mutex_);
    return stopping_;
}

void Jobs::launch(Uuid key, Work work)
{
    start(work(*this, office_->pool), [this, key](std::exception_ptr error) { ended(key, error); });
}

void Jobs::ended(Uuid key, std::exception_ptr error)
{
    try {
        if (error)
            std::rethrow_exception(error);
    } catch (db::Error const& refused) {
        log_line(Level::warning, "long work ended early",
                 {{"key", key.text()}, {"sqlstate", refused.sqlstate}, {"message", refused.what()}});
    } catch (std::exception const& failure) {
        log_line(Level::warning, "long work ended early", {{"key", key.text()}, {"message", failure.what()}});
    }
    ended_jobs.add();
    if (error)
        broken_jobs.add();
    running_jobs.add(-1);
    std::lock_guard lock(mutex_);
    held_.erase(key);
    if (--running_ == 0 && stopping_)
        office_->loop.stop();
}

Task<void> Jobs::do_elsewhere(Loop& home, std::function<void()> work)
{
    Signal<std::exception_ptr> done;
    {
        std::lock_guard lock(mutex_);
        if (!office_ || stopping_)
            throw closed();
        office_->loop.post([&home, &done, work = std::move(work)] {
            std::exception_ptr error;
            try {
                work();
            } catch (...) {
                error = std::current_exception();
            }
            home.post([&done, error] { done.tell(error); });
        });
    }
    auto const error = co_await done;
    if (error)
        std::rethrow_exception(error);
}

Uuid key_of(Uuid work, bool undoing)
{
    if (undoing)
        work.bytes.back() ^= 1;
    return work;
}

}  // namespace guildhall::jobs
