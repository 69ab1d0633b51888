// Pages while others write.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "support/guild_of_its_own.h"

namespace guildhall::whole {

using namespace support;

static std::string name_number(int number)
{
    return "Customer " + std::to_string(1000 + number * 7919 % 1000);
}

TEST(Pages, HaveEveryRowOnceWhileOthersAreAdded)
{
    GuildOfItsOwn const guild;
    auto const add = [&guild](int number) { return support::made(guild.client, "/customers", "{'name':'" + name_number(number) + "'}"); };
    std::set<std::string> there;
    for (int i = 0; i < 40; ++i)
        there.insert(add(i));
    int more = 0;  // before and behind wherever the reader is
    for (std::string const sort : {"name", "-name", "created_at", "-created_at"}) {
        std::map<std::string, int> seen;
        for (auto const& id : all_of(guild.client, "/customers?sort=" + sort, "id", 3, [&] { add(++more * 31); }))
            ++seen[id];
        for (auto const& id : there)
            EXPECT_EQ(seen[id], 1) << sort;
        for (auto const& [id, times] : seen)
            EXPECT_EQ(times, 1) << sort;
    }
}

TEST(Pages, HaveEveryRowOfOneNameOnce)
{
    GuildOfItsOwn const guild;
    std::set<std::string> there;
    for (int i = 0; i < 10; ++i)
        there.insert(support::made(guild.client, "/customers", "{'name':'Same name'}"));
    for (std::string const sort : {"name", "-name"}) {
        auto const seen = all_of(guild.client, "/customers?sort=" + sort, "id", 3);
        EXPECT_EQ(seen.size(), there.size());
        EXPECT_EQ(std::set(seen.begin(), seen.end()), there);
    }
}

}  // namespace guildhall::whole
