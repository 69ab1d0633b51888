#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace guildhall {

// RFC 3629: no overlong forms, no surrogates, nothing beyond U+10FFFF; and no NUL, which PostgreSQL cannot keep.
bool valid_utf8(std::string_view bytes);

// Code points. Meant for valid text; in other text every stray byte counts as one.
std::size_t characters(std::string_view text);

// The character at `at`, which moves behind it; nothing if the bytes there are not one (then `at` moves one byte on). NUL is a
// character here. `at` must be less than the size.
std::optional<char32_t> next_character(std::string_view bytes, std::size_t& at);

void append_character(std::string& text, char32_t character);  // U+FFFD for what is none

}  // namespace guildhall
