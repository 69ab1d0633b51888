#pragma once
#include "api/scope.h"
#include "imports/conversion.h"

#include <optional>
#include <vector>

namespace guildhall::imports {

enum class Outcome { created, updated, skipped, failed };
constexpr std::array<std::string_view, 4> names_of(Outcome*)
{
    return {"created", "updated", "skipped", "failed"};
}

// What became of one row: the record that it made, changed or was already; or why there is none.
struct Made {
    std::size_t row = 0;
    Outcome outcome = Outcome::created;
    std::optional<Uuid> id, customer_id, contact_id, note_id;  // customer_id: whose, of a contact
    std::vector<FieldProblem> problems;
    std::optional<db::Json> before;  // of what was changed
    std::optional<std::int32_t> before_version, after_version;
};

struct Writing {
    Kind kind = Kind::customers;
    std::optional<Uuid> import_id = {};
    Duplicates duplicates = Duplicates::create;
    MatchBy match_by = MatchBy::external_id;
};

// Makes or changes the records of a batch that have no problems, each kind of thing in one statement, with their contacts and notes.
// Of the first rows as many as can go together: a row that is known by the same as one before it waits for the next batch. The unit
// must be entered with the rights that writing_rights names. What only the database knows to be wrong with a row, beyond an external
// id that is taken, is a db::Error for all of them.
Task<std::vector<Made>> write_records(Scope& tx, Writing how, std::vector<ImportRecord> records);

// "customers.create,contacts.create,…"
std::string writing_rights(Kind kind, Duplicates duplicates);

}  // namespace guildhall::imports
