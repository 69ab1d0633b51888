#pragma once
#include "http/core.h"
#include "http/reader.h"
#include "http/wire.h"

#include <exception>
#include <memory>
#include <string>
#include <string_view>

namespace guildhall::http {

// One connection: reads a request, has it answered, sends the answer, reads the next. It lives as long as a step of it is under
// way or its request runs; Core knows it by address only.
class Session : public std::enable_shared_from_this<Session> {
public:
    Session(std::shared_ptr<Core> core, std::unique_ptr<Wire> wire, Peer peer, bool secure);
    ~Session();
    Session(Session const&) = delete;
    Session& operator=(Session const&) = delete;

    void begin();
    void look_at_clock(Clock::time_point now);
    void wind_down();  // the server stops: ends now if idle, else behind the running answer
    void close();

    std::size_t place = 0;  // in Core::sessions

private:
    enum class Phase { beginning, reading, answering, streaming, ending, closed };

    // session.cpp: from bytes to the handler
    void on_begun(WireError, std::size_t);
    void on_read(WireError, std::size_t);
    void advance();
    bool take_requests();
    void read_more();
    void make_room();
    void set_reading_deadline();
    void begin_answer();
    void refuse(int status);
    bool hold_body();
    void release_body();
    void finish();
    void on_goodbye(WireError, std::size_t);
    void on_drained(WireError, std::size_t);
    static Task<void> answer(std::shared_ptr<Session> self, Request request);

    // sending.cpp: from the answer to bytes
    void deliver(Response);
    void put(Response, Framing);
    bool send();
    void sent(std::size_t count);
    void set_writing_deadline();
    void on_written(WireError, std::size_t);
    void on_pause(WireError, std::size_t);
    void begin_stream();
    void watch();
    void put_piece(std::string_view piece);
    void end_stream(std::exception_ptr);
    static Task<void> stream(std::shared_ptr<Session> self);

    std::string_view unread() const { return std::string_view(buffer_).substr(begin_, end_ - begin_); }
    bool has_output() const { return !pending_.empty() || !flying_.empty() || !body_.empty(); }
    Step step(void (Session::*next)(WireError, std::size_t)) { return {shared_from_this(), next}; }

    std::shared_ptr<Core> core_;
    std::unique_ptr<Wire> wire_;
    Peer peer_;
    Reader reader_;
    Phase phase_ = Phase::beginning;
    bool secure_;
    bool advancing_ = false, reading_ = false, writing_ = false;
    bool input_ended_ = false, last_ = false, told_continue_ = false, is_first_ = true, is_events_ = false, blocked_ = false;

    std::string buffer_;  // bytes read, of which [begin_, end_) are not yet taken
    std::size_t begin_ = 0, end_ = 0;
    std::string pending_, flying_;  // to be sent; being sent
    std::string_view body_;         // behind both, of response_
    std::size_t flown_ = 0, credited_ = 0, drained_ = 0, at_once_ = 0;
    std::size_t held_ = 0;  // of the bytes that all bodies together may have
    Response response_;     // whose body or stream is being sent
    bool sent_awaited_ = false;
    Signal<bool> sent_;

    Clock::time_point deadline_ = Clock::time_point::max(), since_ = {};
    Reader::State since_state_ = Reader::State::begin;
};

std::string what_of(std::exception_ptr error);  // for the log

}  // namespace guildhall::http
