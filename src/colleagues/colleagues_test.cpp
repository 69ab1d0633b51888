#include <gmock/gmock.h>

#include "support/documents.h"

using namespace guildhall::support;
using testing::Contains;
using testing::Not;

namespace {

struct Colleagues : testing::Test {
    TestServer& server = shared_server();
    World const& world = server.world();

    std::vector<std::string> of(Person const& person) const { return server.as(person).get("/colleagues?limit=200").ids(); }
};

}  // namespace

TEST_F(Colleagues, AreThoseWhoWorkWhereOneReads)
{
    auto const& home = world.first;
    auto const adas = of(home.ada), heads = of(home.sales_head), all = of(home.administrator);
    for (auto const* near : {&home.ada, &home.bob, &home.sales_head})
        EXPECT_THAT(adas, Contains(near->account.text()));
    for (auto const* far : {&home.fiona, &home.sara, &home.administrator})
        EXPECT_THAT(adas, Not(Contains(far->account.text())));
    EXPECT_THAT(heads, Contains(home.fiona.account.text()));
    EXPECT_THAT(heads, Not(Contains(home.sara.account.text())));
    for (auto const* anybody : {&home.fiona, &home.sara, &home.administrator})
        EXPECT_THAT(all, Contains(anybody->account.text()));
    EXPECT_THAT(all, Not(Contains(world.foreign.ada.account.text())));
}
