// Lists as they are dropped: the text is the same in whatever pieces it is read, its records end where they are said to, and cells that
// are written come back.
#include "base/csv.h"
#include "base/failure.h"
#include "base/utf8.h"
#include "fuzz.h"
#include "imports/table.h"
#include "imports/text_file.h"

using namespace guildhall;

namespace {

std::optional<std::string> text_of(std::string const& bytes, std::size_t step)
{
    try {
        imports::TextReader reader([&](std::uint64_t at, std::size_t most) {
            return at < bytes.size() ? bytes.substr(at, most <= 3 ? most : std::min(most, step)) : std::string();
        });
        std::string text;
        while (auto const piece = reader.next())
            text += *piece;
        return text;
    } catch (Failure const&) {
        return {};
    }
}

void look_at_rows(std::string const& text, char separator)
{
    imports::TableReader reader(text, separator);
    imports::RecordEnds ends(separator);
    std::size_t rows = 0, records = 0;
    while (auto const row = reader.next()) {
        ++rows;
        fuzz::must(row->number > 0 && !row->cells.empty(), "a row has a number and cells");
        auto const line = csv_line(row->cells);
        imports::TableReader again(line, ',');
        if (auto const back = again.next())
            fuzz::must(back->cells == row->cells, "a row that is written comes back");
    }
    while (ends.next(text, true))
        ++records;
    fuzz::must(records >= rows, "each row is a record (empty lines are, too)");
}

}  // namespace

int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    std::string const bytes(fuzz::text(data, size));
    auto const text = text_of(bytes, bytes.size() + 1);
    fuzz::must(text == text_of(bytes, 5), "pieces make no difference");
    if (!text)
        return 0;
    fuzz::must(valid_utf8(*text), "what is read is UTF-8");
    for (char const separator : {',', ';', '\t'})
        look_at_rows(*text, separator);
    try {
        auto const table = imports::read_table(*text);
        for (auto const& row : table.rows)
            fuzz::must(!row.problem.empty() || row.cells.size() == table.columns.size(), "a row has a cell for every column, or a problem");
    } catch (Failure const&) {
    }
    return 0;
}
