// Bulk changes, merges and imports of the same records, in any order, and taken back in any order.
#include <gmock/gmock.h>

#include <algorithm>

#include "support/importing.h"
#include "support/interleaving.h"

using namespace guildhall::support;

namespace {

struct Mixture : Merging {
    explicit Mixture(unsigned seed) : Merging(seed)
    {
        for (int step = 0; step < 6; ++step)
            switch (chance.number() % 3) {
            case 0: merge_more(); break;
            case 1: change_some(); break;
            default: import_some();
            }
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

    // Rows for those that are there, which are brought up to date, and for one that is new.
    void import_some()
    {
        std::string rows = "Code,Name,Phone\n";
        for (std::string const code : {"Alfreds Futterkiste", "Alfreds Futter", "Alfred", "Alfredo"})
            if (chance.coin())
                rows += code + "," + code + " as listed,030 " + std::to_string(7'000'000 + chance.number() % 1'000'000) + "\n";
        Running const import(guild.client, rows + "Last,Last of the list,\n", "customers");
        auto const mapped = import.client().put(
            import.path() + "/mapping",
            json_of("{'mapping':{'Code':'external_id','Name':'name','Phone':'phone'},'match_by':'external_id','duplicates':'update'}"));
        EXPECT_EQ(mapped.status, 200) << mapped.body;
        EXPECT_EQ(import.run().text("state"), "done");
        done.push_back(import.path());
    }

    void undo(std::string const& path)
    {
        auto const undone = path.starts_with("/merges")    ? guild.client.post(path + "/undo", "")
                            : path.starts_with("/imports") ? import_undone(path)
                                                           : bulk_undone(guild.client, id_of(path.substr(1)));
        EXPECT_EQ(undone.text("state"), "undone") << undone.body;
        if (path.starts_with("/merges"))
            name_all(*undone.json().find("conflicts"), "id");
        else if (path.starts_with("/imports"))
            name_all(*guild.client.get(path + "/left").json().find("rows"), "record_id");
        else
            name_all(*guild.client.get(path + "/failures?limit=200").json().find("items"), "id");
    }

    // What an import made and took back lies in the trash, and is nothing that was there before.
    Contents standing() const
    {
        auto all = contents_of(shared_server(), guild.id);
        std::erase_if(all, [this](auto const& each) {
            return !before.contains(each.first) && each.first.starts_with("customers/") &&
                   each.second.find("\"deleted_at\": null") == std::string::npos;
        });
        return all;
    }

    Answer import_undone(std::string const& path)
    {
        EXPECT_EQ(guild.client.post(path + "/undo", "").status, 202);
        return settled(guild.client, path);
    }

    void name_all(guildhall::json::Value const& left, std::string_view key)
    {
        for (auto const& each : left.items)
            if (auto const* state = each.find("state"); !state || state->string == "kept")
                named.insert(each.find(key)->string);
    }

    Ids done;
};

}  // namespace

TEST(ChangesMergesAndImports, GoBackExactlyOneAfterTheOther)
{
    for (unsigned seed = 201; seed <= 212; ++seed) {
        Mixture mixture(seed);
        std::reverse(mixture.done.begin(), mixture.done.end());
        for (auto const& each : mixture.done)
            mixture.undo(each);
        EXPECT_EQ(mixture.standing(), mixture.before) << "with seed " << seed;
        EXPECT_TRUE(mixture.named.empty());
    }
}

// Who is primary follows from where contacts are, and words follow from what records say: a contact has none whose customer stays in the trash.
TEST(ChangesMergesAndImports, NameWhateverDoesNotGoBackInWhicheverOrder)
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
        auto const holds_named = [&](std::string const& contact) {
            return std::any_of(mixture.named.begin(), mixture.named.end(),
                               [&](auto const& id) { return contact.find(id) != std::string::npos; });
        };
        for (auto const& [record, content] : mixture.before)
            if (record.starts_with("estimate_lines") || mixture.named.contains(id_of(record)))
                continue;
            else if (record.starts_with("words/") && !after.contains(record))
                EXPECT_TRUE(holds_named(after.at("contacts/" + id_of(record)))) << record << " with seed " << seed;
            else
                EXPECT_EQ(without("primary", after.at(record)), without("primary", content)) << record << " with seed " << seed;
    }
    EXPECT_GT(named, 3u);
}
