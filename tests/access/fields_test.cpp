// Bodies say what their schema has, and nothing more.
#include <gmock/gmock.h>

#include "access/fields.h"

namespace guildhall::access {
namespace {

using testing::IsEmpty;

TEST(EveryBody, IsRefusedWithAFieldThatItsRouteDoesNotHave)
{
    auto const& router = ground().server.router();
    auto const table = read_matrix();
    Matrix matrix(ground(), {router}, table);
    for (auto const& route : router.routes())
        EXPECT_THAT(fields_that_are_taken(ground(), matrix, route), IsEmpty());
}

TEST(EveryBody, IsTakenAsLongAsItsSchemaSaysAndNoLonger)
{
    auto const& router = ground().server.router();
    auto const table = read_matrix();
    Matrix matrix(ground(), {router}, table);
    for (auto const& route : router.routes())
        EXPECT_THAT(lengths_that_are_not_kept(ground(), matrix, route), IsEmpty());
}

TEST(EveryRouteThatWrites, IsTriedBySomebodyWhoMay)
{
    auto const& router = ground().server.router();
    auto const table = read_matrix();
    Matrix const matrix(ground(), {router}, table);
    for (auto const& route : router.routes())
        EXPECT_TRUE(route.method == Method::get || matrix.allowed(route)) << name_of(route.method) << " " << route.path;
}

TEST(EveryQuery, IsRefusedWithAParameterThatItsRouteDoesNotHave)
{
    auto const gita = ground().client(ground().viewers.at(static_cast<std::size_t>(Role::guild)));
    for (auto const& route : ground().server.router().routes()) {
        if (route.method != Method::get || route.entrance != Entrance::guild || route.path.find('{') != route.path.npos)
            continue;
        if (gita.get(route.path).status != 200)
            continue;
        auto const guild = ground().server.world().foreign.guild.id.text();
        // A list that knows guilds finds nothing of one that is out of sight.
        auto const theirs = gita.get(route.path + "?guild_id=" + guild);
        EXPECT_TRUE(theirs.status == 400 || (theirs.ids().empty() && (theirs.text("count").empty() || theirs.text("count") == "0")))
            << route.path << theirs.body;
        for (auto const* query : {"?colour=red", "?role=admin"})
            EXPECT_EQ(gita.get(route.path + query).status, 400) << route.path << query;
        EXPECT_EQ(gita.get(route.path + "?limit=3&limit=4").status, 400) << route.path;
    }
}

}  // namespace
}  // namespace guildhall::access
