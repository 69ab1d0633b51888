#pragma once
#include "base/temporary_file.h"
#include "imports/imports.h"
#include "imports/mapping.h"
#include "imports/notices.h"

#include <string>

namespace guildhall::imports {

// What a file shows before anything is made of it, as far as one has looked at its beginning.
struct Look {
    Mapping mapping;
    std::string marks;  // the decimal mark of each column's numbers
    std::vector<std::vector<std::string>> sample;
    std::vector<PreviewRow> preview;
    std::int32_t looked = 0, faulty = 0;  // rows
};

// The mapping is guessed where none is given. Failure(invalid), field "file", if there are no rows.
Look look_at(Kind kind, Table const& head, std::optional<Mapping> mapping);

// A file that was read whole: what it shows, and its rows in parts for the database.
struct PartPlace {
    std::uint64_t begin = 0;
    std::size_t size = 0;
    std::int32_t first_row = 0, first_number = 0;
};
struct FileRead {
    Look look;
    Encoding encoding = Encoding::utf_8;
    Header header;
    std::vector<Notice> notices;
    std::int32_t rows = 0;
    std::shared_ptr<TemporaryFile const> text;
    std::vector<PartPlace> parts;
};

// Takes as long as it takes to read all of the file, and no more memory than a part of it. Failure(invalid), field "file".
FileRead read_file(Kind kind, FileBytes bytes, std::string const& folder);

std::vector<RowProblem> row_problems(std::vector<FieldProblem> const& problems);

// The line of a row that cannot be taken, in a table of the same columns with one in front that says what is wrong: to be corrected
// and dropped again.
class ProblemTable {
public:
    explicit ProblemTable(std::vector<std::string> const& columns);

    std::string head() const;
    std::string line(std::vector<RowProblem> const& problems, std::vector<std::string> const& cells) const;

private:
    std::string with_first(std::string what, std::vector<std::string> const& cells) const;
    std::vector<std::string> columns_;
    bool again_;  // the file has that column already
};

}  // namespace guildhall::imports
