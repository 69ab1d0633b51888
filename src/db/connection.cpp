#include "db/connection.h"

#include <fcntl.h>
#include <libpq-fe.h>

#include <array>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cassert>
#include <chrono>
#include <utility>

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
    std::string message = conn_ ? PQerrorMessage(conn_) : "out of memory";
    return message.substr(0, message.find('\n'));  // what follows are guesses
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
        expect(PQsendQueryParams(conn_, ("set " + setting).c_str(), 0, nullptr, nullptr, nullptr, nullptr, 0),
               {Kind::statement, {"set", {}}});
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

// A network that is away says nothing, and the system would wait for it for a quarter of an hour.
void Connection::watch()
{
    constexpr std::chrono::milliseconds between_looks{500};
    wire_->timeout.expires_after(between_looks);
    wire_->timeout.async_wait([wire = wire_](auto error) {
        if (error || !wire->owner)
            return;
        auto& self = *wire->owner;
        bool const waits = self.waiting_ || self.state_ == State::leaving;
        auto const silence = std::chrono::steady_clock::now() - self.heard_at_;
        if (waits && silence > std::chrono::milliseconds(self.options_.silence_ms))
            return self.lose("the database does not answer");
        self.watch();
    });
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
    heard_at_ = std::chrono::steady_clock::now();
    wait_readable();
    read_answers();
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
        watch();
    changed_(*this);
}

}  // namespace guildhall::db
