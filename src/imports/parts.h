#pragma once
#include "imports/table.h"
#include "imports/text_file.h"

namespace guildhall::imports {

// A stretch of a table's rows, as they stand in the file.
struct Part {
    std::string text;                              // whole rows, UTF-8
    std::int32_t first_row = 0, first_number = 0;  // of all rows, from 0; of the row before it, as the spreadsheet numbers it
    std::vector<TableRow> rows;
    LineEnds line_ends{};
};

// Of whole rows of a table.
std::vector<TableRow> rows_of(std::string_view text, std::size_t first_number, char separator, std::size_t columns,
                              LineEnds* line_ends = nullptr);

// A table of any length, of which no more than a megabyte is held. Failure(invalid), field "file", if there is no header, or a row is
// longer than that: mostly a quotation mark that is never closed.
class Parts {
public:
    explicit Parts(TextReader& text);

    Header const& header() const { return header_; }
    // The first rows, of which a mapping is guessed and a preview made.
    Table head() const;
    // One after the other; none at the end.
    std::optional<Part> next();

private:
    void read_some();
    std::size_t whole_records(std::size_t most_bytes, std::size_t most_rows);

    TextReader& text_;
    Header header_;
    RecordEnds ends_;
    std::string buffer_;
    std::vector<std::size_t> found_;  // ends of whole records in the buffer
    bool is_whole_ = false;
    std::int32_t rows_ = 0;
    std::size_t number_ = 0;
};

}  // namespace guildhall::imports
