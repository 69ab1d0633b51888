#pragma once
#include <vector>

#include "base/task.h"
#include "db/pool.h"
#include "db/row.h"
#include "db/statement.h"
#include "db/value.h"

namespace guildhall::db {

// One transaction on one connection, without BEGIN: everything up to Sync is one implicit transaction. When a statement fails the
// server skips the rest, and every later call throws that first Error. A lost connection is Failure(unavailable); when that happens
// in commit() or ask_last(), nobody knows whether the transaction was kept. A unit that is destroyed before its end, whether by an
// exception or with a task that waits in it, is rolled back behind the caller's back, and the connection stays usable.
class Unit {
public:
    explicit Unit(Lease lease);
    ~Unit();
    Unit(Unit const&) = delete;
    Unit& operator=(Unit const&) = delete;

    // Nothing leaves yet; an error is heard by the next call that waits.
    void send(StatementRef statement, std::vector<Value> values);
    // Nothing leaves yet; take() has its answer once a later call has waited.
    std::size_t ask_later(StatementRef statement, std::vector<Value> values);
    Rows take(std::size_t asked) { return std::move(answers_.at(asked)); }
    // Flushes and waits for this answer; the transaction goes on.
    Task<Rows> ask(StatementRef statement, std::vector<Value> values);
    // The same and commits in one flush. Returns when the commit is known: the unit is closed and its connection given back.
    Task<Rows> ask_last(StatementRef statement, std::vector<Value> values);
    Task<void> commit();
    Task<void> abort();
    bool closed() const { return !lease_; }

private:
    void must_be_open() const;
    void throw_if_failed();
    void collect();
    Task<void> finish();

    Lease lease_;
    std::size_t asked_ = 0;
    std::vector<Rows> answers_;
};

}  // namespace guildhall::db
