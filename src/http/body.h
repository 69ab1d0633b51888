#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace guildhall::http {

// The bytes behind a head: a number of them, or chunks (RFC 9112 section 7.1). Our own, because Beast's reader of chunks ends the
// program when an empty body comes in pieces ("0\r\n", then "\r"), and takes lines and trailers of any length.
class Body {
public:
    void expect(std::uint64_t length);
    void expect_chunks();

    // Reads what it can behind `content` and returns how many bytes it took. Chunks that would make it longer than `most` are
    // refused; an expected length is for the caller to judge.
    std::size_t read(std::string_view bytes, std::string& content, std::size_t most);
    bool is_whole() const { return expected_ == Expected::nothing; }
    int refusal() const { return refusal_; }  // 400, 413 or 0

private:
    enum class Expected { nothing, bytes, chunk_line, chunk, chunk_end, trailer };

    std::size_t read_bytes(std::string_view bytes, std::string& content);
    std::size_t read_line(std::string_view bytes);
    void chunk_line(std::string_view line);
    void trailer(std::string_view line);

    Expected expected_ = Expected::nothing;
    std::uint64_t left_ = 0;  // of the bytes or of the chunk
    std::size_t beside_ = 0;  // bytes of extensions and trailers
    int refusal_ = 0;
};

}  // namespace guildhall::http
