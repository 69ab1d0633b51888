// Whatever happens between a change and its undo, and in whatever order changes are taken back: what nobody else has changed says what it
// said at first, and the rest is named.
#include <gmock/gmock.h>

#include "support/interleaving.h"

using namespace guildhall::support;

namespace {

struct Bulk {
    explicit Bulk(unsigned seed) : chance(seed)
    {
        for (int i = 0; i < 8; ++i) {
            ids.push_back(made_customer(guild.client));
            made(guild.client, "/customers/" + ids.back() + "/contacts", "{'first_name':'Maria','last_name':'Anders'}");
        }
        before = contents_of(shared_server(), guild.id);
    }

    void change_some()
    {
        Ids const changes{"{'status':'lead'}", "{'status':'former','currency':'CHF'}", "{'payment_terms_days':7,'country':null}",
                          "{'language':'fr','country':'FR'}", "{'delete':true}"};
        if (auto const chosen = chance.some(ids); !chosen.empty())
            done.push_back(bulk_changed(guild.client, "customers", chosen, chance.any(changes)).text("id"));
        auto const& id = chance.any(ids);
        if (chance.coin() && patched(guild.client, "/customers/" + id, "{'phone':'" + std::to_string(chance.number()) + "'}").status == 200)
            touched.insert(id);
    }

    void undo_all()
    {
        for (auto at = done.rbegin(); at != done.rend(); ++at) {
            EXPECT_EQ(bulk_undone(guild.client, *at).text("state"), "undone");
            auto const left = guild.client.get("/bulk-changes/" + *at + "/failures?limit=200").json();
            for (auto const& each : left.find("items")->items)
                if (each.find("state")->string == "kept")
                    named.insert(each.find("id")->string);
        }
    }

    GuildOfItsOwn guild;
    Chance chance;
    Ids ids, done;
    std::set<std::string> touched, named;
    Contents before;
};

}  // namespace

TEST(BulkChanges, GoBackExactlyWhateverHappensInBetween)
{
    for (unsigned seed = 1; seed <= 12; ++seed) {
        Bulk bulk(seed);
        for (int step = 0; step < 4; ++step)
            bulk.change_some();
        bulk.undo_all();
        auto const after = contents_of(shared_server(), bulk.guild.id);
        for (auto const& [record, content] : bulk.before) {
            auto const id = id_of(record);
            if (!bulk.touched.contains(id)) {
                EXPECT_EQ(after.at(record), content) << record << " with seed " << seed;
            } else if (!record.starts_with("words/") && without("phone", after.at(record)) != without("phone", content)) {
                EXPECT_TRUE(bulk.named.contains(id)) << record << " stays changed, and is not named";
            }
        }
        for (auto const& id : bulk.named)
            EXPECT_TRUE(bulk.touched.contains(id)) << id << " is kept, though nobody has changed it";
    }
}

namespace {

// What follows from what was touched: whose words they are, and who is primary where a touched contact is or was.
bool is_own(std::string const& record)
{
    return !record.starts_with("words/") && !record.starts_with("contacts/");
}

}  // namespace

TEST(Merges, GoBackExactlyWhereNothingHappensInBetween)
{
    int merged = 0;
    for (unsigned seed = 1; seed <= 12; ++seed) {
        Merging merging(seed);
        for (int step = 0; step < 3; ++step)
            merging.merge_two();
        merged += static_cast<int>(merging.merges.size());
        merging.undo_all();
        EXPECT_EQ(contents_of(shared_server(), merging.guild.id), merging.before) << "with seed " << seed;
        EXPECT_TRUE(merging.named.empty());
    }
    EXPECT_GT(merged, 12);
}

TEST(Merges, LeaveAndNameWhatWasChangedInBetween)
{
    int named = 0;
    for (unsigned seed = 101; seed <= 112; ++seed) {
        Merging merging(seed);
        for (int step = 0; step < 3; ++step) {
            merging.merge_two();
            if (!merging.merges.empty() && merging.chance.coin())
                merging.touch();
        }
        merging.undo_all();
        named += static_cast<int>(merging.named.size());
        auto const after = contents_of(shared_server(), merging.guild.id);
        for (auto const& [record, content] : merging.before)
            if (is_own(record) && !merging.touched.contains(id_of(record))) {
                EXPECT_EQ(after.at(record), content) << record << " with seed " << seed;
            }
        for (auto const& id : merging.named)
            EXPECT_TRUE(merging.touched.contains(id)) << id << " is named, though nobody has changed it";
        for (auto const& customer : merging.customers) {
            auto const contacts = merging.guild.client.get("/customers/" + customer + "/contacts?limit=200").json();
            int primaries = 0;
            for (auto const& each : contacts.find("items")->items)
                primaries += each.find("primary")->boolean;
            EXPECT_EQ(primaries, contacts.find("items")->items.empty() ? 0 : 1) << customer;
        }
    }
    EXPECT_GT(named, 3);
}
