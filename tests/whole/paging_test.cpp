// Pages while others write.
#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <set>
#include <thread>

#include "whole/guild_of_its_own.h"

namespace guildhall::whole {
namespace {

std::string name_number(int number)
{
    return "Customer " + std::to_string(1000 + number * 7919 % 1000);
}

// Adds customers, before and behind wherever somebody reads, until it is told to stop.
class Writing {
public:
    explicit Writing(support::Client client)
        : thread_([this, client = std::move(client)] {
              for (int i = 0; !stop_; ++i, ++added_)
                  support::made(client, "/customers", "{'name':'" + name_number(i * 31) + "'}");
          })
    {
    }
    ~Writing()
    {
        stop_ = true;
        thread_.join();
    }

    int added() const { return added_; }

private:
    std::atomic<bool> stop_ = false;
    std::atomic<int> added_ = 0;
    std::thread thread_;
};

}  // namespace

TEST(Pages, HaveEveryRowOnceWhileOthersAreAdded)
{
    GuildOfItsOwn const guild;
    std::set<std::string> there;
    for (int i = 0; i < 40; ++i)
        there.insert(support::made(guild.client, "/customers", "{'name':'" + name_number(i) + "'}"));
    Writing const writing(guild.client);
    for (std::string const sort : {"name", "-name", "created_at", "-created_at"}) {
        std::map<std::string, int> seen;
        int const before = writing.added();
        int const limit = sort == "created_at" ? 20 : 3;  // the end runs ahead of who reads the newest last
        for (auto const& id : all_of(guild.client, "/customers?sort=" + sort, "id", limit))
            ++seen[id];
        EXPECT_GT(writing.added(), before) << "nothing was added while it was read";
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
