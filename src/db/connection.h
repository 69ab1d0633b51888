#pragma once
#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/loop.h"
#include "base/task.h"
#include "db/error.h"
#include "db/row.h"
#include "db/statement.h"
#include "db/value.h"

struct pg_conn;

namespace guildhall::db {

struct ConnectionOptions {
    std::string url;  // what libpq takes: a URI or "host=… user=…"
    ResultFormat format = ResultFormat::binary;
    int statement_timeout_ms = 10'000;
    int lock_timeout_ms = 5'000;
    int connect_timeout_ms = 5'000;
    int silence_ms = 10'500;  // an answer that takes longer never comes: PostgreSQL gives up before, so the network or it is away
};

// One libpq connection in pipeline mode. It serves one unit at a time; what a unit queues is written when somebody waits for it.
// Lives on its loop's thread.
class Connection {
public:
    // `changed` is called whenever the connection has become idle or has closed, as the last thing that a turn of the loop does
    // with it.
    Connection(Loop& loop, ConnectionOptions options, std::function<void(Connection&)> changed);
    ~Connection();
    Connection(Connection const&) = delete;
    Connection& operator=(Connection const&) = delete;

    void open();
    bool idle() const { return state_ == State::idle; }
    bool closed() const { return state_ == State::closed; }
    std::string const& trouble() const { return trouble_; }  // why it is closed
    int backend() const;                                     // the server process

    // For a unit.
    void take();  // idle → busy
    enum class Answer { only_errors_matter, is_wanted };
    void queue(StatementRef statement, std::vector<Value> const& values, Answer answer);
    void queue_rollback();
    void queue_sync();
    void request_answers();              // of all that is queued, without ending the transaction
    Task<void> answered();               // returns when nothing is outstanding, or the connection is lost
    bool lost() const { return lost_; }  // since take()
    bool synced() const { return synced_; }
    std::optional<Error> const& first_error() const { return first_error_; }
    std::vector<Rows> take_answers() { return std::exchange(answers_, {}); }  // those that were wanted, in their order
    void give_back();  // becomes idle at once, or rolls back first, without anybody waiting

private:
    enum class State { closed, opening, idle, busy, leaving };
    enum class Kind { preparation, statement, wanted, sync };
    struct Expected {
        Kind kind;
        StatementRef statement;
        bool answered = false;
    };
    struct Prepared {
        std::string name;
        std::string text;
    };
    struct Wire;  // Asio's part; a handler that is still on its way shares it

    void wait_connecting(int next);  // a PostgresPollingStatusType
    void set_up();
    std::string const& prepare(StatementRef statement);
    void expect(int taken, Expected expected);
    void hear(pg_result* result);
    void note_error(pg_result const* result, StatementRef statement);
    void read_answers();
    void write_queued();
    void on_readable();
    void on_writable();
    void wait_readable();
    void wait_writable();
    void settle();
    void watch();  // whether what is asked is answered at all
    void lose(std::string trouble);
    void forget_connection();
    std::string server_message() const;

    Loop& loop_;
    ConnectionOptions options_;
    std::function<void(Connection&)> changed_;
    pg_conn* conn_ = nullptr;
    std::shared_ptr<Wire> wire_;
    State state_ = State::closed;
    std::deque<Expected> expected_;
    std::unordered_map<char const*, Prepared> prepared_;  // by where the text stands
    unsigned names_ = 0;
    std::optional<Error> first_error_;
    std::vector<Rows> answers_;
    bool queued_ = false;  // something since the last Sync
    bool synced_ = false;
    bool lost_ = false;
    std::chrono::steady_clock::time_point heard_at_;  // or asked, whichever was last
    bool doomed_ = false;                             // usable to the end of this unit, not beyond
    Signal<bool>* waiting_ = nullptr;
    std::string trouble_;
};

}  // namespace guildhall::db
