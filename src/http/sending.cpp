#include "http/session.h"

#include "base/log.h"

#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>

namespace guildhall::http {

namespace {

constexpr std::size_t small_body = 16 * 1024;              // copied behind its head instead of sent from where it is
constexpr std::size_t most_streamed_at_once = 256 * 1024;  // then the loop's other connections have their turn

bool is_event_stream(Response const& response)
{
    for (auto const& [name, value] : response.headers)
        if (equal_ignoring_case(name, "Content-Type"))
            return value.starts_with("text/event-stream");
    return false;
}

}  // namespace

void Session::deliver(Response response)
{
    release_body();
    if (phase_ == Phase::closed) {
        if (response.gone)
            response.gone();
        return;
    }
    phase_ = Phase::reading;
    bool keep_alive = reader_.keep_alive() && !response.close && !core_->stopping;
    if (reader_.is_http10() && response.more)
        keep_alive = false;
    last_ = !keep_alive;
    put(std::move(response), {.http10 = reader_.is_http10(), .head = reader_.is_head(), .keep_alive = keep_alive});
    advance();
}

void Session::put(Response response, Framing framing)
{
    if (!is_sendable(response)) {
        log_line(Level::error, "a handler's answer had a broken status or header field", {{"status", response.status}});
        response = core_->refusal(500);
    }
    append_head(pending_, response, framing, core_->date());
    if (framing.head || !may_have_body(response.status))
        return;
    if (response.more) {
        response_ = std::move(response);
        return begin_stream();
    }
    if (auto const body = body_of(response); body.size() <= small_body) {
        pending_ += body;
    } else {
        response.gone = {};
        response_ = std::move(response);
        body_ = body_of(response_);
    }
}

// Sends what there is, as far as it goes without waiting. True if all of it is gone.
bool Session::send()
{
    while (has_output() && !writing_ && phase_ != Phase::closed) {
        if (flying_.empty()) {
            flying_.swap(pending_);
            flown_ = 0;
        }
        Buffers const bytes{boost::asio::buffer(flying_.data() + flown_, flying_.size() - flown_),
                            boost::asio::buffer(body_.data(), pending_.empty() ? body_.size() : 0)};
        WireError error;
        auto const count = wire_->write_now(bytes, error);
        if (error == boost::asio::error::would_block) {
            writing_ = true;
            set_writing_deadline();
            wire_->write(bytes, step(&Session::on_written));
        } else if (error) {
            close();
        } else {
            sent(count);
        }
    }
    return !has_output();
}

// Takes off what has gone out.
void Session::sent(std::size_t count)
{
    auto const of_flying = std::min(count, flying_.size() - flown_);
    flown_ += of_flying;
    body_.remove_prefix(count - of_flying);
    if (flown_ == flying_.size())
        flying_.clear();
    if (has_output())
        return;
    blocked_ = false;
    if (phase_ != Phase::streaming)
        response_ = {};
}

void Session::set_writing_deadline()
{
    if (!std::exchange(blocked_, true)) {
        since_ = Clock::now();
        credited_ = 0;
    }
    deadline_ = since_ + core_->options.write_time + std::chrono::seconds(credited_ / core_->options.slowest_bytes);
}

void Session::on_written(WireError error, std::size_t count)
{
    writing_ = false;
    if (error)
        close();
    if (phase_ != Phase::closed) {
        credited_ += count;
        deadline_ = Clock::time_point::max();
        sent(count);
        if (!send() && phase_ != Phase::closed)
            return;
    }
    if (std::exchange(sent_awaited_, false))
        sent_.tell(true);
    else if (phase_ == Phase::reading)
        advance();
}

void Session::on_pause(WireError, std::size_t)
{
    if (std::exchange(sent_awaited_, false))
        sent_.tell(true);
}

void Session::begin_stream()
{
    phase_ = Phase::streaming;
    is_events_ = is_event_stream(response_);
    send();
    watch();
    start(stream(shared_from_this()), [self = shared_from_this()](std::exception_ptr error) { self->end_stream(error); });
}

// Reads while a stream is being sent, to notice that the client goes. Half a connection is enough to wait for the end of an
// export, but not for events without end.
void Session::watch()
{
    if (reading_ || input_ended_ || phase_ != Phase::streaming)
        return;
    make_room();
    if (end_ == buffer_.size())
        return;
    reading_ = true;
    wire_->read(boost::asio::buffer(buffer_.data() + end_, buffer_.size() - end_), step(&Session::on_read));
}

Task<void> Session::stream(std::shared_ptr<Session> self)
{
    while (self->phase_ != Phase::closed) {
        auto making = self->response_.more();
        auto const piece = co_await std::move(making);
        if (!piece || self->phase_ == Phase::closed)
            co_return;
        if (piece->empty())
            continue;
        self->put_piece(*piece);
        if (!self->sent_awaited_)
            continue;
        co_await self->sent_;
    }
}

void Session::put_piece(std::string_view piece)
{
    if (reader_.is_http10())
        pending_ += piece;
    else
        append_chunk(pending_, piece);
    at_once_ += piece.size();
    if (!send()) {
        sent_awaited_ = phase_ != Phase::closed;
        at_once_ = 0;
    } else if (at_once_ > most_streamed_at_once) {
        sent_awaited_ = true;
        at_once_ = 0;
        boost::asio::post(core_->loop.io(), [next = step(&Session::on_pause)] { next({}, 0); });
    }
}

void Session::end_stream(std::exception_ptr error)
{
    if (phase_ == Phase::closed)
        return;
    if (error) {
        log_line(Level::error, "a streamed answer broke off", {{"error", what_of(error)}});
        return close();
    }
    if (!reader_.is_http10())
        append_last_chunk(pending_);
    phase_ = Phase::reading;
    is_events_ = false;
    response_ = {};
    advance();
}

}  // namespace guildhall::http
