#pragma once
#include "api/scope.h"
#include "imports/conversion.h"

#include <optional>
#include <vector>

namespace guildhall::imports {

// What became of one row: the record made of it, or why there is none.
struct Made {
    std::size_t row = 0;
    std::optional<Uuid> id;
    std::vector<FieldProblem> problems;
};

// Makes the records of a batch that have no problems, each kind of thing in one statement, with their contacts and notes. The unit
// must be entered with the rights that writing_rights names. What only the database knows to be wrong with a row, beyond an external
// id that is taken, is a db::Error for all of them.
Task<std::vector<Made>> write_records(Scope& tx, Kind kind, std::optional<Uuid> import_id, std::vector<ImportRecord> records);

// "customers.create,contacts.create,…"
std::string_view writing_rights(Kind kind);

}  // namespace guildhall::imports
