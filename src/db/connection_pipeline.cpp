// What a unit asks of its connection, and the answers: the part of Connection that knows libpq's pipeline.
#include <libpq-fe.h>

#include <cassert>
#include <stdexcept>
#include <utility>

#include "base/failure.h"
#include "db/connection.h"

namespace guildhall::db {

void Connection::take()
{
    assert(idle());
    state_ = State::busy;
    synced_ = queued_ = lost_ = false;
    first_error_.reset();
    answers_.clear();
}

// libpq has put something into the pipeline; or it has lost its connection, and nothing will answer.
void Connection::expect(int taken, Expected expected)
{
    if (taken) {
        expected_.push_back(expected);
        return;
    }
    doomed_ = true;
    if (!first_error_)
        first_error_.emplace(server_message());
}

// The name under which this connection has the statement, prepared in the same flush when it is the first time.
std::string const& Connection::prepare(StatementRef statement)
{
    auto& prepared = prepared_[statement.text.data()];
    if (prepared.text != statement.text) {
        prepared.text = statement.text;
        prepared.name = "s" + std::to_string(++names_);
        expect(PQsendPrepare(conn_, prepared.name.c_str(), prepared.text.c_str(), 0, nullptr), {Kind::preparation, statement});
    }
    return prepared.name;
}

// libpq takes text up to its first NUL, and PostgreSQL has no place for one.
static void refuse_nul(std::vector<Value> const& values)
{
    for (auto const& value : values)
        if (value.bytes && value.format == Value::Format::text && value.bytes->find('\0') != std::string::npos)
            throw Failure(Problem::malformed, "A text contains the character NUL, which cannot be stored.");
}

void Connection::queue(StatementRef statement, std::vector<Value> const& values, Answer answer)
{
    if (lost_)
        return;
    refuse_nul(values);
    queued_ = true;
    auto const& name = prepare(statement);
    std::vector<char const*> data(values.size());
    std::vector<int> lengths(values.size()), formats(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        data[i] = values[i].bytes ? values[i].bytes->c_str() : nullptr;
        lengths[i] = values[i].bytes ? static_cast<int>(values[i].bytes->size()) : 0;
        formats[i] = values[i].format == Value::Format::binary;
    }
    int const taken = PQsendQueryPrepared(conn_, name.c_str(), static_cast<int>(values.size()), data.data(), lengths.data(), formats.data(),
                                          options_.format == ResultFormat::binary);
    if (!taken && PQstatus(conn_) == CONNECTION_OK)
        throw std::logic_error("libpq does not take the statement " + std::string(statement.name) + ": " + server_message());
    expect(taken, {answer == Answer::is_wanted ? Kind::wanted : Kind::statement, statement});
}

// Ends the implicit transaction without keeping anything, and cannot itself fail. (A statement that raises would do it too, and
// leave a line in the server's log for every record that was not found.)
void Connection::queue_rollback()
{
    if (lost_)
        return;
    expect(PQsendQueryParams(conn_, "rollback", 0, nullptr, nullptr, nullptr, nullptr, 0), {Kind::statement, {"rollback", {}}});
}

void Connection::queue_sync()
{
    if (lost_)
        return;
    expect(PQpipelineSync(conn_), {Kind::sync, {}});
    queued_ = false;
}

void Connection::request_answers()
{
    if (!lost_)
        PQsendFlushRequest(conn_);
}

Task<void> Connection::answered()
{
    if (!lost_)
        write_queued();
    if (lost_ || expected_.empty())
        co_return;
    struct Wait {
        Connection& connection;
        Signal<bool> signal;
        ~Wait()  // also when the one that waits is destroyed
        {
            if (connection.waiting_ == &signal)
                connection.waiting_ = nullptr;
        }
    } wait{*this, {}};
    assert(!waiting_);
    waiting_ = &wait.signal;
    heard_at_ = std::chrono::steady_clock::now();
    co_await wait.signal;
}

void Connection::give_back()
{
    assert(state_ == State::busy || state_ == State::closed);
    if (lost_)
        return changed_(*this);
    bool const in_transaction = queued_ || (first_error_ && !synced_);
    state_ = State::leaving;
    if (in_transaction) {
        queue_rollback();
        queue_sync();
        heard_at_ = std::chrono::steady_clock::now();
        write_queued();
    }
    if (expected_.empty())
        settle();
}

// ---- the answers ----

// Ends with settle() or lose(), if at all: after these this object may be in other hands.
void Connection::read_answers()
{
    while (!expected_.empty() && !PQisBusy(conn_)) {
        auto& front = expected_.front();
        auto* result = PQgetResult(conn_);
        if (result)
            hear(result);
        else if (!std::exchange(front.answered, false))
            break;
        else if (front.kind != Kind::sync)  // an error of the commit itself comes before its Sync
            expected_.pop_front();
        if (!first_error_ || !doomed_)
            continue;
        if (first_error_->sqlstate.empty() || first_error_->sqlstate.starts_with("57P"))
            return lose(first_error_->what());
    }
    if (expected_.empty() && !PQisBusy(conn_))
        settle();
    else if (PQstatus(conn_) == CONNECTION_BAD)
        lose(server_message());
}

void Connection::hear(pg_result* result)
{
    auto& front = expected_.front();
    front.answered = true;
    auto status = PQresultStatus(result);
    bool const failed = status == PGRES_FATAL_ERROR || status == PGRES_PIPELINE_ABORTED;
    if (failed && front.kind == Kind::preparation)
        prepared_.erase(front.statement.text.data());
    if (status == PGRES_FATAL_ERROR)
        note_error(result, front.statement);
    if (status == PGRES_PIPELINE_SYNC) {
        synced_ = true;
        expected_.pop_front();
    }
    if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK)
        if (front.kind == Kind::wanted) {
            answers_.emplace_back(result);
            return;
        }
    PQclear(result);
}

void Connection::note_error(pg_result const* result, StatementRef statement)
{
    auto part = [&](int code) {
        auto const* found = PQresultErrorField(result, code);
        return std::string(found ? found : "");
    };
    auto state = part(PG_DIAG_SQLSTATE);
    // 57P: the server is stopping; 26000, 0A000: it no longer has our statement as we prepared it.
    if (state.empty() || state.starts_with("57P") || state == "26000" || state == "0A000")
        doomed_ = true;
    if (first_error_)
        return;
    auto message = part(PG_DIAG_MESSAGE_PRIMARY);
    first_error_.emplace(message.empty() ? PQresultErrorMessage(result) : message, state);
    first_error_->constraint = part(PG_DIAG_CONSTRAINT_NAME);
    first_error_->detail = part(PG_DIAG_MESSAGE_DETAIL);
    first_error_->statement = statement.name;
}

}  // namespace guildhall::db
