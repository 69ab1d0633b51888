// Every route by every role on every kind of object, against the table that product.md gives.
#include <gtest/gtest.h>

#include "access/matrix.h"

namespace guildhall::access {
namespace {

void tell(std::vector<std::string> const& complaints)
{
    for (auto const& complaint : complaints)
        ADD_FAILURE() << complaint;
}

TEST(TheAccessMatrix, HasEveryRouteAndNoOther)
{
    tell(gaps(ground().server.router(), read_matrix()));
}

TEST(TheAccessMatrix, HoldsForEveryRoleAndEveryObject)
{
    auto const table = read_matrix();
    Matrix matrix(ground(), {ground().server.router()}, table);
    for (auto const& line : table)
        tell(matrix.check(line));
    RecordProperty("routes", static_cast<int>(ground().server.router().routes().size()));
    RecordProperty("requests", static_cast<int>(matrix.tried()));
    std::printf("%zu routes, %zu lines, %zu requests\n", ground().server.router().routes().size(), table.size(), matrix.tried());
}

}  // namespace
}  // namespace guildhall::access
