#include "imports/parts.h"

#include "base/failure.h"

#include <algorithm>

namespace guildhall::imports {

namespace {
constexpr std::size_t longest_row = 1 << 20, part_bytes = 256 * 1024, part_rows = 1'000;
}

std::vector<TableRow> rows_of(std::string_view text, std::size_t first_number, char separator, std::size_t columns, LineEnds* line_ends)
{
    std::vector<TableRow> rows;
    TableReader reader(text, separator, first_number);
    while (auto row = reader.next()) {
        fit(*row, columns);
        rows.push_back(std::move(*row));
    }
    if (line_ends)
        *line_ends = reader.line_ends();
    return rows;
}

Parts::Parts(TextReader& text) : text_(text), ends_(',')
{
    while (!is_whole_ && buffer_.size() < longest_row)
        read_some();
    RecordEnds first(guess_separator(buffer_));
    if (!first.next(buffer_, is_whole_) && !buffer_.empty())
        throw Failure(Problem::invalid, {},
                      {{"file", "has a first row of more than a megabyte: is it a table, with a line for each row?"}});
    header_ = read_header(buffer_);
    buffer_.erase(0, header_.size);
    number_ = header_.number;
    ends_ = RecordEnds(header_.separator);
}

void Parts::read_some()
{
    if (auto const piece = text_.next())
        buffer_ += *piece;
    else
        is_whole_ = true;
}

// Bytes at the buffer's beginning; 0 if there is nothing any more.
std::size_t Parts::whole_records(std::size_t most_bytes, std::size_t most_rows)
{
    for (;;) {
        while (found_.size() < most_rows && (found_.empty() || found_.back() < most_bytes)) {
            auto const end = ends_.next(buffer_, is_whole_);
            if (!end)
                break;
            found_.push_back(*end);
        }
        bool const enough = found_.size() >= most_rows || (!found_.empty() && found_.back() >= most_bytes);
        if (enough || is_whole_)
            return found_.empty() ? 0 : found_.back();
        if (buffer_.size() - (found_.empty() ? 0 : found_.back()) > longest_row)
            throw Failure(Problem::invalid, {},
                          {{"file", "has a row of more than a megabyte, row " + std::to_string(number_ + found_.size() + 1) +
                                        ": is a quotation mark missing there?"}});
        read_some();
    }
}

Table Parts::head() const
{
    RecordEnds ends(header_.separator);
    std::size_t size = 0;
    while (auto const end = ends.next(buffer_, is_whole_))
        size = *end;
    return {header_.separator, header_.columns,
            rows_of(std::string_view(buffer_).substr(0, size), header_.number, header_.separator, header_.columns.size())};
}

std::optional<Part> Parts::next()
{
    while (auto const size = whole_records(part_bytes, part_rows)) {
        Part part{buffer_.substr(0, size), rows_, static_cast<std::int32_t>(number_), {}};
        part.rows = rows_of(part.text, number_, header_.separator, header_.columns.size(), &part.line_ends);
        number_ += found_.size();
        rows_ += static_cast<std::int32_t>(part.rows.size());
        buffer_.erase(0, size);
        ends_.taken(size);
        found_.clear();
        if (!part.rows.empty())
            return part;
    }
    return std::nullopt;
}

}  // namespace guildhall::imports
