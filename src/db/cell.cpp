#include "db/row.h"

#include <charconv>
#include <cstring>
#include <stdexcept>

#include "base/secret.h"
#include "db/wire_format.h"

namespace guildhall::db {

namespace {

[[noreturn]] void wrong_type(Cell const& cell, std::string_view wanted)
{
    throw std::logic_error("a column of type " + std::to_string(cell.type) + " cannot be read as " + std::string(wanted));
}

void must_be_value(Cell const& cell)
{
    if (cell.null)
        detail::unexpected_null();
}

bool binary(Cell const& cell)
{
    must_be_value(cell);
    return cell.format == ResultFormat::binary;
}

template <class T>
void number_from_text(Cell const& cell, T& out)
{
    auto const* end = cell.bytes.data() + cell.bytes.size();
    auto [stopped, error] = std::from_chars(cell.bytes.data(), end, out);
    if (error != std::errc() || stopped != end)
        wrong_type(cell, "a number");
}

template <class T>
void read_integer(Cell const& cell, T& out)
{
    if (!binary(cell))
        return number_from_text(cell, out);
    auto wide = wire::integer(cell.type, cell.bytes);
    if (!wide || *wide != static_cast<T>(*wide))
        wrong_type(cell, "an integer of that size");
    out = static_cast<T>(*wide);
}

}  // namespace

void read(Cell const& cell, std::int16_t& out)
{
    read_integer(cell, out);
}
void read(Cell const& cell, std::int32_t& out)
{
    read_integer(cell, out);
}
void read(Cell const& cell, std::int64_t& out)
{
    read_integer(cell, out);
}

void read(Cell const& cell, double& out)
{
    if (!binary(cell))
        return number_from_text(cell, out);
    if (cell.type == wire::float8) {
        out = wire::real(cell.bytes);
        return;
    }
    auto whole = wire::integer(cell.type, cell.bytes);
    if (!whole)
        wrong_type(cell, "a floating point number");
    out = static_cast<double>(*whole);
}

void read(Cell const& cell, bool& out)
{
    if (cell.bytes.size() != 1 && !cell.null)
        wrong_type(cell, "a truth value");
    out = binary(cell) ? cell.bytes[0] != 0 : cell.bytes == "t";
}

void read(Cell const& cell, Uuid& out)
{
    if (!binary(cell)) {
        auto parsed = Uuid::parse(cell.bytes);
        if (!parsed)
            wrong_type(cell, "a uuid");
        out = *parsed;
    } else {
        if (cell.bytes.size() != out.bytes.size() || cell.type != wire::uuid)
            wrong_type(cell, "a uuid");
        std::memcpy(out.bytes.data(), cell.bytes.data(), out.bytes.size());
    }
}

void read(Cell const& cell, Time& out)
{
    std::optional<Time> time;
    if (binary(cell))
        time = cell.type == wire::timestamptz ? wire::time(cell.bytes) : std::nullopt;
    else
        time = wire::time_from_text(cell.bytes);
    if (!time)
        wrong_type(cell, "a finite time with time zone");
    out = *time;
}

void read(Cell const& cell, Date& out)
{
    std::optional<Date> date;
    if (binary(cell))
        date = cell.type == wire::date ? wire::day(cell.bytes) : std::nullopt;
    else
        date = Date::parse(cell.bytes);
    if (!date)
        wrong_type(cell, "a finite date");
    out = *date;
}

void read(Cell const& cell, Decimal& out)
{
    std::string text;
    read(cell, text);
    auto parsed = Decimal::parse(text);
    if (!parsed)
        wrong_type(cell, "a decimal");
    out = *parsed;
}

void read(Cell const& cell, std::string& out)
{
    if (!binary(cell)) {
        out = cell.bytes;
        return;
    }
    auto written = wire::text(cell.type, cell.bytes);
    if (!written)
        wrong_type(cell, "text: cast it in the statement");
    out = std::move(*written);
}

void read(Cell const& cell, Bytes& out)
{
    if (binary(cell)) {
        out.bytes = cell.bytes;
        return;
    }
    auto bytes = cell.bytes.starts_with("\\x") ? unhex(cell.bytes.substr(2)) : std::nullopt;
    if (!bytes)
        wrong_type(cell, "bytes");
    out.bytes = std::move(*bytes);
}

void read(Cell const& cell, Json& out)
{
    read(cell, out.text);
}
void read(Cell const& cell, RawJson& out)
{
    read(cell, out.text);
}

namespace detail {

std::vector<Cell> items(Cell const& array, std::vector<std::unique_ptr<std::string>>& kept)
{
    auto found = binary(array) ? wire::array_items(array.bytes) : wire::array_items_from_text(array.bytes, kept);
    if (!found)
        wrong_type(array, "an array of one dimension");
    return std::move(*found);
}

}  // namespace detail

}  // namespace guildhall::db
