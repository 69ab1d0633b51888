#pragma once
#include "imports/text_file.h"

namespace guildhall::support {

struct TextFile {
    std::string text;
    imports::Encoding encoding;
};

// All pieces of a file, none longer than `step`.
inline TextFile read_text_file(std::string_view bytes, std::size_t step = std::string_view::npos)
{
    std::string const kept(bytes);
    imports::TextReader reader([&](std::uint64_t at, std::size_t most) {
        return at < kept.size() ? kept.substr(at, most <= 3 ? most : std::min(most, step)) : std::string();
    });
    TextFile file{{}, reader.encoding()};
    while (auto const piece = reader.next())
        file.text += *piece;
    return file;
}

}  // namespace guildhall::support
