#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace guildhall::imports {

// The names of the world's countries, as ICU knows them in the languages that tables come in. Building it takes some milliseconds:
// make one for an import.
class Countries {
public:
    Countries();

    // The ISO 3166 code of two letters for a name ("Germany", "Alemania", "Royaume-Uni"), a code of two or three letters in
    // either case, or what people write instead ("USA", "UK", "Holland"). Nothing for what is no country.
    std::optional<std::string> code_of(std::string_view text) const;

private:
    void add_names(char const* code);

    std::unordered_map<std::string, std::string> codes_;  // by the folded name
};

}  // namespace guildhall::imports
