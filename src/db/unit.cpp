#include "db/unit.h"

#include <cassert>
#include <stdexcept>

#include "base/failure.h"

namespace guildhall::db {

static Failure unavailable(std::string detail)
{
    Failure failure(Problem::unavailable, std::move(detail));
    failure.retry_after_seconds = 1;
    return failure;
}

Unit::Unit(Lease lease) : lease_(std::move(lease))
{
    assert(lease_);
}

Unit::~Unit() = default;  // the lease gives the connection back, which rolls back what is open

void Unit::must_be_open() const
{
    if (!lease_)
        throw std::logic_error("a statement after the end of its unit");
}

void Unit::send(StatementRef statement, std::vector<Value> values)
{
    must_be_open();
    if (!lease_->first_error())
        lease_->queue(statement, values, Connection::Answer::only_errors_matter);
}

std::size_t Unit::ask_later(StatementRef statement, std::vector<Value> values)
{
    must_be_open();
    if (!lease_->first_error())
        lease_->queue(statement, values, Connection::Answer::is_wanted);
    return asked_++;
}

Task<Rows> Unit::ask(StatementRef statement, std::vector<Value> values)
{
    must_be_open();
    throw_if_failed();
    auto const asked = ask_later(statement, std::move(values));
    lease_->request_answers();
    co_await lease_->answered();
    throw_if_failed();
    collect();
    co_return take(asked);
}

Task<Rows> Unit::ask_last(StatementRef statement, std::vector<Value> values)
{
    auto const asked = ask_later(statement, std::move(values));
    co_await finish();
    collect();
    lease_.give_back();
    co_return take(asked);
}

void Unit::collect()
{
    for (auto& rows : lease_->take_answers())
        answers_.push_back(std::move(rows));
}

Task<void> Unit::commit()
{
    must_be_open();
    co_await finish();
    collect();
    lease_.give_back();
}

// On an error the lease is kept until the unit is destroyed, which is at once: the connection has nothing open by then.
Task<void> Unit::finish()
{
    lease_->queue_sync();
    co_await lease_->answered();
    if (lease_->lost())
        throw unavailable("The database did not answer, so it is not known whether this was saved. Please look, or repeat it with the same "
                          "Idempotency-Key.");
    throw_if_failed();
}

Task<void> Unit::abort()
{
    must_be_open();
    lease_->queue_rollback();
    lease_->queue_sync();
    co_await lease_->answered();
    lease_.give_back();
}

void Unit::throw_if_failed()
{
    if (lease_->lost())
        throw unavailable("The database cannot be reached at the moment. Please try again.");
    if (auto const& error = lease_->first_error())
        throw Error(*error);
}

}  // namespace guildhall::db
