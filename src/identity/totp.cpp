#include "identity/totp.h"

#include "base/secret.h"

#include <cstdio>

namespace guildhall::identity {

namespace {

constexpr std::int64_t step_in_microseconds = 30'000'000;
constexpr std::string_view base32_alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

std::string percent_encoded(std::string_view text)
{
    constexpr std::string_view plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    std::string encoded;
    for (char c : text) {
        if (plain.find(c) != plain.npos) {
            encoded += c;
        } else {
            char escaped[4];
            std::snprintf(escaped, sizeof escaped, "%%%02X", static_cast<unsigned char>(c));
            encoded += escaped;
        }
    }
    return encoded;
}

}  // namespace

std::string new_totp_secret()
{
    return random_bytes(20);
}

std::string totp_code(std::string_view secret, std::int64_t step)
{
    std::string counter(8, '\0');
    for (int i = 0; i < 8; ++i)
        counter[i] = static_cast<char>(step >> (56 - 8 * i));
    auto mac = hmac_sha1(secret, counter);
    // RFC 4226 section 5.3: the last four bits say where the 31 bits stand.
    std::uint32_t number = 0;
    auto at = static_cast<std::size_t>(mac.back() & 15);
    for (std::size_t i = 0; i < 4; ++i)
        number = number << 8 | static_cast<unsigned char>(mac[at + i]);
    char code[16];
    std::snprintf(code, sizeof code, "%06u", (number & 0x7fffffff) % 1'000'000);
    return code;
}

std::optional<std::int64_t> matched_step(std::string_view secret, std::string_view code, Time now, std::int64_t last_used)
{
    std::int64_t present = now.microseconds / step_in_microseconds;
    std::optional<std::int64_t> matched;
    for (std::int64_t step = present - 1; step <= present + 1; ++step)
        if (equal_in_constant_time(totp_code(secret, step), code) && step > last_used)
            matched = step;
    return matched;
}

std::string base32(std::string_view bytes)
{
    std::string text;
    std::uint32_t bits = 0;
    int held = 0;
    for (unsigned char byte : bytes) {
        bits = bits << 8 | byte;
        for (held += 8; held >= 5; held -= 5)
            text += base32_alphabet[bits >> (held - 5) & 31];
    }
    if (held > 0)
        text += base32_alphabet[bits << (5 - held) & 31];
    return text;
}

std::optional<std::string> unbase32(std::string_view text)
{
    std::string bytes;
    std::uint32_t bits = 0;
    int held = 0;
    for (char c : text) {
        if (c == ' ' || c == '=')
            continue;
        if (c >= 'a' && c <= 'z')
            c = static_cast<char>(c - 'a' + 'A');
        auto value = base32_alphabet.find(c);
        if (value == base32_alphabet.npos)
            return std::nullopt;
        bits = bits << 5 | static_cast<std::uint32_t>(value);
        held += 5;
        if (held >= 8) {
            held -= 8;
            bytes += static_cast<char>(bits >> held & 255);
        }
    }
    return bytes;
}

std::string otpauth_uri(std::string_view secret, std::string_view issuer, std::string_view account)
{
    return "otpauth://totp/" + percent_encoded(issuer) + ":" + percent_encoded(account) + "?secret=" + base32(secret) +
           "&issuer=" + percent_encoded(issuer) + "&algorithm=SHA1&digits=6&period=30";
}

}  // namespace guildhall::identity
