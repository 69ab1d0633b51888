#pragma once
#include "imports/imports.h"
#include "imports/mapping.h"

// Imports as the database has them. Inside of this folder.
namespace guildhall::imports {

struct Stored {
    Id<Import> id;
    Kind kind = Kind::customers;
    State state = State::preview;
    std::string file_name, encoding, delimiter;
    std::vector<std::string> columns;
    Mapping mapping;
    std::string marks;
    db::Json sample, preview, notices;
    std::int32_t rows = 0, looked = 0, faulty = 0, done = 0, imported = 0, updated = 0, skipped = 0, failed = 0;
    Duplicates duplicates = Duplicates::create;
    MatchBy match_by = MatchBy::external_id;
    bool undoing = false;
    std::int32_t removed = 0, kept = 0, version = 1;
    Time created_at;
    Uuid created_by;
};
constexpr auto shape_of(Stored*)
{
    using T = Stored;
    return shape("StoredImport", field("id", &T::id), field("kind", &T::kind), field("state", &T::state), field("file_name", &T::file_name),
                 field("encoding", &T::encoding), field("delimiter", &T::delimiter), field("columns", &T::columns),
                 field("mapping", &T::mapping), field("marks", &T::marks), field("sample", &T::sample), field("preview", &T::preview),
                 field("notices", &T::notices), field("rows", &T::rows), field("looked", &T::looked), field("faulty", &T::faulty),
                 field("done", &T::done), field("imported", &T::imported), field("updated", &T::updated), field("skipped", &T::skipped),
                 field("failed", &T::failed), field("duplicates", &T::duplicates), field("match_by", &T::match_by),
                 field("undoing", &T::undoing), field("removed", &T::removed), field("kept", &T::kept), field("version", &T::version),
                 field("created_at", &T::created_at), field("created_by", &T::created_by));
}

// Rows of the file, as they were kept.
struct StoredPart {
    std::int32_t first_row = 0, first_number = 0;
    std::string content;

    std::vector<TableRow> rows(Stored const& of) const;
};
constexpr auto shape_of(StoredPart*)
{
    return shape("StoredPart", field("first_row", &StoredPart::first_row), field("first_number", &StoredPart::first_number),
                 field("content", &StoredPart::content));
}

// How far an import that is running has come.
struct Standing {
    std::int32_t done = 0, rows = 0;
};
constexpr auto shape_of(Standing*)
{
    return shape("Standing", field("done", &Standing::done), field("rows", &Standing::rows));
}

// Cancelled before its end, and nothing was taken back since.
bool can_go_on(Stored const& stored);

Import public_form(Stored const& stored, jobs::Jobs const& jobs);

}  // namespace guildhall::imports
