#include "imports/look.h"

#include "base/csv.h"
#include "base/utf8.h"
#include "imports/conversion.h"
#include "imports/text_file.h"

#include <limits>

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

Look look_at(Kind kind, std::string_view bytes, std::optional<Mapping> mapping)
{
    auto const file = read_text_file(bytes);
    auto const table = read_table(file.text);
    if (table.rows.empty())
        throw Failure(Problem::invalid, {}, {{"file", "has no rows below the names of its columns"}});
    Look look{.encoding = std::string(name_of(file.encoding)),
              .delimiter = std::string(1, table.separator),
              .columns = table.columns,
              .mapping = mapping ? *mapping : guess_mapping(kind, table)};
    if (!mapping)
        leave_out_problem_column(table, look.mapping);
    look.rows = static_cast<std::int32_t>(table.rows.size());
    Conversion const conversion(kind, look.mapping, table);
    for (auto const& row : table.rows) {
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

std::string problems_csv(Kind kind, std::string_view bytes, Mapping const& mapping, std::optional<FailedRows> const& failed)
{
    auto const file = read_text_file(bytes);
    auto const table = read_table(file.text);
    Conversion const conversion(kind, mapping, table);
    bool const again = table.columns.front() == problem_column;
    auto const line = [&](std::string what, std::vector<std::string> const& cells) {
        std::vector<std::string> all{std::move(what)};
        all.insert(all.end(), cells.begin() + (again && !cells.empty() ? 1 : 0), cells.end());
        return csv_line(all);
    };
    std::string text(byte_order_mark);
    text += line(std::string(problem_column), table.columns);
    for (auto const& row : table.rows) {
        std::vector<RowProblem> problems;
        if (!failed)
            problems = row_problems(conversion.record(row).problems);
        else if (auto const found = failed->find(static_cast<std::int32_t>(row.number)); found != failed->end())
            problems = found->second;
        std::string what;
        for (auto const& problem : problems)
            what += (what.empty() ? "" : "; ") + problem.field + " " + problem.message;
        if (!what.empty())
            text += line(what, row.cells);
    }
    return text;
}

}  // namespace guildhall::imports
