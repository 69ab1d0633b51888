#include "base/utf8.h"

namespace guildhall {

namespace {

struct Lead {
    int following;
    char32_t bits, least;
};

Lead lead(unsigned char byte)
{
    if (byte < 0x80)
        return {0, byte, 0};
    if (byte >= 0xc2 && byte <= 0xdf)
        return {1, byte & 0x1fu, 0x80};
    if (byte >= 0xe0 && byte <= 0xef)
        return {2, byte & 0x0fu, 0x800};
    if (byte >= 0xf0 && byte <= 0xf4)
        return {3, byte & 0x07u, 0x10000};
    return {-1, 0, 0};
}

bool scalar(char32_t character)
{
    return character <= 0x10ffff && !(character >= 0xd800 && character <= 0xdfff);
}

}  // namespace

std::optional<char32_t> next_character(std::string_view bytes, std::size_t& at)
{
    Lead first = lead(static_cast<unsigned char>(bytes[at++]));
    if (first.following < 0 || bytes.size() - at < static_cast<std::size_t>(first.following))
        return std::nullopt;
    char32_t character = first.bits;
    for (int i = 0; i < first.following; ++i) {
        auto byte = static_cast<unsigned char>(bytes[at + i]);
        if ((byte & 0xc0) != 0x80)
            return std::nullopt;
        character = character << 6 | (byte & 0x3f);
    }
    if (character < first.least || !scalar(character))
        return std::nullopt;
    at += first.following;
    return character;
}

bool valid_utf8(std::string_view bytes)
{
    for (std::size_t at = 0; at < bytes.size();) {
        auto character = next_character(bytes, at);
        if (!character || *character == 0)
            return false;
    }
    return true;
}

std::size_t characters(std::string_view text)
{
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); ++count)
        next_character(text, at);
    return count;
}

void append_character(std::string& text, char32_t character)
{
    if (!scalar(character))
        character = 0xfffd;
    auto byte = [&](char32_t value) { text += static_cast<char>(value); };
    if (character < 0x80)
        return byte(character);
    if (character < 0x800) {
        byte(0xc0 | character >> 6);
    } else {
        if (character < 0x10000) {
            byte(0xe0 | character >> 12);
        } else {
            byte(0xf0 | character >> 18);
            byte(0x80 | (character >> 12 & 0x3f));
        }
        byte(0x80 | (character >> 6 & 0x3f));
    }
    byte(0x80 | (character & 0x3f));
}

}  // namespace guildhall
