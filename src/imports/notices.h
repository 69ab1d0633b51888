#pragma once
#include "base/shape.h"
#include "imports/parts.h"

#include <optional>
#include <string>
#include <vector>

namespace guildhall::imports {

// What is odd about a file although it can be taken: said before anything is made of it.
enum class Oddity { twin_columns, formulas, impossible_dates, mixed_line_ends, not_utf8 };
constexpr std::array<std::string_view, 5> names_of(Oddity*)
{
    return {"twin_columns", "formulas", "impossible_dates", "mixed_line_ends", "not_utf8"};
}

struct Notice {
    Oddity kind = Oddity::formulas;
    std::optional<std::string> column, value;  // of the first place
    std::optional<std::int32_t> row;
    std::int32_t count = 0;
};
constexpr auto shape_of(Notice*)
{
    return shape("ImportNotice", field("kind", &Notice::kind), field("column", &Notice::column), field("value", &Notice::value),
                 field("row", &Notice::row), field("count", &Notice::count));
}

// Looks at all of a table, part by part.
class Noticing {
public:
    Noticing(Header const& header, Encoding encoding);

    void see(Part const& part);
    std::vector<Notice> notices() const;

private:
    struct Place {
        std::int32_t count = 0, row = 0;
        std::size_t column = 0;
        std::string value;
        void add(TableRow const& row, std::size_t column);
    };
    struct Column {
        std::int32_t filled = 0, dates = 0;
        Place wrong;
    };
    Notice notice(Oddity kind, Place const& place) const;

    Header const& header_;
    Encoding encoding_;
    std::vector<Column> columns_;
    Place formulas_;
    LineEnds line_ends_{};
};

}  // namespace guildhall::imports
