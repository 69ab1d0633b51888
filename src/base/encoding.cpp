// The encodings of secret.h: none of them needs OpenSSL.
#include "base/secret.h"

namespace guildhall {

namespace {

constexpr std::string_view url_alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::string_view plain_alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::string in_sixes(std::string_view bytes, std::string_view alphabet)
{
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    std::uint32_t bits = 0;
    int held = 0;
    for (unsigned char byte : bytes) {
        bits = bits << 8 | byte;
        for (held += 8; held >= 6; held -= 6)
            text += alphabet[bits >> (held - 6) & 63];
    }
    if (held > 0)
        text += alphabet[bits << (6 - held) & 63];
    return text;
}

// What each character of base64url stands for, -1 for any other: every request has a token to be read.
constexpr std::array<std::int8_t, 256> six_bits = [] {
    std::array<std::int8_t, 256> values{};
    values.fill(-1);
    for (std::size_t i = 0; i < url_alphabet.size(); ++i)
        values[static_cast<unsigned char>(url_alphabet[i])] = static_cast<std::int8_t>(i);
    return values;
}();

int four_bits(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

}  // namespace

std::string hex(std::string_view bytes)
{
    std::string text;
    text.reserve(bytes.size() * 2);
    for (unsigned char byte : bytes) {
        text += "0123456789abcdef"[byte >> 4];
        text += "0123456789abcdef"[byte & 15];
    }
    return text;
}

std::optional<std::string> unhex(std::string_view text)
{
    if (text.size() % 2)
        return std::nullopt;
    std::string bytes;
    for (std::size_t i = 0; i < text.size(); i += 2) {
        int high = four_bits(text[i]), low = four_bits(text[i + 1]);
        if (high < 0 || low < 0)
            return std::nullopt;
        bytes += static_cast<char>(high << 4 | low);
    }
    return bytes;
}

std::string base64url(std::string_view bytes)
{
    return in_sixes(bytes, url_alphabet);
}

std::string base64(std::string_view bytes)
{
    std::string text = in_sixes(bytes, plain_alphabet);
    text.append((4 - text.size() % 4) % 4, '=');
    return text;
}

std::optional<std::string> unbase64url(std::string_view text)
{
    if (text.size() % 4 == 1)
        return std::nullopt;
    std::string bytes(text.size() * 3 / 4, '\0');
    std::size_t filled = 0;
    std::uint32_t bits = 0;
    int held = 0, all = 0;
    for (unsigned char c : text) {
        int value = six_bits[c];
        all |= value;
        bits = bits << 6 | (static_cast<std::uint32_t>(value) & 63);
        held += 6;
        if (held >= 8) {
            held -= 8;
            bytes[filled++] = static_cast<char>(bits >> held & 255);
        }
    }
    if (all < 0)
        return std::nullopt;
    // Left-over bits that are not zero: a second spelling of the same bytes, which a signature check must not accept.
    if (bits & ((1u << held) - 1))
        return std::nullopt;
    return bytes;
}

}  // namespace guildhall
