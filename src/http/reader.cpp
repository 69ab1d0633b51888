#include "http/reader.h"

#include "base/log.h"

#include <algorithm>
#include <optional>
#include <system_error>

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>

namespace guildhall::http {

namespace {

namespace beast = boost::beast;
using Text = beast::string_view;

std::string_view plain(Text text)
{
    return {text.data(), text.size()};
}

// What stands in the head goes into the request.
class Filling : public beast::http::basic_parser<true> {
public:
    explicit Filling(Request& request) : request_(request)
    {
        skip(true);                 // the body is read by Body
        header_limit(0xffffffffu);  // the bytes are counted by the reader
    }
    int version = 11;

private:
    using Error = beast::error_code;

    void on_request_impl(beast::http::verb, Text method, Text target, int number, Error&) override
    {
        version = number;
        request_.method = plain(method);
        request_.target = plain(target);
    }
    void on_field_impl(beast::http::field, Text name, Text value, Error&) override { request_.headers.add(plain(name), plain(value)); }
    void on_response_impl(int, Text, int, Error&) override {}
    void on_header_impl(Error&) override {}
    void on_body_init_impl(boost::optional<std::uint64_t> const&, Error&) override {}
    std::size_t on_body_impl(Text, Error&) override { return 0; }
    void on_chunk_header_impl(std::uint64_t, Text, Error&) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, Text, Error&) override { return 0; }
    void on_finish_impl(Error&) override {}

    Request& request_;
};

// One way of saying where the body ends, said once and in one word.
bool is_ambiguous(Headers const& headers, bool http10)
{
    auto const lengths = headers.all("Content-Length"), codings = headers.all("Transfer-Encoding");
    if (lengths.size() + codings.size() > 1)
        return true;
    auto const is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (!lengths.empty() && (lengths[0].empty() || !std::all_of(lengths[0].begin(), lengths[0].end(), is_digit)))
        return true;
    return !codings.empty() && (http10 || !equal_ignoring_case(codings[0], "chunked"));
}

// "http://host/path" of a request to a proxy: the target without its beginning, which must name the same host (RFC 9112 section 3.2.2).
std::optional<std::string> without_authority(std::string_view target, std::string_view host)
{
    auto const scheme = target.find("://");
    if (scheme == std::string_view::npos ||
        !(equal_ignoring_case(target.substr(0, scheme), "http") || equal_ignoring_case(target.substr(0, scheme), "https")))
        return std::nullopt;
    auto const rest = target.substr(scheme + 3);
    auto const end = std::min(rest.find_first_of("/?"), rest.size());
    if (!is_host(rest.substr(0, end)) || !equal_ignoring_case(rest.substr(0, end), host))
        return std::nullopt;
    std::string result(rest.substr(end));
    if (!result.starts_with('/'))
        result.insert(0, "/");
    return result;
}

}  // namespace

Reader::Reader(ReaderLimits const& limits) : limits_(limits) {}

void Reader::refuse(int status)
{
    refusal_ = status;
    state_ = State::refused;
}

Request Reader::take()
{
    head_ = {};
    state_ = State::begin;
    skipped_empty_line_ = awaits_continue_ = false;
    return std::exchange(request_, {});
}

std::size_t Reader::read(std::string_view bytes)
{
    std::size_t taken = 0;
    if (state_ == State::begin && !skipped_empty_line_ && bytes.starts_with("\r\n")) {  // RFC 9112 section 2.2
        skipped_empty_line_ = true;
        taken = 2;
    }
    if ((state_ == State::begin || state_ == State::head) && taken < bytes.size() && bytes.substr(taken) != "\r")
        taken += read_head(bytes.substr(taken));
    if (state_ == State::body && taken < bytes.size())
        taken += read_body(bytes.substr(taken));
    return taken;
}

std::size_t Reader::read_head(std::string_view bytes)
{
    state_ = State::head;
    if (!head_.look(bytes.substr(0, limits_.head_bytes))) {
        if (bytes.size() >= limits_.head_bytes)
            refuse(431);
        return 0;
    }
    int const status = head_.refusal() ? head_.refusal() : refusal_of_head(bytes.substr(0, head_.size()));
    if (status)
        refuse(status);
    else
        state_ = body_.is_whole() ? State::whole : State::body;
    return status ? 0 : head_.size();
}

// What RFC 9112 asks of a head beyond the grammar of its lines.
int Reader::refusal_of_head(std::string_view bytes)
{
    beast::error_code error;
    Filling filling(request_);
    auto const taken = filling.put(boost::asio::buffer(bytes.data(), bytes.size()), error);
    if (error)
        return error == beast::http::error::bad_version ? 505 : 400;
    auto const& headers = request_.headers;
    http10_ = filling.version == 10;
    keep_alive_ = filling.keep_alive();
    head_method_ = request_.method == "HEAD";
    if (headers.size() > limits_.head_fields)
        return 431;
    auto const hosts = headers.all("Host");
    if (hosts.size() > 1 || (hosts.empty() && !http10_) || (!hosts.empty() && !is_host(hosts[0])))
        return 400;
    if (!hosts.empty())
        request_.host = hosts[0];
    if (taken != bytes.size() || !filling.is_done() || is_ambiguous(headers, http10_) || !split_target())
        return 400;
    return refusal_of_body(filling.chunked(), filling.content_length().value_or(0));
}

int Reader::refusal_of_body(bool is_chunked, std::uint64_t length)
{
    if (is_chunked)
        body_.expect_chunks();
    else
        body_.expect(length);
    if (auto const expected = request_.headers.find("Expect"); expected && !http10_) {
        if (!equal_ignoring_case(*expected, "100-continue"))
            return 417;
        awaits_continue_ = !body_.is_whole();
    }
    if (body_.is_whole())
        return 0;
    most_of_body_ = limits_.body_bytes_of ? limits_.body_bytes_of(request_.method, request_.path) : limits_.body_bytes;
    spools_ = limits_.spools && limits_.spools(request_.method, request_.path);
    return length > most_of_body_ ? 413 : 0;
}

bool Reader::split_target()
{
    if (!request_.target.starts_with('/') && !(request_.target == "*" && request_.method == "OPTIONS")) {
        auto rest = without_authority(request_.target, request_.host);
        if (!rest)
            return false;
        request_.target = std::move(*rest);
    }
    auto const question = std::min(request_.target.find('?'), request_.target.size());
    request_.path = request_.target.substr(0, question);
    if (question < request_.target.size())
        request_.query = request_.target.substr(question + 1);
    return true;
}

std::size_t Reader::read_body(std::string_view bytes)
{
    awaits_continue_ = false;
    auto const taken = body_.read(bytes, request_.body, most_of_body_ - (body_read() - request_.body.size()));
    if (body_.refusal())
        refuse(body_.refusal());
    else if (body_.is_whole())
        state_ = State::whole;
    if (spools_ && !body_.refusal())
        spool(body_.is_whole());
    return taken;
}

// What is small stays in memory.
void Reader::spool(bool whole)
{
    constexpr std::size_t large = 128 * 1024;
    if (request_.body.size() < large && !(whole && spool_))
        return;
    try {
        if (!spool_)
            spool_ = std::make_shared<TemporaryFile>(limits_.spool_folder);
        spool_->append(request_.body);
        request_.body.clear();
        if (whole) {
            request_.body = {};
            request_.spooled = std::exchange(spool_, {});
        }
    } catch (std::system_error const& error) {
        log_line(Level::error, "an upload cannot be kept", {{"error", error.what()}});
        refuse(503);
    }
}

}  // namespace guildhall::http
