#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "mail/templates.h"

namespace guildhall::mail {

// One piece of a mail, in order: a paragraph, the link as a button, or the facts one below the other.
struct Piece {
    enum class Kind { text, action, facts };
    Kind kind;
    std::string text;  // with {placeholders}: of facts, name and host
};

struct Text {
    std::string subject;
    std::vector<Piece> pieces;
};

// All that is said in one language. labels: what a fact is called; values: what a fact's word is called, "role.builder".
struct Texts {
    std::map<std::string, std::string, std::less<>> common, labels, values;
    std::map<Template, Text> texts;
};

// From the files beside this one (en.txt …). "es-MX" gets Spanish; what there is no file for, English.
Texts const& texts_in(std::string_view language);
std::string_view language_for(std::string_view language);

// std::runtime_error names the line that is not understood.
Texts read_texts(std::string_view file);

// The names in braces.
std::vector<std::string> placeholders_of(std::string_view text);

}  // namespace guildhall::mail
