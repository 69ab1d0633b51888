#include "imports/numbers.h"

#include "base/currency.h"
#include "imports/folding.h"

#include <algorithm>
#include <array>

namespace guildhall::imports {

namespace {

constexpr std::array<std::string_view, 10> symbols{"€", "$", "£", "¥", "₹", "₽", "US$", "Fr.", "kr", "zł"};
// Spaces and apostrophes that part thousands whatever the decimal mark is.
constexpr std::array<std::string_view, 5> gaps{" ", "\u00a0", "\u202f", "'", "’"};

bool digit(char c)
{
    return c >= '0' && c <= '9';
}

std::string_view without_currency(std::string_view text)
{
    text = trimmed(text);
    for (auto symbol : symbols) {
        if (text.starts_with(symbol))
            return trimmed(text.substr(symbol.size()));
        if (text.ends_with(symbol))
            return trimmed(text.substr(0, text.size() - symbol.size()));
    }
    if (text.size() > 3 && minor_units(text.substr(0, 3)))
        return trimmed(text.substr(3));
    if (text.size() > 3 && minor_units(text.substr(text.size() - 3)))
        return trimmed(text.substr(0, text.size() - 3));
    return text;
}

// ',' or '.' if the value can only be read with that decimal mark, else 0.
char said_mark(std::string_view text)
{
    text = without_currency(text);
    auto last = text.find_last_of(".,");
    if (last == text.npos || text.find_first_not_of("0123456789.,-'") != text.npos)
        return 0;
    char mark = text[last], other = mark == '.' ? ',' : '.';
    if (text.find(other) != text.npos)
        return mark;
    if (text.find(mark) != last)
        return other;
    return text.size() - last - 1 == 3 ? 0 : mark;
}

// The size of what parts thousands at the front of a text, 0 if nothing does.
std::size_t gap_at(std::string_view text, char mark)
{
    if (text.starts_with(mark == '.' ? ',' : '.'))
        return 1;
    for (auto gap : gaps)
        if (text.starts_with(gap))
            return gap.size();
    return 0;
}

}  // namespace

char decimal_mark(std::span<std::string const> values, char separator)
{
    int points = 0;
    for (auto const& value : values) {
        char mark = said_mark(value);
        points += mark == '.' ? 1 : mark == ',' ? -1 : 0;
    }
    if (points == 0)
        return separator == ';' ? ',' : '.';
    return points > 0 ? '.' : ',';
}

std::optional<Decimal> read_number(std::string_view text, char mark)
{
    auto rest = without_currency(text);
    std::string plain;
    std::size_t in_group = 0;
    bool grouped = false, behind_mark = false;
    if (rest.starts_with('-')) {
        plain = "-";
        rest = without_currency(rest.substr(1));
    }
    auto group_fits = [&] { return grouped ? in_group == 3 : in_group > 0; };
    while (!rest.empty()) {
        if (digit(rest[0])) {
            plain += rest[0];
            ++in_group;
            rest.remove_prefix(1);
        } else if (rest[0] == mark && !behind_mark) {
            if (!group_fits())
                return std::nullopt;
            behind_mark = true;
            plain += '.';
            rest.remove_prefix(1);
        } else if (auto gap = gap_at(rest, mark); gap && !behind_mark && (grouped ? in_group == 3 : in_group > 0 && in_group <= 3)) {
            grouped = true;
            in_group = 0;
            rest.remove_prefix(gap);
        } else {
            return std::nullopt;
        }
    }
    if (!behind_mark && !group_fits())
        return std::nullopt;
    return Decimal::parse(plain);
}

}  // namespace guildhall::imports
