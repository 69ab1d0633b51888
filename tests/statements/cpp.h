#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace guildhall::statements {

// A part of C++ between two of ; { }, without comments. A literal stands in its code as #.
struct Piece {
    std::string code;
    std::vector<std::string> literals;
};
std::vector<Piece> pieces_of(std::string_view source);

}  // namespace guildhall::statements
