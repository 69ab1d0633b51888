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
    db::Json sample, preview;
    std::int32_t rows = 0, faulty = 0, done = 0, imported = 0, failed = 0;
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
                 field("mapping", &T::mapping), field("sample", &T::sample), field("preview", &T::preview), field("rows", &T::rows),
                 field("faulty", &T::faulty), field("done", &T::done), field("imported", &T::imported), field("failed", &T::failed),
                 field("undoing", &T::undoing), field("removed", &T::removed), field("kept", &T::kept), field("version", &T::version),
                 field("created_at", &T::created_at), field("created_by", &T::created_by));
}

// How far an import that is running has come.
struct Standing {
    std::int32_t done = 0, rows = 0;
};
constexpr auto shape_of(Standing*)
{
    return shape("Standing", field("done", &Standing::done), field("rows", &Standing::rows));
}

Import public_form(Stored const& stored, jobs::Jobs const& jobs);

}  // namespace guildhall::imports
