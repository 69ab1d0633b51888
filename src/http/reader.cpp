#include "http/reader.h"

#include "http/head.h"

#include <algorithm>
#include <optional>

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>

namespace guildhall::http {

namespace {

namespace beast = boost::beast;
using Text = beast::string_view;

constexpr std::size_t most_of_a_chunk_line = 4 * 1024, most_of_chunk_extensions = 16 * 1024;

std::string_view plain(Text text)
{
    return {text.data(), text.size()};
}

// What stands in the head goes into the request, the pieces of the body behind it; trailers are dropped.
class Filling : public beast::http::basic_parser<true> {
public:
    explicit Filling(Request& request) : request_(request)
    {
        eager(true);
        header_limit(0xffffffffu);  // the bytes are counted by the reader
        body_limit(boost::none);
    }
    std::size_t most = 0;  // bytes of the body
    int version = 11;

private:
    using Error = beast::error_code;

    void on_request_impl(beast::http::verb, Text method, Text target, int number, Error&) override
    {
        version = number;
        request_.method = plain(method);
        request_.target = plain(target);
    }
    void on_field_impl(beast::http::field, Text name, Text value, Error&) override
    {
        if (!is_header_done())
            request_.headers.add(plain(name), plain(value));
    }
    std::size_t add(Text piece, Error& error)
    {
        if (piece.size() > most - request_.body.size())
            error = beast::http::error::body_limit;
        else
            request_.body.append(piece.data(), piece.size());
        return error ? 0 : piece.size();
    }
    void on_chunk_header_impl(std::uint64_t size, Text extension, Error& error) override
    {
        extensions_ += extension.size();
        if (size > most - request_.body.size())
            error = beast::http::error::body_limit;
        else if (extensions_ > most_of_chunk_extensions)
            error = beast::http::error::bad_chunk_extension;
    }
    std::size_t on_body_impl(Text piece, Error& error) override { return add(piece, error); }
    std::size_t on_chunk_body_impl(std::uint64_t, Text piece, Error& error) override { return add(piece, error); }
    void on_response_impl(int, Text, int, Error&) override {}
    void on_header_impl(Error&) override {}
    void on_body_init_impl(boost::optional<std::uint64_t> const&, Error&) override {}
    void on_finish_impl(Error&) override {}

    Request& request_;
    std::size_t extensions_ = 0;
};

int status_of(beast::error_code error)
{
    if (error == beast::http::error::body_limit)
        return 413;
    return error == beast::http::error::bad_version ? 505 : 400;
}

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
    if (scheme == std::string_view::npos || !(equal_ignoring_case(target.substr(0, scheme), "http") || equal_ignoring_case(target.substr(0, scheme), "https")))
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

struct Reader::Parser {
    std::optional<Filling> filling;
    Head head;
};

Reader::Reader(ReaderLimits const& limits) : limits_(limits), parser_(std::make_unique<Parser>()) {}
Reader::~Reader() = default;

void Reader::refuse(int status)
{
    refusal_ = status;
    state_ = State::refused;
}

Request Reader::take()
{
    parser_->filling.reset();
    parser_->head = {};
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
    auto& head = parser_->head;
    if (!head.look(bytes.substr(0, limits_.head_bytes))) {
        if (bytes.size() >= limits_.head_bytes)
            refuse(431);
        return 0;
    }
    int status = head.refusal();
    if (!status) {
        beast::error_code error;
        auto& filling = parser_->filling.emplace(request_);
        auto const taken = filling.put(boost::asio::buffer(bytes.data(), head.size()), error);
        if (error)
            status = status_of(error);
        else
            status = taken == head.size() && filling.is_header_done() ? refusal_of_head() : 400;
    }
    if (status)
        refuse(status);
    else
        state_ = parser_->filling->is_done() ? State::whole : State::body;
    return status ? 0 : head.size();
}

// What RFC 9112 asks of a head beyond its grammar.
int Reader::refusal_of_head()
{
    auto const& filling = *parser_->filling;
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
    if (is_ambiguous(headers, http10_) || !split_target())
        return 400;
    if (auto const expected = headers.find("Expect"); expected && !http10_) {
        if (!equal_ignoring_case(*expected, "100-continue"))
            return 417;
        awaits_continue_ = !filling.is_done();
    }
    return refusal_of_length();
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

int Reader::refusal_of_length()
{
    auto& filling = *parser_->filling;
    if (filling.is_done())
        return 0;
    filling.most = limits_.body_bytes_of ? limits_.body_bytes_of(request_.method, request_.path) : limits_.body_bytes;
    auto const length = filling.content_length();
    return length && *length > filling.most ? 413 : 0;
}

std::size_t Reader::read_body(std::string_view bytes)
{
    awaits_continue_ = false;
    beast::error_code error;
    auto const taken = parser_->filling->put(boost::asio::buffer(bytes.data(), bytes.size()), error);
    if (error && error != beast::http::error::need_more)
        refuse(status_of(error));
    else if (parser_->filling->is_done())
        state_ = State::whole;
    else if (bytes.size() - taken > most_of_a_chunk_line)
        refuse(400);
    return taken;
}

}  // namespace guildhall::http
