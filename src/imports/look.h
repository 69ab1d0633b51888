#pragma once
#include "imports/imports.h"
#include "imports/mapping.h"
#include "imports/table.h"

#include <string>

namespace guildhall::imports {

// What a file shows before anything is made of it.
struct Look {
    std::string encoding, delimiter;
    std::vector<std::string> columns;
    Mapping mapping;
    std::vector<std::vector<std::string>> sample;
    std::vector<PreviewRow> preview;
    std::int32_t rows = 0, faulty = 0;
};

// Takes as long as it takes to read all of the file. The mapping is guessed where none is given. Failure(invalid), field "file".
Look look_at(Kind kind, std::string_view bytes, std::optional<Mapping> mapping);

// The rows that cannot be taken, as a table of the same columns with one in front that says what is wrong: to be corrected and
// dropped again. `failed` has the problems of rows that were tried, by row number; without it the file alone is asked.
using FailedRows = std::map<std::int32_t, std::vector<RowProblem>>;
std::string problems_csv(Kind kind, std::string_view bytes, Mapping const& mapping, std::optional<FailedRows> const& failed);

std::vector<RowProblem> row_problems(std::vector<FieldProblem> const& problems);

}  // namespace guildhall::imports
