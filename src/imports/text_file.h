#pragma once
#include <array>
#include <string>
#include <string_view>

namespace guildhall::imports {

enum class Encoding { utf_8, utf_16_le, utf_16_be, windows_1252 };
constexpr std::array<std::string_view, 4> names_of(Encoding*)
{
    return {"utf_8", "utf_16_le", "utf_16_be", "windows_1252"};
}

struct TextFile {
    std::string text;  // valid UTF-8 without a byte order mark
    Encoding encoding = Encoding::utf_8;
};

// What a spreadsheet or an older program saved: UTF-8 or UTF-16, with or without a byte order mark; whatever else it is, Windows-1252.
// Failure(invalid), field "file", for what is no text: NUL characters, half surrogates, a mark that the rest does not keep.
TextFile read_text_file(std::string_view bytes);

}  // namespace guildhall::imports
