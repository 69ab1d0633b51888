#include "db/connection.h"

#include <fcntl.h>
#include <libpq-fe.h>

#include <array>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cassert>
#include <chrono>

namespace guildhall::db {

namespace asio = boost::asio;

struct Connection::Wire {
    Wire(Loop& loop, Connection* of) : owner(of), socket(loop.io()), timeout(loop.io()) {}

    Connection* owner;  // null once the connection has let go of this socket
    asio::posix::stream_descriptor socket;
    asio::steady_timer timeout;
    bool reading = false;
    bool writing = false;
};

Connection::Connection(Loop& loop, ConnectionOptions options, std::function<void(Connection&)> changed)
    : loop_(loop), options_(std::move(options)), changed_(std::move(changed))
{
}

Connection::~Connection()
{
    forget_connection();
}

int Connection::backend() const
{
    return conn_ ? PQbackendPID(conn_) : 0;
}

std::string Connection::server_message() const
{
    std::string message = conn_ ? PQerrorMessage(conn_) : "";
    while (!message.empty() && message.back() == '\n')
        message.pop_back();
    return message;
}

// ---- opening and closing ----

void Connection::open()
{
    assert(state_ == State::closed && !conn_);
    state_ = State::opening;
    lost_ = false;
    std::array keywords{"dbname", "client_encoding", "fallback_application_name", static_cast<char const*>(nullptr)};
    std::array words{options_.url.c_str(), "UTF8", "guildhall", static_cast<char const*>(nullptr)};
    conn_ = PQconnectStartParams(keywords.data(), words.data(), 1);
    wire_ = std::make_shared<Wire>(loop_, this);
    wire_->timeout.expires_after(std::chrono::milliseconds(options_.connect_timeout_ms));
    wire_->timeout.async_wait([wire = wire_](auto error) {
        if (!error && wire->owner && wire->owner->state_ == State::opening)
            wire->owner->lose("the database did not answer in time");
    });
    // What follows may end in changed(), which is not to be called from within open().
    loop_.post([wire = wire_] {
        if (wire->owner)
            wire->owner->wait_connecting(PGRES_POLLING_WRITING);
    });
}

void Connection::wait_connecting(int next)
{
    if (!conn_ || PQstatus(conn_) == CONNECTION_BAD || next == PGRES_POLLING_FAILED)
        return lose(server_message());
    // libpq may go on with another socket for another address. A copy of ours shares the connection, and nobody closes it twice.
    wire_->socket.close();
    wire_->socket.assign(fcntl(PQsocket(conn_), F_DUPFD_CLOEXEC, 0));
    if (next == PGRES_POLLING_OK)
        return set_up();
    auto direction = next == PGRES_POLLING_READING ? asio::posix::stream_descriptor::wait_read : asio::posix::stream_descriptor::wait_write;
    wire_->socket.async_wait(direction, [wire = wire_](auto error) {
        if (!error && wire->owner)
            wire->owner->wait_connecting(PQconnectPoll(wire->owner->conn_));
    });
}

// The session's settings are the connection's first unit.
void Connection::set_up()
{
    PQsetnonblocking(conn_, 1);
    PQsetNoticeReceiver(
        conn_, [](void*, PGresult const*) {}, nullptr);
    PQenterPipelineMode(conn_);
    synced_ = queued_ = doomed_ = false;
    first_error_.reset();
    auto set = [&](std::string const& setting) {
        PQsendQueryParams(conn_, ("set " + setting).c_str(), 0, nullptr, nullptr, nullptr, nullptr, 0);
        expected_.push_back({Kind::statement, {"set", {}}});
    };
    set("timezone = 'UTC'");
    set("datestyle = 'ISO, YMD'");
    set("statement_timeout = " + std::to_string(options_.statement_timeout_ms));
    set("lock_timeout = " + std::to_string(options_.lock_timeout_ms));
    queue_sync();
    write_queued();
    if (conn_)
        wait_readable();
}

void Connection::lose(std::string trouble)
{
    trouble_ = std::move(trouble);
    forget_connection();
    lost_ = true;
    bool const in_use = std::exchange(state_, State::closed) == State::busy;
    if (auto* waiting = std::exchange(waiting_, nullptr))
        waiting->tell(false);
    else if (!in_use)  // else the lease tells, when it comes back
        changed_(*this);
}

void Connection::forget_connection()
{
    if (wire_) {
        wire_->owner = nullptr;
        wire_->timeout.cancel();
        wire_->socket.close();
        wire_.reset();
    }
    if (conn_)
        PQfinish(conn_);
    conn_ = nullptr;
    expected_.clear();
    prepared_.clear();
}

// ---- what a unit asks for ----

void Connection::take()
{
    assert(idle());
    state_ = State::busy;
    synced_ = queued_ = lost_ = false;
    first_error_.reset();
    answers_.clear();
}

// The name under which this connection has the statement, prepared in the same flush when it is the first time.
std::string const& Connection::prepare(StatementRef statement)
{
    auto& prepared = prepared_[statement.text.data()];
    if (prepared.text != statement.text) {
        prepared.text = statement.text;
        prepared.name = "s" + std::to_string(++names_);
        PQsendPrepare(conn_, prepared.name.c_str(), prepared.text.c_str(), 0, nullptr);
        expected_.push_back({Kind::preparation, statement});
    }
    return prepared.name;
}

void Connection::queue(StatementRef statement, std::vector<Value> const& values, Answer answer)
{
    if (lost_)
        return;
    auto const& name = prepare(statement);
    std::vector<char const*> data(values.size());
    std::vector<int> lengths(values.size()), formats(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        data[i] = values[i].bytes ? values[i].bytes->c_str() : nullptr;
        lengths[i] = values[i].bytes ? static_cast<int>(values[i].bytes->size()) : 0;
        formats[i] = values[i].format == Value::Format::binary;
    }
    PQsendQueryPrepared(conn_, name.c_str(), static_cast<int>(values.size()), data.data(), lengths.data(), formats.data(),
                        options_.format == ResultFormat::binary);
    expected_.push_back({answer == Answer::is_wanted ? Kind::wanted : Kind::statement, statement});
    queued_ = true;
}

// Ends the implicit transaction without keeping anything, and cannot itself fail. (A statement that raises would do it too, and
// leave a line in the server's log for every record that was not found.)
void Connection::queue_rollback()
{
    if (lost_)
        return;
    PQsendQueryParams(conn_, "rollback", 0, nullptr, nullptr, nullptr, nullptr, 0);
    expected_.push_back({Kind::statement, {"rollback", {}}});
}

void Connection::queue_sync()
{
    if (lost_)
        return;
    PQpipelineSync(conn_);
    expected_.push_back({Kind::sync, {}});
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
    waiting_ = &wait.signal;
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
        write_queued();
    }
    if (!lost_ && expected_.empty())
        settle();
}

// ---- the socket ----

void Connection::wait_readable()
{
    if (std::exchange(wire_->reading, true))
        return;
    wire_->socket.async_wait(asio::posix::stream_descriptor::wait_read, [wire = wire_](auto error) {
        wire->reading = false;
        if (!error && wire->owner)
            wire->owner->on_readable();
    });
}

void Connection::wait_writable()
{
    if (std::exchange(wire_->writing, true))
        return;
    wire_->socket.async_wait(asio::posix::stream_descriptor::wait_write, [wire = wire_](auto error) {
        wire->writing = false;
        if (!error && wire->owner)
            wire->owner->on_writable();
    });
}

void Connection::write_queued()
{
    auto left = PQflush(conn_);
    if (left > 0)
        wait_writable();
    // A failed write is seen by the reader, who also gets the server's reason for it.
}

void Connection::on_writable()
{
    write_queued();
}

void Connection::on_readable()
{
    if (!PQconsumeInput(conn_))
        return lose(server_message());
    wait_readable();
    read_answers();
}

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

// Everything that was asked is answered.
void Connection::settle()
{
    if (auto* waiting = std::exchange(waiting_, nullptr))
        return waiting->tell(true);
    if (state_ == State::opening && first_error_)
        return lose(first_error_->what());
    if (state_ == State::leaving && doomed_)
        return lose("given up after: " + std::string(first_error_->what()));
    if (state_ != State::opening && state_ != State::leaving)
        return;
    if (std::exchange(state_, State::idle) == State::opening)
        wire_->timeout.cancel();
    changed_(*this);
}

}  // namespace guildhall::db
