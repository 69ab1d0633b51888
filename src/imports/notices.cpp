#include "imports/notices.h"

#include "base/utf8.h"
#include "imports/folding.h"

#include <algorithm>
#include <chrono>

namespace guildhall::imports {

namespace {

enum class DateText { none, real, impossible };

// 2024-02-30, 30.02.2024, 2/30/2024: three numbers of which one is a year. Which of the others is the day is not known: a date is real
// if one reading of it is.
DateText date_in(std::string_view text)
{
    int numbers[3] = {0, 0, 0};
    std::size_t digits[3] = {0, 0, 0}, at = 0;
    char mark = 0;
    for (char c : text.substr(0, text.find_first_of(" T"))) {
        if (c >= '0' && c <= '9' && digits[at] < 4) {
            numbers[at] = numbers[at] * 10 + (c - '0');
            ++digits[at];
        } else if ((c == '-' || c == '.' || c == '/') && digits[at] > 0 && at < 2 && (mark == 0 || mark == c)) {
            mark = c;
            ++at;
        } else {
            return DateText::none;
        }
    }
    bool const year_first = digits[0] == 4;
    if (at != 2 || digits[1] > 2 || (year_first ? digits[2] == 0 || digits[2] > 2 : digits[0] > 2 || digits[2] != 4))
        return DateText::none;
    auto const is_real = [](int y, int m, int d) {
        return (std::chrono::year(y) / std::chrono::month(static_cast<unsigned>(m)) / std::chrono::day(static_cast<unsigned>(d))).ok();
    };
    bool const real = year_first ? is_real(numbers[0], numbers[1], numbers[2])
                                 : is_real(numbers[2], numbers[1], numbers[0]) || is_real(numbers[2], numbers[0], numbers[1]);
    return real ? DateText::real : DateText::impossible;
}

}  // namespace

Noticing::Noticing(Header const& header, Encoding encoding) : header_(header), encoding_(encoding), columns_(header.columns.size()) {}

void Noticing::Place::add(TableRow const& in, std::size_t at)
{
    if (count++ > 0)
        return;
    row = static_cast<std::int32_t>(in.number);
    column = at;
    value = in.cells[at].substr(0, 60);
    while (!valid_utf8(value))
        value.pop_back();
}

void Noticing::see(Part const& part)
{
    for (std::size_t i = 0; i < line_ends_.size(); ++i)
        line_ends_[i] += part.line_ends[i];
    for (auto const& row : part.rows)
        for (std::size_t at = 0; at < std::min(row.cells.size(), columns_.size()); ++at) {
            auto const text = trimmed(row.cells[at]);
            if (text.empty())
                continue;
            if (text[0] == '=' || text[0] == '@')
                formulas_.add(row, at);
            auto const date = date_in(text);
            ++columns_[at].filled;
            columns_[at].dates += date != DateText::none;
            if (date != DateText::real)
                columns_[at].wrong.add(row, at);
        }
}

Notice Noticing::notice(Oddity kind, Place const& place) const
{
    return {kind, header_.columns[place.column], place.value, place.row, place.count};
}

std::vector<Notice> Noticing::notices() const
{
    std::vector<Notice> all;
    if (header_.has_twins)
        all.push_back({.kind = Oddity::twin_columns});
    if (formulas_.count > 0)
        all.push_back(notice(Oddity::formulas, formulas_));
    for (auto const& column : columns_)
        if (column.dates * 2 >= column.filled && column.wrong.count > 0)  // a column of dates
            all.push_back(notice(Oddity::impossible_dates, column.wrong));
    if (std::ranges::count_if(line_ends_, [](std::size_t count) { return count > 0; }) > 1)
        all.push_back({.kind = Oddity::mixed_line_ends});
    if (encoding_ == Encoding::windows_1252)
        all.push_back({.kind = Oddity::not_utf8});
    return all;
}

}  // namespace guildhall::imports
