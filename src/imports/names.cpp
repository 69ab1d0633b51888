#include "imports/names.h"

#include "imports/folding.h"

#include <algorithm>
#include <array>
#include <vector>

namespace guildhall::imports {

namespace {

constexpr std::array<std::string_view, 26> particles{"af",  "al",    "ben", "bin", "da",  "das", "de",  "degli", "dei",
                                                     "del", "della", "den", "der", "di",  "do",  "dos", "du",    "el",
                                                     "la",  "le",    "ten", "ter", "van", "vom", "von", "zu"};
constexpr std::array<std::string_view, 6> suffixes{"ii", "iii", "iv", "jr", "phd", "sr"};

bool one_of(std::string_view word, auto const& words)
{
    return std::ranges::find(words, folded(word)) != words.end();
}

std::vector<std::string_view> words_of(std::string_view text)
{
    std::vector<std::string_view> words;
    while (!(text = trimmed(text)).empty()) {
        auto end = std::min(text.find(' '), text.size());
        words.push_back(text.substr(0, end));
        text.remove_prefix(end);
    }
    return words;
}

std::string joined(std::vector<std::string_view> const& words, std::size_t from, std::size_t to)
{
    std::string text;
    for (auto i = from; i < to; ++i)
        text += (i > from ? " " : "") + std::string(words[i]);
    return text;
}

}  // namespace

PersonName person_name(std::string_view full)
{
    if (auto comma = full.find(','); comma != full.npos) {
        auto behind = trimmed(full.substr(comma + 1));
        if (!one_of(behind, suffixes))
            return {std::string(behind), std::string(trimmed(full.substr(0, comma)))};
    }
    auto words = words_of(full);
    if (words.empty())
        return {};
    auto last = words.size() - 1;
    if (last > 1 && one_of(words[last], suffixes))
        --last;
    while (last > 1 && one_of(words[last - 1], particles))
        --last;
    return {joined(words, 0, last), joined(words, last, words.size())};
}

}  // namespace guildhall::imports
