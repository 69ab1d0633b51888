#include "imports/problems.h"

#include "imports/conversion.h"
#include "imports/imports.sql.h"
#include "imports/look.h"
#include "imports/record.h"

namespace guildhall::imports {

namespace sql {
constexpr auto by_id = db::statement<text, "by_id">;
constexpr auto part = db::statement<text, "part">;
constexpr auto failed_rows = db::statement<text, "failed_rows">;
}  // namespace sql

namespace {

struct FailedRow {
    std::int32_t number = 0;
    std::vector<RowProblem> problems;
};
constexpr auto shape_of(FailedRow*)
{
    return shape("FailedRow", field("number", &FailedRow::number), field("problems", &FailedRow::problems));
}

// Before the start: of the rows that the preview is of.
std::string foreseen(Stored const& stored, StoredPart const& part, ProblemTable const& table)
{
    Conversion const conversion(stored.kind, stored.mapping, stored.marks);
    std::string lines;
    auto left = stored.looked - part.first_row;
    for (auto const& row : part.rows(stored))
        if (left-- > 0)
            if (auto const record = conversion.record(row); !record.problems.empty())
                lines += table.line(row_problems(record.problems), row.cells);
    return lines;
}

Task<std::string> found(Tx& tx, Stored const& stored, StoredPart const& part, ProblemTable const& table)
{
    auto const rows = part.rows(stored);
    auto const last = static_cast<std::int32_t>(rows.back().number);
    auto asking = tx.rows<FailedRow>(sql::failed_rows, stored.id, part.first_number, last);
    auto const failed = co_await std::move(asking);
    std::string lines;
    for (auto at = failed.begin(); auto const& row : rows)
        if (at != failed.end() && at->number == static_cast<std::int32_t>(row.number))
            lines += table.line((at++)->problems, row.cells);
    co_return lines;
}

}  // namespace

Task<Document> problems(Tx& tx, std::string folder, Id<Import> id)
{
    auto const stored = co_await tx.one<Stored>(sql::by_id, id);
    ProblemTable const table(stored.columns);
    auto file = std::make_shared<TemporaryFile>(folder);
    file->append(table.head());
    bool const is_preview = stored.state == State::preview;
    for (std::int32_t row = 0; row < (is_preview ? stored.looked : stored.done);) {
        auto const part = co_await tx.one<StoredPart>(sql::part, stored.id, row);
        if (is_preview) {
            file->append(foreseen(stored, part, table));
        } else {
            auto finding = found(tx, stored, part, table);
            file->append(co_await std::move(finding));
        }
        row = part.first_row + static_cast<std::int32_t>(part.rows(stored).size());
    }
    Document document{"problems.csv", "text/csv; charset=utf-8", {}};
    document.file = std::move(file);
    co_return document;
}

}  // namespace guildhall::imports
