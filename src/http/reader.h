#pragma once
#include "http/body.h"
#include "http/head.h"
#include "http/message.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>

namespace guildhall::http {

struct ReaderLimits {
    std::size_t head_bytes = 16 * 1024;
    std::size_t head_fields = 100;
    std::size_t body_bytes = 1024 * 1024;
    std::function<std::size_t(std::string_view method, std::string_view path)> body_bytes_of = {};
    std::function<bool(std::string_view method, std::string_view path)> spools = {};  // into a file once it is large
    std::string spool_folder = {};
};

// Bytes to requests, one after the other: our own look at the head, then Beast's parser, then our own reader of the body. Knows no sockets and no clock.
class Reader {
public:
    enum class State {
        begin,    // no byte of a request yet
        head,     // within request line or fields
        body,     // the head is whole and accepted
        whole,    // take() it
        refused,  // refusal() says why; the connection is of no more use
    };

    explicit Reader(ReaderLimits const& limits);  // which outlive it
    Reader(Reader const&) = delete;
    Reader& operator=(Reader const&) = delete;

    // Reads what it can of bytes not read before and returns how many it took; the rest is to be offered again, with more behind.
    std::size_t read(std::string_view bytes);

    State state() const { return state_; }
    int refusal() const { return refusal_; }
    bool awaits_continue() const { return awaits_continue_; }  // Expect: 100-continue, and no byte of the body is here
    std::size_t body_read() const { return request_.body.size() + (spool_ ? static_cast<std::size_t>(spool_->size()) : 0); }

    // About the request that is being read or was taken last.
    bool keep_alive() const { return keep_alive_; }
    bool is_http10() const { return http10_; }
    bool is_head() const { return head_method_; }

    Request take();                                 // then it is ready for the next
    void drop() { request_ = {}, spool_.reset(); }  // frees what was read of a request that is refused

private:
    std::size_t read_head(std::string_view bytes);
    std::size_t read_body(std::string_view bytes);
    int refusal_of_head(std::string_view bytes);
    int refusal_of_body(bool is_chunked, std::uint64_t length);
    void spool(bool whole);
    bool split_target();
    void refuse(int status);

    ReaderLimits const& limits_;
    Head head_;
    Body body_;
    std::size_t most_of_body_ = 0;
    bool spools_ = false;
    std::shared_ptr<TemporaryFile> spool_;  // shared with the request that is taken
    Request request_;
    State state_ = State::begin;
    int refusal_ = 0;
    bool keep_alive_ = false, http10_ = false, head_method_ = false, awaits_continue_ = false, skipped_empty_line_ = false;
};

}  // namespace guildhall::http
