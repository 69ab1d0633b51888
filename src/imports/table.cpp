#include "imports/table.h"

#include "base/csv.h"
#include "base/failure.h"
#include "base/utf8.h"

#include <algorithm>
#include <array>

namespace guildhall::imports {

namespace {

constexpr std::size_t most_columns = 500;

// Excel's own way to say it: a first line "sep=;".
std::optional<char> said_separator(std::string_view text)
{
    if (text.starts_with("sep=") && text.size() > 5 && (text[5] == '\r' || text[5] == '\n'))
        return text[4];
    return std::nullopt;
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

std::vector<std::string> named(std::vector<std::string> const& header)
{
    std::vector<std::string> columns;
    for (auto const& cell : header) {
        std::string plain(trimmed(cell));
        if (plain.empty())
            plain = "Column " + std::to_string(columns.size() + 1);
        std::string name = plain;
        for (int copy = 2; std::ranges::find(columns, name) != columns.end(); ++copy)
            name = plain + " (" + std::to_string(copy) + ")";
        columns.push_back(name);
    }
    return columns;
}

[[noreturn]] void refuse(char const* why)
{
    throw Failure(Problem::invalid, {}, {{"file", why}});
}

// An address, a web page or a number is nobody's name for a column.
bool looks_like_data(std::string_view cell)
{
    bool const is_number = !cell.empty() && cell.find_first_not_of("0123456789+-.,/: ()") == cell.npos &&
                           cell.find_first_of("0123456789") != cell.npos && cell.size() > 4;
    return is_number || cell.starts_with("http://") || cell.starts_with("https://") ||
           (cell.find('@') != cell.npos && cell.find('.', cell.find('@')) != cell.npos && cell.find(' ') == cell.npos);
}

std::string beginning(std::string const& cell)
{
    constexpr std::size_t enough = 60;
    std::size_t end = 0;
    while (end < std::min(enough, cell.size()))
        next_character(cell, end);
    return cell.substr(0, end);
}

void check_header(TableRow const& row)
{
    for (auto const& cell : row.cells)
        if (looks_like_data(trimmed(cell)))
            throw Failure(Problem::invalid, {},
                          {{"file", "needs a first row with the names of its columns: “" + beginning(cell) + "” looks like none"}});
}

}  // namespace

// Cells too many are no fault while they are empty: some programs end every line with separators.
void fit(TableRow& row, std::size_t columns)
{
    while (row.cells.size() > columns && row.cells.back().empty())
        row.cells.pop_back();
    if (row.problem.empty() && row.cells.size() != columns)
        row.problem = "has " + std::to_string(row.cells.size()) + (row.cells.size() == 1 ? " cell" : " cells") + " where the header has " +
                      std::to_string(columns);
}

std::optional<std::size_t> RecordEnds::next(std::string_view text, bool whole)
{
    while (at_ < text.size()) {
        if (in_ == In::line_end) {  // behind CR: LF is a part of it
            in_ = In::beginning;
            at_ += text[at_] == '\n';
            return end_ = at_;
        }
        if (step(text[at_++]))
            return end_ = at_;
    }
    if (!whole || at_ == end_)
        return std::nullopt;
    in_ = In::beginning;
    return end_ = at_;
}

// True behind a line feed that ends a record.
bool RecordEnds::step(char c)
{
    if (in_ == In::quotes) {
        in_ = c == '"' ? In::behind_quote : In::quotes;
        return false;
    }
    if (c == '"' && (in_ == In::beginning || in_ == In::behind_quote))
        in_ = In::quotes;
    else if (c == separator_ || c == '\n')
        in_ = In::beginning;
    else
        in_ = c == '\r' ? In::line_end : In::plain;
    return c == '\n';
}

bool TableReader::at_line_end() const
{
    return rest_.empty() || rest_[0] == '\r' || rest_[0] == '\n';
}

void TableReader::skip_line_end()
{
    if (rest_.empty())
        return;
    bool const is_pair = rest_.starts_with("\r\n");
    ++line_ends_[is_pair ? 0 : rest_[0] == '\n' ? 1 : 2];
    rest_.remove_prefix(is_pair ? 2 : 1);
}

std::optional<TableRow> TableReader::next()
{
    while (!rest_.empty()) {
        auto row = record();
        row.number = ++number_;
        if (row.cells.size() > 1 || !row.cells[0].empty() || !row.problem.empty())
            return row;
    }
    return std::nullopt;
}

TableRow TableReader::record()
{
    TableRow row;
    for (;;) {
        row.cells.push_back(cell(row));
        if (at_line_end())
            break;
        rest_.remove_prefix(1);
    }
    skip_line_end();
    return row;
}

// Reads up to the separator or the line's end, which stay.
std::string TableReader::cell(TableRow& row)
{
    std::string cell;
    if (rest_.starts_with('"'))
        quoted(cell, row);
    std::size_t length = 0;
    while (length < rest_.size() && rest_[length] != separator_ && rest_[length] != '\r' && rest_[length] != '\n')
        ++length;
    cell += rest_.substr(0, length);
    rest_.remove_prefix(length);
    return std::string(rearmed(cell));
}

void TableReader::quoted(std::string& cell, TableRow& row)
{
    rest_.remove_prefix(1);
    for (;;) {
        auto quote = rest_.find('"');
        cell += rest_.substr(0, quote);
        if (quote == rest_.npos) {
            row.problem = "has a quotation mark that is never closed";
            rest_ = {};
            return;
        }
        rest_.remove_prefix(quote + 1);
        if (!rest_.starts_with('"'))
            break;
        cell += '"';
        rest_.remove_prefix(1);
    }
    if (!at_line_end() && rest_[0] != separator_)
        row.problem = "has text behind a closing quotation mark";
}

char guess_separator(std::string_view text)
{
    if (auto said = said_separator(text))
        return *said;
    char best = ',';
    std::size_t best_score = 0;
    for (char separator : {',', ';', '\t'}) {
        TableReader reader(text.substr(0, 65'536), separator);
        auto header = reader.next();
        if (!header || header->cells.size() < 2 || !header->problem.empty())
            continue;
        std::size_t rows = 1, even = 1;
        for (auto row = reader.next(); row && rows < 20; row = reader.next(), ++rows)
            even += row->cells.size() == header->cells.size();
        // Even rows count first; of separators that part as evenly, the one that parts into more.
        auto score = even * 1000 / rows * most_columns + std::min(header->cells.size(), most_columns - 1);
        if (score > best_score) {
            best = separator;
            best_score = score;
        }
    }
    return best;
}

Header read_header(std::string_view text)
{
    Header header{.separator = guess_separator(text)};
    TableReader reader(text, header.separator);
    if (said_separator(text))
        reader.next();
    auto row = reader.next();
    if (!row || !row->problem.empty())
        refuse(text.empty() ? "is empty" : "needs a first row with the names of its columns");
    while (row->cells.size() > 1 && row->cells.back().empty())
        row->cells.pop_back();
    if (row->cells.size() > most_columns)
        refuse("has more than 500 columns");
    check_header(*row);
    header.columns = named(row->cells);
    for (std::size_t i = 0; i < header.columns.size(); ++i)
        header.has_twins = header.has_twins || (!trimmed(row->cells[i]).empty() && header.columns[i] != trimmed(row->cells[i]));
    header.size = text.size() - reader.left();
    header.number = row->number;
    return header;
}

Table read_table(std::string_view text)
{
    auto header = read_header(text);
    Table table{header.separator, std::move(header.columns), {}};
    TableReader reader(text.substr(header.size), header.separator, header.number);
    while (auto row = reader.next()) {
        fit(*row, table.columns.size());
        table.rows.push_back(std::move(*row));
    }
    return table;
}

}  // namespace guildhall::imports
