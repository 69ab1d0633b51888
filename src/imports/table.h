#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace guildhall::imports {

// One record of a file. Its number is that of the spreadsheet's row: the first line is 1, and a record with line breaks is one row.
struct TableRow {
    std::size_t number = 0;
    std::vector<std::string> cells;
    std::string problem;  // "has 5 cells where the header has 11"; empty if it can be read
};

// CSV as RFC 4180 has it and as it is met with: CRLF, LF or CR, quotes around any cell, line breaks and doubled quotes within them,
// quotes inside unquoted cells kept. Empty lines are left out but counted. Apostrophes that disarm a formula are taken away. The
// text must outlive the reader.
class TableReader {
public:
    TableReader(std::string_view text, char separator) : rest_(text), separator_(separator) {}

    std::optional<TableRow> next();

private:
    TableRow record();
    std::string cell(TableRow& row);
    void quoted(std::string& cell, TableRow& row);
    bool at_line_end() const;
    void skip_line_end();

    std::string_view rest_;
    char separator_;
    std::size_t number_ = 0;
};

// Comma, semicolon or tab: the one that parts the first rows most evenly into the most cells.
char guess_separator(std::string_view text);

struct Table {
    char separator = ',';
    std::vector<std::string> columns;  // the header's cells, trimmed; unique: "Name", "Name (2)"; "Column 3" where it is empty
    std::vector<TableRow> rows;        // each with a cell for every column, or a problem
};

// Failure(invalid), field "file", if there is no header or it has more than 500 columns.
Table read_table(std::string_view text);

}  // namespace guildhall::imports
