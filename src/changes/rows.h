#pragma once
#include <array>
#include <optional>
#include <vector>

#include "api/scope.h"
#include "db/row.h"

// The records of a change, however it came about: patched, and taken back as long as nobody has changed them since. One mechanism for
// bulk changes and merges; what was before stands in guild.changed_rows (migrations/0061).
namespace guildhall::changes {

enum class Kind { customers, contacts, notes, activities, estimates, products };
constexpr std::array<std::string_view, 6> names_of(Kind*)
{
    return {"customers", "contacts", "notes", "activities", "estimates", "products"};
}

// restored and kept: by the undo.
enum class RowState { waiting, changed, unchanged, failed, restored, kept };
constexpr std::array<std::string_view, 6> names_of(RowState*)
{
    return {"waiting", "changed", "unchanged", "failed", "restored", "kept"};
}

struct Outcome {
    std::int32_t number = 0;
    RowState state = RowState::waiting;
};
constexpr auto shape_of(Outcome*)
{
    return shape("ChangedRowOutcome", field("number", &Outcome::number), field("state", &Outcome::state));
}

// What every row becomes: these columns, as JSON. Nothing: what each said before, where it still says what it was left saying.
using Patch = std::optional<db::Json>;

// Of the rows of one kind, by number. What becomes of each is kept in it: a record that is out of sight or may not be written fails,
// one that says it already stays as it is. A unit that may write the records; db::Error where a rule of the database is broken.
Task<std::vector<Outcome>> patch_rows(Scope& tx, Uuid change_id, Kind kind, std::vector<std::int32_t> numbers, Patch to);

}  // namespace guildhall::changes
