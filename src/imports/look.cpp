#include "imports/look.h"

#include "base/csv.h"
#include "base/utf8.h"
#include "imports/conversion.h"

namespace guildhall::imports {

namespace {

constexpr std::size_t sample_rows = 8, shown_problems = 20, longest_cell = 200;
constexpr std::string_view problem_column = "What is wrong", byte_order_mark = "\xef\xbb\xbf";

std::string beginning(std::string const& text)
{
    if (text.size() <= longest_cell)
        return text;
    std::string shown;
    for (std::size_t at = 0; at < text.size() && shown.size() < longest_cell;)
        append_character(shown, next_character(text, at).value_or(0xfffd));
    return shown.size() < text.size() ? shown + "…" : text;
}

// The rows whose problems were mended and that come again bring the column along that said what was wrong.
void leave_out_problem_column(Table const& table, Mapping& mapping)
{
    if (!table.columns.empty() && table.columns.front() == problem_column)
        mapping.front().clear();
}

PreviewRow preview_of(ImportRecord const& record)
{
    PreviewRow shown{.row = static_cast<std::int32_t>(record.row), .values = {}, .problems = row_problems(record.problems)};
    for (auto const& [name, value] : record.values)
        shown.values.emplace(name, beginning(value));
    return shown;
}

}  // namespace

std::vector<RowProblem> row_problems(std::vector<FieldProblem> const& problems)
{
    std::vector<RowProblem> all;
    for (auto const& problem : problems)
        all.push_back({problem.field, problem.message});
    return all;
}

Look look_at(Kind kind, Table const& head, std::optional<Mapping> mapping)
{
    if (head.rows.empty())
        throw Failure(Problem::invalid, {}, {{"file", "has no rows below the names of its columns"}});
    Look look{.mapping = mapping ? *mapping : guess_mapping(kind, head)};
    if (!mapping)
        leave_out_problem_column(head, look.mapping);
    look.marks = decimal_marks(kind, look.mapping, head);
    look.looked = static_cast<std::int32_t>(head.rows.size());
    Conversion const conversion(kind, look.mapping, look.marks);
    for (auto const& row : head.rows) {
        bool const early = look.sample.size() < sample_rows;
        if (early) {
            look.sample.emplace_back();
            for (auto const& cell : row.cells)
                look.sample.back().push_back(beginning(cell));
        }
        auto const record = conversion.record(row);
        look.faulty += !record.problems.empty();
        if (early || (!record.problems.empty() && look.preview.size() < sample_rows + shown_problems))
            look.preview.push_back(preview_of(record));
    }
    return look;
}

FileRead read_file(Kind kind, FileBytes bytes, std::string const& folder)
{
    TextReader reader(std::move(bytes));
    Parts parts(reader);
    auto const head = parts.head();
    FileRead read{.encoding = reader.encoding(), .header = parts.header()};
    Noticing noticing(read.header, read.encoding);
    auto text = std::make_shared<TemporaryFile>(folder);
    while (auto const part = parts.next()) {
        noticing.see(*part);
        read.parts.push_back({text->size(), part->text.size(), part->first_row, part->first_number});
        read.rows += static_cast<std::int32_t>(part->rows.size());
        text->append(part->text);
    }
    read.look = look_at(kind, head, {});
    read.notices = noticing.notices();
    read.text = std::move(text);
    return read;
}

ProblemTable::ProblemTable(std::vector<std::string> const& columns)
    : columns_(columns), again_(!columns.empty() && columns.front() == problem_column)
{
}

std::string ProblemTable::with_first(std::string what, std::vector<std::string> const& cells) const
{
    std::vector<std::string> all{std::move(what)};
    all.insert(all.end(), cells.begin() + (again_ && !cells.empty() ? 1 : 0), cells.end());
    return csv_line(all);
}

std::string ProblemTable::head() const
{
    return std::string(byte_order_mark) + with_first(std::string(problem_column), columns_);
}

std::string ProblemTable::line(std::vector<RowProblem> const& problems, std::vector<std::string> const& cells) const
{
    std::string what;
    for (auto const& problem : problems)
        what += (what.empty() ? "" : "; ") + problem.field + " " + problem.message;
    return with_first(std::move(what), cells);
}

}  // namespace guildhall::imports
