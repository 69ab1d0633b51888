#include "estimates/state.h"

#include <algorithm>
#include <array>

#include "estimates/estimates.sql.h"
#include "estimates/record.h"

namespace guildhall::estimates {

namespace sql {
constexpr auto to_change = db::statement<text, "to_change">;
constexpr auto move = db::statement<text, "move">;
}  // namespace sql

namespace {

// What may follow upon what. Whatever was noted by mistake can be taken back, but what has a number is no draft any more.
bool follows(State to, Record const& record)
{
    if (record.state == State::draft)
        return to == State::sent || to == State::cancelled;
    if (record.state == State::sent)
        return to != State::draft || !record.number;
    return to == State::sent || (record.state == State::cancelled && to == State::draft && !record.number);
}

}  // namespace

Task<Estimate> move(Tx& tx, StateInput in)
{
    auto record = co_await tx.one<Record>(sql::to_change, in.estimate_id);
    expect_version(in.if_match, shown(record));
    if (in.state == record.state)
        co_return shown(std::move(record));
    if (!follows(in.state, record)) {
        auto const message =
            "An estimate that is " + std::string(name_of(record.state)) + " cannot become " + std::string(name_of(in.state)) + ".";
        throw Failure(Problem::conflict, message);
    }
    auto const moved = co_await tx.last_one<Record>(sql::move, record.id, in.state);
    co_return shown(moved);
}

}  // namespace guildhall::estimates
