#pragma once
#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "api/route.h"
#include "base/map_codec.h"
#include "db/row.h"
#include "imports/fields.h"
#include "imports/notices.h"
#include "jobs/jobs.h"

namespace guildhall::imports {

inline constexpr Permission may_read{"imports.read"};
inline constexpr Permission may_run{"imports.run"};

enum class State { preview, running, done, cancelled, undone };
constexpr std::array<std::string_view, 5> names_of(State*)
{
    return {"preview", "running", "done", "cancelled", "undone"};
}

struct RowProblem {
    std::string field, message;
};
constexpr auto shape_of(RowProblem*)
{
    return shape("ImportProblem", field("field", &RowProblem::field), field("message", &RowProblem::message));
}

// A row as a record would be made of it: texts by field name, and what is wrong with it.
struct PreviewRow {
    std::int32_t row = 0;  // as the spreadsheet numbers it
    std::map<std::string, std::string> values;
    std::vector<RowProblem> problems;
};
constexpr auto shape_of(PreviewRow*)
{
    return shape("ImportPreviewRow", field("row", &PreviewRow::row), field("values", &PreviewRow::values),
                 field("problems", &PreviewRow::problems));
}

using ColumnMapping = std::map<std::string, std::optional<std::string>>;  // column → field, or null: left out

struct Import {
    Id<Import> id;
    Kind kind = Kind::customers;
    State state = State::preview;
    std::string file_name, encoding, delimiter;
    std::vector<std::string> columns;
    ColumnMapping mapping;
    std::vector<std::vector<std::string>> sample;  // the first rows' cells, as they stand in the file
    std::vector<PreviewRow> preview;               // the first rows, and the first that have problems
    std::vector<Notice> notices;                   // what is odd about the file
    // rows of the file; of how many the preview is, and those of them with problems as far as the file alone tells
    std::int32_t rows = 0, looked = 0, faulty = 0;
    // rows dealt with, and what became of these: records made, changed, left as they were; nothing
    std::int32_t done = 0, imported = 0, updated = 0, skipped = 0, failed = 0;
    Duplicates duplicates = Duplicates::create;
    MatchBy match_by = MatchBy::external_id;
    bool undoing = false;                // running, but backwards
    std::int32_t removed = 0, kept = 0;  // by an undo: taken back, or left since somebody has changed or used it
    bool resumable = false;              // standing still before its end: start goes on from there
    std::optional<std::string> problems_url;
    std::int32_t version = 1;
    Time created_at;
    Uuid created_by;
};
constexpr auto shape_of(Import*)
{
    using T = Import;
    return shape("Import", field("id", &T::id), field("kind", &T::kind), field("state", &T::state), field("file_name", &T::file_name),
                 field("encoding", &T::encoding), field("delimiter", &T::delimiter), field("columns", &T::columns),
                 field("mapping", &T::mapping), field("sample", &T::sample), field("preview", &T::preview), field("notices", &T::notices),
                 field("rows", &T::rows), field("looked", &T::looked), field("faulty", &T::faulty), field("done", &T::done),
                 field("imported", &T::imported), field("updated", &T::updated), field("skipped", &T::skipped), field("failed", &T::failed),
                 field("duplicates", &T::duplicates), field("match_by", &T::match_by), field("undoing", &T::undoing),
                 field("removed", &T::removed), field("kept", &T::kept), field("resumable", &T::resumable),
                 field("problems_url", &T::problems_url), field("version", &T::version), field("created_at", &T::created_at),
                 field("created_by", &T::created_by));
}

// A record that an undo has left as it is.
enum class Why { changed, used, gone };
constexpr std::array<std::string_view, 3> names_of(Why*)
{
    return {"changed", "used", "gone"};
}
struct LeftRow {
    std::int32_t row = 0;
    Uuid record_id;
    std::optional<Uuid> customer_id;  // of a contact
    std::string name;
    std::string outcome;  // of the import: created, updated
    Why why = Why::changed;
};
constexpr auto shape_of(LeftRow*)
{
    using T = LeftRow;
    return shape("ImportLeftRow", field("row", &T::row), field("record_id", &T::record_id), field("customer_id", &T::customer_id),
                 field("name", &T::name), field("outcome", &T::outcome), field("why", &T::why));
}
struct Left {
    std::int32_t count = 0;
    std::vector<LeftRow> rows;  // the first thousand
};
constexpr auto shape_of(Left*)
{
    return shape("ImportLeft", field("count", &Left::count), field("rows", &Left::rows));
}

// An import in a list.
struct Summary {
    Id<Import> id;
    Kind kind = Kind::customers;
    State state = State::preview;
    std::string file_name;
    std::int32_t rows = 0, done = 0, imported = 0, updated = 0, skipped = 0, failed = 0, removed = 0, kept = 0;
    Time created_at;
    Uuid created_by;
};
constexpr auto shape_of(Summary*)
{
    using T = Summary;
    return shape("ImportSummary", field("id", &T::id), field("kind", &T::kind), field("state", &T::state),
                 field("file_name", &T::file_name), field("rows", &T::rows), field("done", &T::done), field("imported", &T::imported),
                 field("updated", &T::updated), field("skipped", &T::skipped), field("failed", &T::failed), field("removed", &T::removed),
                 field("kept", &T::kept), field("created_at", &T::created_at), field("created_by", &T::created_by));
}

// Work that goes on when a request is answered is begun with `jobs`, which outlives the routes.
std::vector<Route> routes(jobs::Jobs& jobs);

}  // namespace guildhall::imports
