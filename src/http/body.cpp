#include "http/body.h"

#include "http/head.h"
#include "http/message.h"

#include <algorithm>
#include <charconv>

namespace guildhall::http {

namespace {
constexpr std::size_t most_of_a_line = 4 * 1024, most_beside = 16 * 1024;
constexpr std::size_t most_digits = 15;  // of a chunk's size: no sum of them can overflow
}  // namespace

void Body::expect(std::uint64_t length)
{
    *this = {};
    left_ = length;
    expected_ = length ? Expected::bytes : Expected::nothing;
}

void Body::expect_chunks()
{
    *this = {};
    expected_ = Expected::chunk_line;
}

std::size_t Body::read(std::string_view bytes, std::string& content, std::size_t most)
{
    std::size_t taken = 0;
    while (!is_whole() && !refusal_ && taken < bytes.size()) {
        auto const rest = bytes.substr(taken);
        bool const is_data = expected_ == Expected::bytes || expected_ == Expected::chunk;
        auto const count = is_data ? read_bytes(rest, content) : read_line(rest);
        if (count == 0)
            break;
        taken += count;
        if (expected_ == Expected::chunk && left_ > most - content.size() && !refusal_)
            refusal_ = 413;
    }
    return taken;
}

std::size_t Body::read_bytes(std::string_view bytes, std::string& content)
{
    auto const piece = bytes.substr(0, left_);
    content.append(piece);
    left_ -= piece.size();
    if (left_ == 0)
        expected_ = expected_ == Expected::chunk ? Expected::chunk_end : Expected::nothing;
    return piece.size();
}

std::size_t Body::read_line(std::string_view bytes)
{
    auto const end = bytes.find('\n');
    if (end == std::string_view::npos) {
        if (bytes.size() > most_of_a_line)
            refusal_ = 400;
        return 0;
    }
    if (end == 0 || bytes[end - 1] != '\r') {
        refusal_ = 400;
        return 0;
    }
    auto const line = bytes.substr(0, end - 1);
    if (expected_ == Expected::chunk_line)
        chunk_line(line);
    else if (expected_ == Expected::trailer)
        trailer(line);
    else
        refusal_ = line.empty() ? 0 : 400, expected_ = Expected::chunk_line;
    if (beside_ > most_beside)
        refusal_ = 400;
    return end + 1;
}

void Body::chunk_line(std::string_view line)
{
    auto const end = std::min(line.find(';'), line.size());
    auto const [stop, error] = std::from_chars(line.data(), line.data() + end, left_, 16);
    if (error != std::errc{} || stop != line.data() + end || end > most_digits || line.starts_with('-') ||
        !is_field_value(line.substr(end)))
        refusal_ = 400;
    beside_ += line.size() - end;
    expected_ = left_ ? Expected::chunk : Expected::trailer;
}

// Trailers are read over: what poses as a field of the head must not become one.
void Body::trailer(std::string_view line)
{
    beside_ += line.size();
    auto const name = line.substr(0, line.find(':'));
    bool const is_framing = equal_ignoring_case(name, "Content-Length") || equal_ignoring_case(name, "Transfer-Encoding");
    if (line.empty())
        expected_ = Expected::nothing;
    else if (is_framing || !is_field(line))
        refusal_ = 400;
}

}  // namespace guildhall::http
