#include "imports/text_file.h"

#include "base/failure.h"
#include "base/utf8.h"

#include <algorithm>
#include <utility>

namespace guildhall::imports {

namespace {

constexpr std::size_t piece = 64 * 1024, longest_line = 4 << 20;

// 0x80 to 0x9f; the five that Windows-1252 leaves open are the controls of the same number, as browsers have it.
constexpr std::array<char32_t, 32> windows_1252_upper{
    0x20ac, 0x81,   0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8d, 0x017d, 0x8f,
    0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d, 0x017e, 0x0178,
};

[[noreturn]] void refuse(char const* why)
{
    throw Failure(Problem::invalid, {}, {{"file", why}});
}

std::string from_windows_1252(std::string_view bytes)
{
    std::string text;
    text.reserve(bytes.size() + bytes.size() / 8);
    for (unsigned char byte : bytes)
        append_character(text, byte >= 0x80 && byte < 0xa0 ? windows_1252_upper[byte - 0x80] : byte);
    return text;
}

// Whole units of UTF-16; what is half a surrogate at the end of these stays in `rest`.
std::string from_utf_16(std::string_view bytes, Encoding encoding, std::string& rest)
{
    std::size_t const low = encoding == Encoding::utf_16_le ? 0 : 1;
    auto const unit = [&](std::size_t at) -> char32_t {
        return static_cast<char32_t>(static_cast<unsigned char>(bytes[at + 1 - low])) << 8 | static_cast<unsigned char>(bytes[at + low]);
    };
    std::string text;
    std::size_t at = 0;
    for (; at + 1 < bytes.size(); at += 2) {
        char32_t character = unit(at);
        if (character >= 0xd800 && character <= 0xdbff) {
            if (at + 3 >= bytes.size())
                break;
            char32_t const second = unit(at + 2);
            if (second >= 0xdc00 && second <= 0xdfff) {
                character = 0x10000 + ((character - 0xd800) << 10) + (second - 0xdc00);
                at += 2;
            }
        }
        if (character == 0 || (character >= 0xd800 && character <= 0xdfff))
            refuse("is not a text file: save the table as CSV (UTF-8)");
        append_character(text, character);
    }
    rest = bytes.substr(at);
    return text;
}

// How many bytes at the end begin a character of UTF-8 that is not whole.
std::size_t begun(std::string_view bytes)
{
    for (std::size_t back = 1; back <= std::min<std::size_t>(3, bytes.size()); ++back) {
        auto const byte = static_cast<unsigned char>(bytes[bytes.size() - back]);
        if (byte >= 0xc0)
            return back < (byte >= 0xf0 ? 4u : byte >= 0xe0 ? 3u : 2u) ? back : 0;
        if (byte < 0x80)
            return 0;
    }
    return 0;
}

struct Seen {
    bool is_utf_8 = true, has_nul = false, is_utf_16 = false;
    std::size_t zeros[2] = {0, 0};  // at even and odd places
};

Seen seen_in(FileBytes const& file, std::uint64_t from)
{
    Seen seen;
    std::string open;
    std::uint64_t at = from;
    std::size_t line = 0;
    for (auto bytes = file(at, piece); !bytes.empty(); bytes = file(at, piece)) {
        for (std::size_t i = bytes.find('\0'); i != std::string::npos; i = bytes.find('\0', i + 1))
            ++seen.zeros[(at + i) % 2];
        auto const last = bytes.find_last_of("\r\n");
        line = last == std::string::npos ? line + bytes.size() : bytes.size() - last;
        if (line > longest_line)
            refuse("has a line of more than four megabytes: is it a table, with a line for each row?");
        at += bytes.size();
        if (!seen.is_utf_8)
            continue;
        open += bytes;
        auto const rest = begun(open);
        seen.is_utf_8 = valid_utf8(std::string_view(open).substr(0, open.size() - rest));
        open.erase(0, open.size() - rest);
    }
    seen.is_utf_8 = seen.is_utf_8 && open.empty();
    seen.has_nul = seen.zeros[0] + seen.zeros[1] > 0;
    // of UTF-16 every comma, digit and line end has one
    seen.is_utf_16 = std::max(seen.zeros[0], seen.zeros[1]) > at / 32;
    return seen;
}

}  // namespace

TextReader::TextReader(FileBytes bytes) : bytes_(std::move(bytes))
{
    auto const beginning = bytes_(0, 3);
    if (beginning == "\xef\xbb\xbf") {
        at_ = 3;
        if (!seen_in(bytes_, at_).is_utf_8)
            refuse("says that it is UTF-8 but is not: save the table as CSV (UTF-8) again");
    } else if (beginning.starts_with("\xff\xfe") || beginning.starts_with("\xfe\xff")) {
        at_ = 2;
        encoding_ = beginning[0] == '\xff' ? Encoding::utf_16_le : Encoding::utf_16_be;
    } else {
        // Commas, digits and line ends have a zero byte in UTF-16, and no text has one in any other encoding that we read.
        auto const seen = seen_in(bytes_, 0);
        if (seen.has_nul && !seen.is_utf_16)
            refuse("is not a text file: it has NUL characters. Save the table as CSV (UTF-8)");
        if (seen.has_nul)
            encoding_ = seen.zeros[1] >= seen.zeros[0] ? Encoding::utf_16_le : Encoding::utf_16_be;
        else
            encoding_ = seen.is_utf_8 ? Encoding::utf_8 : Encoding::windows_1252;
    }
}

std::optional<std::string> TextReader::next()
{
    while (!is_ended_) {
        auto const bytes = bytes_(at_, piece);
        at_ += bytes.size();
        is_ended_ = bytes.empty();
        if (is_ended_ && !odd_.empty())
            refuse("is not a text file: save the table as CSV (UTF-8)");
        if (auto text = decoded(bytes); !text.empty())
            return text;
    }
    return std::nullopt;
}

std::string TextReader::decoded(std::string_view bytes)
{
    if (encoding_ == Encoding::utf_8)
        return std::string(bytes);
    if (encoding_ == Encoding::windows_1252)
        return from_windows_1252(bytes);
    return from_utf_16(std::exchange(odd_, {}).append(bytes), encoding_, odd_);
}

}  // namespace guildhall::imports
