#include "http/session.h"

#include "base/log.h"
#include "http/forwarded.h"

#include <algorithm>

#include <boost/asio/error.hpp>

namespace guildhall::http {

namespace {
constexpr std::size_t first_room = 4 * 1024, room_for_bodies = 64 * 1024;
constexpr std::size_t most_unsent = 64 * 1024;         // of pipelined answers, before the next request is taken
constexpr std::size_t most_drained = 8 * 1024 * 1024;  // read and thrown away behind a refusal, so that the client can read it
constexpr std::size_t uncounted_body = 64 * 1024;
constexpr auto time_to_leave = std::chrono::seconds(2);
}  // namespace

Session::Session(std::shared_ptr<Core> core, std::unique_ptr<Wire> wire, Peer peer, bool secure)
    : core_(std::move(core)), wire_(std::move(wire)), peer_(std::move(peer)), reader_(core_->limits), secure_(secure)
{
    core_->keep(*this);
}

Session::~Session()
{
    close();
}

void Session::begin()
{
    since_ = Clock::now();
    deadline_ = since_ + core_->options.head_time;
    wire_->begin(step(&Session::on_begun));
}

void Session::on_begun(WireError error, std::size_t)
{
    if (error || phase_ == Phase::closed)
        return close();
    phase_ = Phase::reading;
    advance();
}

void Session::on_read(WireError error, std::size_t count)
{
    reading_ = false;
    if (phase_ == Phase::closed)
        return;
    end_ += count;
    input_ended_ = input_ended_ || error;
    if (phase_ == Phase::reading)
        advance();
    else if (phase_ == Phase::ending)
        on_drained(error, count);
    else if (phase_ == Phase::streaming && error && (is_events_ || error != boost::asio::error::eof))
        close();
    else
        watch();
}

std::string what_of(std::exception_ptr error)
{
    try {
        std::rethrow_exception(std::move(error));
    } catch (std::exception const& known) {
        return known.what();
    } catch (...) {
        return "not a std::exception";
    }
}

// Takes what is there, has it answered and sends the answers, until there is something to wait for.
void Session::advance()
{
    if (advancing_)
        return;  // an answer that was ready at once
    advancing_ = true;
    for (bool hungry = false; phase_ == Phase::reading && !writing_ && !hungry;) {
        hungry = last_ || take_requests();
        send();
    }
    advancing_ = false;
    if (phase_ != Phase::reading || writing_)
        return;
    if (last_)
        finish();
    else
        read_more();
}

// True if more bytes are needed.
bool Session::take_requests()
{
    while (phase_ == Phase::reading && !last_ && body_.empty() && pending_.size() < most_unsent) {
        if (begin_ == end_)
            return true;
        begin_ += reader_.read(unread());
        if (!hold_body()) {
            refuse(503);
        } else if (reader_.state() == Reader::State::whole) {
            begin_answer();
        } else if (reader_.state() == Reader::State::refused) {
            refuse(reader_.refusal());
        } else {
            if (reader_.awaits_continue() && !std::exchange(told_continue_, true))
                pending_ += "HTTP/1.1 100 Continue\r\n\r\n";
            return true;
        }
    }
    return false;
}

void Session::begin_answer()
{
    phase_ = Phase::answering;
    deadline_ = Clock::time_point::max();
    auto request = reader_.take();
    since_state_ = Reader::State::whole;
    is_first_ = told_continue_ = false;
    request.peer_address = peer_.text;
    request.secure = secure_;
    if (peer_.trusted)
        believe_proxy(request, core_->options.trusted_proxies);
    start(answer(shared_from_this(), std::move(request)), [self = shared_from_this()](std::exception_ptr error) {
        if (error)
            self->close();
    });
}

Task<void> Session::answer(std::shared_ptr<Session> self, Request request)
{
    Response response;
    try {
        auto answering = self->core_->handler(std::move(request));
        response = co_await std::move(answering);
    } catch (...) {
        log_line(Level::error, "a request handler threw", {{"error", what_of(std::current_exception())}});
        response = self->core_->refusal(500);
    }
    self->deliver(std::move(response));
}

void Session::refuse(int status)
{
    last_ = true;
    reader_.drop();
    release_body();
    put(core_->refusal(status), {.keep_alive = false});
}

bool Session::hold_body()
{
    auto const size = reader_.body_read();
    if (size <= uncounted_body || size <= held_)
        return true;
    if (!core_->door->hold(size - held_, core_->options.body_bytes_in_all))
        return false;
    held_ = size;
    return true;
}

void Session::release_body()
{
    if (held_)
        core_->door->release(std::exchange(held_, 0));
}

void Session::read_more()
{
    if (reading_)
        return;
    if (input_ended_)
        return close();
    make_room();
    set_reading_deadline();
    reading_ = true;
    wire_->read(boost::asio::buffer(buffer_.data() + end_, buffer_.size() - end_), step(&Session::on_read));
}

void Session::make_room()
{
    if (begin_ > 0) {
        std::copy(buffer_.begin() + static_cast<std::ptrdiff_t>(begin_), buffer_.begin() + static_cast<std::ptrdiff_t>(end_),
                  buffer_.begin());
        end_ -= std::exchange(begin_, 0);
    }
    auto wanted = reader_.state() == Reader::State::body ? room_for_bodies : first_room;
    if (end_ == 0 && buffer_.size() > wanted)
        buffer_ = {};  // idle connections are many
    while (end_ >= wanted)
        wanted *= 2;
    if (buffer_.size() < wanted)
        buffer_.resize(wanted);
}

void Session::set_reading_deadline()
{
    auto const& options = core_->options;
    auto const state = reader_.state();
    auto const is_idle = state == Reader::State::begin && end_ == 0;
    if (is_first_ && state != Reader::State::body)
        return;  // counted from connecting
    if (state != std::exchange(since_state_, state) || is_idle)
        since_ = Clock::now();
    if (is_idle)
        deadline_ = since_ + options.idle_time;
    else if (state == Reader::State::body)
        deadline_ = since_ + options.body_time + std::chrono::seconds(reader_.body_read() / options.slowest_bytes);
    else
        deadline_ = since_ + options.head_time;
}

void Session::look_at_clock(Clock::time_point now)
{
    if (now < deadline_)
        return;
    deadline_ = Clock::time_point::max();
    bool const is_midway = phase_ == Phase::reading && !writing_ && (begin_ != end_ || reader_.state() == Reader::State::body);
    if (!is_midway)
        return close();
    refuse(408);
    advance();
}

void Session::wind_down()
{
    bool const is_idle = phase_ == Phase::reading && !writing_ && begin_ == end_ && reader_.state() == Reader::State::begin;
    if (phase_ == Phase::beginning || is_idle || is_events_)
        close();
}

// The last answer is sent. Closing at once could make the client's system throw it away if bytes of it are still unread here.
void Session::finish()
{
    phase_ = Phase::ending;
    deadline_ = Clock::now() + time_to_leave;
    bool const is_regular = begin_ == end_ && reader_.state() == Reader::State::begin;
    if (is_regular && secure_ && !reading_)
        return wire_->say_goodbye(step(&Session::on_goodbye));
    wire_->end_output();
    if (!reading_)
        on_drained({}, 0);
}

void Session::on_goodbye(WireError, std::size_t)
{
    close();
}

void Session::on_drained(WireError error, std::size_t count)
{
    drained_ += count;
    if (error || phase_ == Phase::closed || drained_ > most_drained || input_ended_)
        return close();
    buffer_.resize(std::max(buffer_.size(), first_room));
    wire_->drain(boost::asio::buffer(buffer_), step(&Session::on_drained));
}

void Session::close()
{
    if (phase_ == Phase::closed)
        return;
    auto const self = weak_from_this().lock();                                           // the stream told below may hold the last share
    bool const is_answering = std::exchange(phase_, Phase::closed) == Phase::answering;  // the handler still has the body
    wire_->close();
    core_->forget(*this);
    core_->leave(peer_);
    if (!is_answering)
        release_body();
    if (auto const gone = std::exchange(response_.gone, {}))
        gone();
    if (std::exchange(sent_awaited_, false))
        sent_.tell(false);
}

}  // namespace guildhall::http
