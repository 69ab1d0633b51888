#pragma once
#include <string>
#include <string_view>

namespace guildhall::imports {

struct PersonName {
    std::string first, last;
    bool operator==(PersonName const&) const = default;
};

// "Maria Anders", "Isabel de Castro" (de Castro), "Anders, Maria", "John Smith Jr."; the last word is the family name, with the
// particles before it. One word alone is taken for the family name.
PersonName person_name(std::string_view full);

}  // namespace guildhall::imports
