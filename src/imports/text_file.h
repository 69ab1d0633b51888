#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace guildhall::imports {

enum class Encoding { utf_8, utf_16_le, utf_16_be, windows_1252 };
constexpr std::array<std::string_view, 4> names_of(Encoding*)
{
    return {"utf_8", "utf_16_le", "utf_16_be", "windows_1252"};
}

// Of a file: the bytes from there on, at most so many and fewer only at its end.
using FileBytes = std::function<std::string(std::uint64_t at, std::size_t most)>;

// What a spreadsheet or an older program saved, read piece by piece: UTF-8 or UTF-16, with or without a byte order mark; whatever else
// it is, Windows-1252. Failure(invalid), field "file", for what is no text: NUL characters, half surrogates, a mark that the rest does
// not keep.
class TextReader {
public:
    explicit TextReader(FileBytes bytes);  // looks through all of the file first, for its encoding

    Encoding encoding() const { return encoding_; }

    // The next piece: all of them together are valid UTF-8 without a byte order mark (a character may be parted); none at the end.
    std::optional<std::string> next();

private:
    std::string decoded(std::string_view bytes);

    FileBytes bytes_;
    Encoding encoding_ = Encoding::utf_8;
    std::uint64_t at_ = 0;
    std::string odd_;  // bytes that wait for the rest of their character
    bool is_ended_ = false;
};

}  // namespace guildhall::imports
