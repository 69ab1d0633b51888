#pragma once
#include <string>
#include <string_view>

namespace guildhall::imports {

// What is left of a text for comparing it with others: small letters and digits, without accents, spaces and marks.
// "Straße / Nr." → "strassenr", "N° Téléphone" → "notelephone".
std::string folded(std::string_view text);

// Without white space of any kind around it; what stands inside stays as it is.
std::string_view trimmed(std::string_view text);

}  // namespace guildhall::imports
