// Bulk changes and merges of the same records, in any order, and taken back in any order.
#include <gmock/gmock.h>

#include <algorithm>

#include "support/interleaving.h"

using namespace guildhall::support;

namespace {

struct Mixture : Merging {
    explicit Mixture(unsigned seed) : Merging(seed)
    {
        for (int step = 0; step < 6; ++step)
            chance.coin() ? merge_more() : change_some();
    }

    void merge_more()
    {
        merge_two(Numbers::stay);
        if (!merges.empty())
            done.push_back("/merges/" + merges.back());
        merges.clear();
    }

    void change_some()
    {
        Ids const changes{"{'status':'lead'}", "{'currency':'CHF','country':'CH'}", "{'delete':true}"};
        if (auto const chosen = chance.some(customers); !chosen.empty())
            done.push_back("/bulk-changes/" + bulk_changed(guild.client, "customers", chosen, chance.any(changes)).text("id"));
    }

    void undo(std::string const& path)
    {
        auto const id = id_of(path.substr(1));
        auto const merge = path.starts_with("/merges");
        auto const undone = merge ? guild.client.post(path + "/undo", "") : bulk_undone(guild.client, id);
        EXPECT_EQ(undone.text("state"), "undone") << undone.body;
        auto const left = merge ? undone.json() : guild.client.get(path + "/failures?limit=200").json();
        for (auto const& each : left.find(merge ? "conflicts" : "items")->items)
            if (merge || each.find("state")->string == "kept")
                named.insert(each.find("id")->string);
    }

    Ids done;
};

}  // namespace

TEST(BulkChangesAndMerges, GoBackExactlyOneAfterTheOther)
{
    for (unsigned seed = 201; seed <= 212; ++seed) {
        Mixture mixture(seed);
        std::reverse(mixture.done.begin(), mixture.done.end());
        for (auto const& each : mixture.done)
            mixture.undo(each);
        EXPECT_EQ(contents_of(shared_server(), mixture.guild.id), mixture.before) << "with seed " << seed;
        EXPECT_TRUE(mixture.named.empty());
    }
}

// Who is primary follows from where contacts are, and words follow from what records say.
TEST(BulkChangesAndMerges, NameWhateverDoesNotGoBackInWhicheverOrder)
{
    std::size_t named = 0;
    for (unsigned seed = 301; seed <= 312; ++seed) {
        Mixture mixture(seed);
        while (!mixture.done.empty()) {
            auto const next = mixture.done.begin() + mixture.chance.number() % mixture.done.size();
            mixture.undo(*next);
            mixture.done.erase(next);
        }
        named += mixture.named.size();
        auto const after = contents_of(shared_server(), mixture.guild.id);
        for (auto const& [record, content] : mixture.before)
            if (!record.starts_with("estimate_lines") && !mixture.named.contains(id_of(record))) {
                EXPECT_EQ(without("primary", after.at(record)), without("primary", content)) << record << " with seed " << seed;
            }
    }
    EXPECT_GT(named, 3u);
}
