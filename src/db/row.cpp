#include "db/row.h"

#include <libpq-fe.h>

#include <cstdlib>
#include <stdexcept>

namespace guildhall::db {

namespace detail {
void unknown_word(std::string_view word)
{
    throw std::logic_error("the database holds a word that the program does not know: " + std::string(word));
}
void unexpected_null()
{
    throw std::logic_error("a null where the program expects a value");
}
}  // namespace detail

// What this build of libpq hands out is not const-correct: it reads only.
static pg_result* mutable_result(pg_result const* result)
{
    return const_cast<pg_result*>(result);
}

Cell Row::cell(int column) const
{
    if (column < 0 || column >= PQnfields(result_))
        throw std::logic_error("the statement has fewer columns than are read");
    Cell cell;
    cell.null = PQgetisnull(result_, row_, column);
    cell.bytes = {PQgetvalue(result_, row_, column), static_cast<std::size_t>(PQgetlength(result_, row_, column))};
    cell.type = PQftype(result_, column);
    cell.format = PQfformat(result_, column) ? ResultFormat::binary : ResultFormat::text;
    return cell;
}

int Rows::size() const
{
    return result_ ? PQntuples(result_.get()) : 0;
}

int Rows::columns() const
{
    return result_ ? PQnfields(result_.get()) : 0;
}

std::string_view Rows::column_name(int column) const
{
    return PQfname(result_.get(), column);
}

std::int64_t Rows::affected() const
{
    return result_ ? std::atoll(PQcmdTuples(mutable_result(result_.get()))) : 0;
}

void Rows::Clear::operator()(pg_result* result) const
{
    PQclear(result);
}

}  // namespace guildhall::db
