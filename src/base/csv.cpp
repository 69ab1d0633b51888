#include "base/csv.h"

namespace guildhall {

namespace {

constexpr std::string_view formula_begins = "=+-@\t\r";

// Behind any apostrophes: ''=1 is what disarming made of '=1.
bool begins_like_a_formula(std::string_view cell)
{
    auto first = cell.find_first_not_of('\'');
    return first != cell.npos && formula_begins.find(cell[first]) != formula_begins.npos;
}

// Semicolons and tabs as well: some spreadsheets part cells at those, and what stands behind one would begin a cell.
bool needs_quotes(std::string_view cell)
{
    return cell.find_first_of(",;\t\"\r\n") != cell.npos || cell.starts_with(' ') || cell.ends_with(' ');
}

}  // namespace

std::string disarmed(std::string_view cell)
{
    return (begins_like_a_formula(cell) ? "'" : "") + std::string(cell);
}

std::string_view rearmed(std::string_view cell)
{
    return cell.starts_with('\'') && begins_like_a_formula(cell) ? cell.substr(1) : cell;
}

std::string csv_line(std::span<std::string const> cells)
{
    std::string line;
    bool first = true;
    for (auto const& cell : cells) {
        if (!first)
            line += ',';
        first = false;
        auto safe = disarmed(cell);
        if (!needs_quotes(safe)) {
            line += safe;
            continue;
        }
        line += '"';
        for (char c : safe) {
            if (c == '"')
                line += '"';
            line += c;
        }
        line += '"';
    }
    return line + "\r\n";
}

}  // namespace guildhall
