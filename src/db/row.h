#pragma once
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/decimal.h"
#include "base/id.h"
#include "base/stored.h"
#include "base/time.h"
#include "db/value.h"

struct pg_result;

namespace guildhall::db {

// How a connection asks for its results. Reading works the same with both.
enum class ResultFormat { text, binary };

// One value of a result, as the server wrote it. The bytes live as long as the Rows do.
struct Cell {
    std::string_view bytes;
    unsigned type = 0;  // oid
    ResultFormat format = ResultFormat::text;
    bool null = false;
};

// A type that does not fit, or a null where none may be, is our own bug: std::logic_error.
void read(Cell const&, std::string&);  // text; also uuids, numbers, times … as PostgreSQL would write them
void read(Cell const&, bool&);
void read(Cell const&, std::int16_t&);
void read(Cell const&, std::int32_t&);
void read(Cell const&, std::int64_t&);
void read(Cell const&, double&);
void read(Cell const&, Uuid&);
void read(Cell const&, Time&);
void read(Cell const&, Date&);
void read(Cell const&, Decimal&);
void read(Cell const&, Bytes&);
void read(Cell const&, Json&);
void read(Cell const&, RawJson&);

namespace detail {
[[noreturn]] void unknown_word(std::string_view word);
[[noreturn]] void unexpected_null();

// The items of an array of one dimension. Text items are unescaped into `kept`, which must live as long as they do.
std::vector<Cell> items(Cell const& array, std::vector<std::unique_ptr<std::string>>& kept);
}  // namespace detail

template <class Of>
void read(Cell const& cell, Id<Of>& out)
{
    read(cell, out.uuid);
}

template <Named T>
void read(Cell const& cell, T& out)
{
    std::string word;
    read(cell, word);
    constexpr auto names = names_of(static_cast<T*>(nullptr));
    for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i] == word) {
            out = static_cast<T>(i);
            return;
        }
    detail::unknown_word(word);
}

// A struct within a row comes as JSON: jsonb_build_object(…), or a jsonb column.
template <Shaped T>
void read(Cell const& cell, T& out)
{
    Json from;
    read(cell, from);
    out = decode<T>(json::parse(from.text));
}

template <class T>
void read(Cell const& cell, Stored<T>& out)
{
    Json from;
    read(cell, from);
    out.json = std::move(from.text);
}

template <class T>
void read(Cell const& cell, std::optional<T>& out);

// An array, or JSON where the items are structs.
template <class T>
void read(Cell const& cell, std::vector<T>& out)
{
    if constexpr (Shaped<T>) {
        Json from;
        read(cell, from);
        out = decode<std::vector<T>>(json::parse(from.text));
    } else {
        if (cell.null)
            detail::unexpected_null();
        std::vector<std::unique_ptr<std::string>> kept;
        out.clear();
        for (auto const& item : detail::items(cell, kept)) {
            T value{};
            read(item, value);
            out.push_back(std::move(value));
        }
    }
}

template <class T>
void read(Cell const& cell, std::optional<T>& out)
{
    if (cell.null)
        out.reset();
    else
        read(cell, out.emplace());
}

// A view of one row; the Rows it came from must outlive it.
class Row {
public:
    Row(pg_result const* result, int row) : result_(result), row_(row) {}

    Cell cell(int column) const;
    template <class T>
    T get(int column) const
    {
        T value{};
        read(cell(column), value);
        return value;
    }

private:
    pg_result const* result_;
    int row_;
};

template <class T>
void read(Row const& row, int column, T& out)
{
    read(row.cell(column), out);
}

// The answer to one statement.
class Rows {
public:
    Rows() = default;
    explicit Rows(pg_result* owned) : result_(owned) {}

    int size() const;
    bool empty() const { return size() == 0; }
    int columns() const;
    std::string_view column_name(int column) const;
    std::int64_t affected() const;  // by insert, update, delete
    Row operator[](int row) const { return {result_.get(), row}; }

private:
    struct Clear {
        void operator()(pg_result*) const;
    };
    std::unique_ptr<pg_result, Clear> result_;
};

}  // namespace guildhall::db
