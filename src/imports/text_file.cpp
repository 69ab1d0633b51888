#include "imports/text_file.h"

#include "base/failure.h"
#include "base/utf8.h"

#include <algorithm>
#include <optional>

namespace guildhall::imports {

namespace {

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

std::optional<std::string> from_utf_16(std::string_view bytes, Encoding encoding)
{
    if (bytes.size() % 2)
        return std::nullopt;
    std::size_t low = encoding == Encoding::utf_16_le ? 0 : 1;
    auto unit = [&](std::size_t at) -> char32_t {
        return static_cast<unsigned char>(bytes[at + 1 - low]) << 8 | static_cast<unsigned char>(bytes[at + low]);
    };
    std::string text;
    for (std::size_t at = 0; at < bytes.size(); at += 2) {
        char32_t character = unit(at);
        if (character >= 0xd800 && character <= 0xdbff && at + 3 < bytes.size()) {
            char32_t second = unit(at + 2);
            if (second >= 0xdc00 && second <= 0xdfff) {
                character = 0x10000 + ((character - 0xd800) << 10) + (second - 0xdc00);
                at += 2;
            }
        }
        if (character == 0 || (character >= 0xd800 && character <= 0xdfff))
            return std::nullopt;
        append_character(text, character);
    }
    return text;
}

TextFile utf_16(std::string_view bytes, Encoding encoding)
{
    auto text = from_utf_16(bytes, encoding);
    if (!text)
        refuse("is not a text file: save the table as CSV (UTF-8)");
    return {*text, encoding};
}

// Commas, digits and line ends have a zero byte in UTF-16, and no text has one in any other encoding that we read.
Encoding byte_order(std::string_view bytes)
{
    std::size_t zeros[2] = {0, 0};
    for (std::size_t at = 0; at < bytes.size(); ++at)
        zeros[at % 2] += bytes[at] == 0;
    return zeros[1] >= zeros[0] ? Encoding::utf_16_le : Encoding::utf_16_be;
}

}  // namespace

TextFile read_text_file(std::string_view bytes)
{
    if (bytes.starts_with("\xef\xbb\xbf")) {
        bytes.remove_prefix(3);
        if (!valid_utf8(bytes))
            refuse("says that it is UTF-8 but is not: save the table as CSV (UTF-8) again");
        return {std::string(bytes), Encoding::utf_8};
    }
    if (bytes.starts_with("\xff\xfe"))
        return utf_16(bytes.substr(2), Encoding::utf_16_le);
    if (bytes.starts_with("\xfe\xff"))
        return utf_16(bytes.substr(2), Encoding::utf_16_be);
    if (bytes.find('\0') != bytes.npos)
        return utf_16(bytes, byte_order(bytes));
    if (valid_utf8(bytes))
        return {std::string(bytes), Encoding::utf_8};
    return {from_windows_1252(bytes), Encoding::windows_1252};
}

}  // namespace guildhall::imports
