#pragma once
#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "exports/exports.h"
#include "jobs/entered.h"

// How a file is made. Inside of this folder.
namespace guildhall::exports {

// How far an export that runs here has come, and whether somebody has called it off; for any thread.
struct Progress {
    std::atomic<std::int32_t> rows = 0;
    std::atomic<bool> cancelled = false;
};

// The folder of the files, and what runs.
class Desk {
public:
    explicit Desk(jobs::Jobs const& jobs) : jobs_(jobs) {}

    std::string folder() const;  // made where it is not there; what is older than a day is taken out of it
    std::string path(Uuid id) const;
    std::shared_ptr<Progress> begin(Uuid id);
    std::shared_ptr<Progress> find(Uuid id) const;
    void end(Uuid id);

private:
    jobs::Jobs const& jobs_;
    mutable std::mutex mutex_;
    std::map<Uuid, std::shared_ptr<Progress>> running_;  // shared with the work
};

using ListFilter = std::map<std::string, std::string>;  // as in the address of the list

// Of which list which rows, in its order, and which of its columns: all, where none is named.
struct Wanted {
    Kind kind = Kind::customers;
    ListFilter filter;
    std::vector<std::string> columns;
};

struct Order {
    Uuid id;
    Format format = Format::csv;
    Wanted wanted;
    jobs::Authority by;
};

// Makes the file, page after page as the one who asked for it, and says so.
Task<void> make(std::shared_ptr<Desk> desk, jobs::Jobs& jobs, db::Pool& pool, Order order);

}  // namespace guildhall::exports
