// What the matrix looks for, it finds: each of these is broken on purpose.
#include <gmock/gmock.h>

#include "access/fields.h"
#include "access/matrix.h"
#include "support/broken.h"

namespace guildhall::access {
namespace {

using support::BrokenServer;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

// What the matrix and the fields' test say of one route of a broken server.
std::vector<std::string> complaints_about(support::BrokenRoute const& broken)
{
    BrokenServer const server(ground().server, {broken.route});
    auto const table = read_matrix();
    Subject const subject{server.router(), server.address()};
    Matrix matrix(ground(), subject, table);
    auto complaints = fields_that_are_taken(ground(), matrix, broken.route);
    for (auto const& line : table)
        if (line.method == broken.route.method && line.path == broken.route.path)
            for (auto& complaint : matrix.check(line))
                complaints.push_back(std::move(complaint));
    return complaints;
}

std::string fault_of(std::size_t index)
{
    return support::broken_routes(ground().server).at(index).fault;
}

struct ABrokenRoute : testing::TestWithParam<std::size_t> {};

TEST_P(ABrokenRoute, IsTold)
{
    auto const broken = support::broken_routes(ground().server);
    if (GetParam() >= broken.size())
        GTEST_FAIL() << "there are fewer";
    auto const complaints = complaints_about(broken[GetParam()]);
    EXPECT_THAT(complaints, Not(IsEmpty())) << fault_of(GetParam());
    RecordProperty("fault", broken[GetParam()].fault);
    if (!complaints.empty())
        std::printf("%s: %zu complaints; the first: %.200s\n", broken[GetParam()].fault.c_str(), complaints.size(),
                    complaints.front().c_str());
}
INSTANTIATE_TEST_SUITE_P(, ABrokenRoute, testing::Range<std::size_t>(0, 9));

TEST(TheBrokenRoutes, AreTriedAll)
{
    EXPECT_EQ(support::broken_routes(ground().server).size(), 9u);
}

TEST(TheBrokenServer, IsAsGoodAsTheOtherWhereItIsNotBroken)
{
    BrokenServer const server(ground().server, {});
    auto const table = read_matrix();
    Matrix matrix(ground(), {server.router(), server.address()}, table);
    for (auto const& line : table)
        if (line.path == "/contacts/{contact_id}") {
            EXPECT_THAT(matrix.check(line), IsEmpty());
        }
}

TEST(ARouteThatIsForgotten, IsNamed)
{
    BrokenServer const server(ground().server, {support::forgotten_route()});
    EXPECT_THAT(gaps(server.router(), read_matrix()), ElementsAre(HasSubstr("GET /forgotten/{customer_id}")));
}

TEST(ALineOfTheTable, ThatIsMissingOrTooManyIsNamed)
{
    auto table = read_matrix();
    std::erase_if(table,
                  [](Line const& line) { return line.name() == "GET /customers lists customer" || line.reference == "lines.product_id"; });
    std::erase_if(table, [](Line const& line) { return line.query.starts_with("spot_id") && line.path == "/customers/count"; });
    table.push_back({.number = 999, .method = Method::put, .path = "/customers/{customer_id}"});
    auto const found = gaps(ground().server.router(), table);
    EXPECT_THAT(found, Contains(HasSubstr("POST /estimates makes of lines.product_id")));
    EXPECT_THAT(found, Contains(HasSubstr("GET /customers/count makes of ?spot_id")));
    EXPECT_THAT(found, Contains("matrix.txt:999: there is no route PUT /customers/{customer_id}"));
}

TEST(ACellOfTheTable, ThatSaysSomethingElseIsTold)
{
    auto table = read_matrix();
    std::vector<std::string> found;
    for (auto& line : table)
        if (line.name() == "GET /customers/{customer_id}") {
            line.cells[static_cast<std::size_t>(Role::builder)].letters[static_cast<std::size_t>(Class::below)] = 'R';
            Matrix matrix(ground(), {ground().server.router()}, table);
            found = matrix.check(line);
        }
    EXPECT_THAT(found, ElementsAre(HasSubstr("GET /customers/{customer_id}, builder, one in a spot below: expected 200, got 404")));
}

TEST(ALine, ThatCannotBeReadIsRefused)
{
    EXPECT_THROW(read_table("GET /customers 401 - R R R R R R -"), std::runtime_error);  // nine cells
    EXPECT_THROW(read_table("GET /customers 401 - RX R R R R R - -"), std::runtime_error);
    EXPECT_THROW(read_table("FETCH /customers 401 - R R R R R R - -"), std::runtime_error);
    EXPECT_THROW(read_table("GET /customers listing customer 401 - R R R R R R - -"), std::runtime_error);
}

}  // namespace
}  // namespace guildhall::access
