#pragma once
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>

#include "base/loop.h"
#include "base/task.h"
#include "db/pool.h"

namespace guildhall::jobs {

// Long work beside requests: a thread with a loop and connections of its own, so that no request waits behind it. Work is a task
// that does its share in units, one after the other, and looks between them whether it should stop. It is not kept anywhere: what
// must go on after a restart says so in rows of its own, and is begun again by a request.
class Jobs {
public:
    class Place;
    using Work = std::function<Task<void>(Jobs&, db::Pool&)>;

    Jobs();  // takes no work until it is opened
    ~Jobs();
    Jobs(Jobs const&) = delete;
    Jobs& operator=(Jobs const&) = delete;

    void open(std::string const& database_url, std::string folder = {});  // for files that nobody needs tomorrow
    void close();                                                         // when each work has come to the end of its unit

    // All of these may be called from any thread.
    // `key` names the work: while it runs, another of that key is not begun, and false is answered. Failure(unavailable) when closed.
    bool begin(Uuid key, Work work);
    // The same in two steps, for what is not certain yet: while the place is held nobody else has it. None where one runs or is to begin.
    std::shared_ptr<Place> reserve(Uuid key);
    bool runs(Uuid key) const;
    bool stopping() const;
    std::string const& folder() const { return folder_; }

    // Something that would keep a request's loop busy for too long, done on this thread; its exception comes back.
    template <class T>
    Task<T> elsewhere(Loop& home, std::function<T()> work)
    {
        std::optional<T> result;
        std::function<void()> keep = [&result, work = std::move(work)] { result = work(); };
        auto done = do_elsewhere(home, std::move(keep));
        co_await std::move(done);
        co_return std::move(*result);
    }

private:
    struct Office;

    Task<void> do_elsewhere(Loop& home, std::function<void()> work);
    void launch(Uuid key, Work work);
    void ended(Uuid key, std::exception_ptr error);

    std::string folder_;
    mutable std::mutex mutex_;
    bool stopping_ = false;  // under mutex_, as what follows
    std::set<Uuid> held_;    // of work that runs, and of places
    int running_ = 0;
    std::unique_ptr<Office> office_;
};

// Given up with the last who holds it, unless work has begun in it.
class Jobs::Place {
public:
    Place(Jobs& jobs, Uuid key) : jobs_(jobs), key_(key) {}
    ~Place();
    Place(Place const&) = delete;
    Place& operator=(Place const&) = delete;

    void begin(Work work);

private:
    Jobs& jobs_;
    Uuid key_;
    bool taken_ = false;
};

// Work and its undo are not the same work: one may begin in the moment in which the other has done its last share, but not ended.
Uuid key_of(Uuid work, bool undoing);

}  // namespace guildhall::jobs
