#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
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

using LineEnds = std::array<std::size_t, 3>;  // how many rows end with CRLF, LF, CR

// CSV as RFC 4180 has it and as it is met with: CRLF, LF or CR, quotes around any cell, line breaks and doubled quotes within them,
// quotes inside unquoted cells kept. Empty lines are left out but counted. Apostrophes that disarm a formula are taken away. The
// text must outlive the reader.
class TableReader {
public:
    // `number`: of the row before the first one.
    TableReader(std::string_view text, char separator, std::size_t number = 0) : rest_(text), separator_(separator), number_(number) {}

    std::optional<TableRow> next();
    std::size_t number() const { return number_; }  // of the row that was read last
    std::size_t left() const { return rest_.size(); }
    LineEnds const& line_ends() const { return line_ends_; }

private:
    TableRow record();
    std::string cell(TableRow& row);
    void quoted(std::string& cell, TableRow& row);
    bool at_line_end() const;
    void skip_line_end();

    std::string_view rest_;
    char separator_;
    std::size_t number_;
    LineEnds line_ends_{};
};

// Where records end, as TableReader reads them, in a text that grows at its end and is taken from at its beginning.
class RecordEnds {
public:
    explicit RecordEnds(char separator) : separator_(separator) {}

    // Behind the line end of the next record; none: more text is needed (`whole`: there is none, and what is left is a record).
    std::optional<std::size_t> next(std::string_view text, bool whole);
    void taken(std::size_t count) { at_ -= count, end_ -= count; }

private:
    enum class In { beginning, plain, quotes, behind_quote, line_end };
    bool step(char c);

    char separator_;
    In in_ = In::beginning;
    std::size_t at_ = 0, end_ = 0;
};

// Comma, semicolon or tab: the one that parts the first rows most evenly into the most cells.
char guess_separator(std::string_view text);

struct Table {
    char separator = ',';
    std::vector<std::string> columns;  // the header's cells, trimmed; unique: "Name", "Name (2)"; "Column 3" where it is empty
    std::vector<TableRow> rows;        // each with a cell for every column, or a problem
};

// A row with a cell for every column; or it has a problem.
void fit(TableRow& row, std::size_t columns);

// The names of the columns, and where the rows begin.
struct Header {
    char separator = ',';
    std::vector<std::string> columns;
    std::size_t size = 0, number = 0;  // bytes of the text, and the number of the row that it was
    bool has_twins = false;            // names that stood twice were numbered
};

// Failure(invalid), field "file", if there is no header or it has more than 500 columns.
Header read_header(std::string_view text);
Table read_table(std::string_view text);

}  // namespace guildhall::imports
