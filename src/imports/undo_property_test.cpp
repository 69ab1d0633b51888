// An undo restores exactly, but for what others have done meanwhile, whatever that is and whenever they did it.
#include <gtest/gtest.h>

#include <chrono>
#include <map>
#include <random>
#include <set>
#include <thread>

#include "support/importing.h"

using namespace guildhall;
using namespace guildhall::support;

namespace {

// All that stands of a record, but for how often and by whom it was written.
constexpr auto state_of_everything =
    "select k || ' ' || id || ' ' || md5((to_jsonb(r) - '{version,updated_at,updated_by,import_id}'::text[])::text)"
    "  from (select 'customer' as k, c.id, to_jsonb(c) as r from guild.customers c where deleted_at is null"
    "         union all select 'contact', p.id, to_jsonb(p) from guild.contacts p where deleted_at is null"
    "         union all select 'note', n.id, to_jsonb(n) from guild.notes n where deleted_at is null) s"
    " order by 1";

class AnUndo : public testing::TestWithParam<unsigned> {
protected:
    std::vector<std::string> state()
    {
        auto const rows = server.database().superuser().run(state_of_everything, {});
        std::vector<std::string> all;
        for (int i = 0; i < rows.size(); ++i)
            all.push_back(rows[i].get<std::string>(0));
        return all;
    }
    std::string hash_of(std::string const& id)
    {
        return server.database().superuser().value<std::string>(
            "select md5((to_jsonb(c) - '{version,updated_at,updated_by}'::text[])::text) from guild.customers c where id = '" + id + "'");
    }

    void import_rows(Running const& import, std::string const& duplicates)
    {
        auto const put = import.client().put(import.path() + "/mapping",
                                             R"({"mapping":{"Code":"external_id","Name":"name","Phone":"phone","City":"address.city",)"
                                             R"("Mail":"contact.email","Note":"note"},"match_by":"external_id","duplicates":")" +
                                                 duplicates + "\"}");
        ASSERT_EQ(put.status, 200) << put.body;
    }

    std::string some_rows(int count)
    {
        std::string rows = "Code,Name,Phone,City,Mail,Note\n";
        for (int i = 0; i < count; ++i) {
            auto const code = std::to_string(random() % 120);
            rows += "X-" + code + ",Name " + code + "/" + std::to_string(random() % 5) + "," + (random() % 3 ? "55555" + code : "") + "," +
                    (random() % 3 ? "City " + std::to_string(random() % 4) : "") + "," +
                    (random() % 3 ? "m" + std::to_string(random() % 200) + "@rows.example" : "") + "," + (random() % 4 ? "" : "noted") +
                    "\n";
        }
        return rows;
    }

    std::string any_customer(support::Client const& client)
    {
        return client.get("/customers?external_id=X-" + std::to_string(random() % 120)).text("items.0.id");
    }

    // What a colleague does to a customer. Its own facts are somebody else's business then; or it is only used, and stays.
    void edit(support::Client const& bob, std::string const& id)
    {
        auto const version = bob.get("/customers/" + id).text("version");
        auto const done = [&](support::Answer const& answer, int status, bool is_owned) {
            if (answer.status != status)
                return;
            if (is_owned)
                owned[id] = hash_of(id);
            else
                used.insert(id);
        };
        switch (random() % 5) {
        case 0: return done(bob.patch("/customers/" + id, R"({"phone":"777777"})", version), 200, true);
        case 1: return done(bob.post("/customers/" + id + "/notes", R"({"body":"called"})"), 201, false);
        case 2: return done(bob.post("/customers/" + id + "/contacts", R"({"first_name":"Eve","last_name":"New"})"), 201, false);
        case 3: return done(bob.patch("/customers/" + id, R"({"name":"Renamed by hand"})", version), 200, true);
        default: return done(bob.del("/customers/" + id), 204, true);
        }
    }

    // What others do while it is taken back, and while that is cancelled and begun again.
    void disturb(Running const& import, support::Client const& bob)
    {
        for (int i = 0; i < 25; ++i) {
            auto const id = any_customer(bob);
            if (!id.empty())
                edit(bob, id);
            if (i % 7 == 3 && import.step("cancellation").status == 202) {
                import.step("undo");
                std::this_thread::sleep_for(std::chrono::milliseconds(random() % 20));
            }
        }
        while (import.now().text("state") != "undone" && import.now().text("state") != "running")
            import.step("undo");
    }

    void expect_others_work_untouched(support::Client const& gita)
    {
        for (auto const& [id, hash] : owned)
            EXPECT_EQ(hash_of(id), hash) << id << " was somebody's own";
        for (auto const& id : used) {
            if (owned.contains(id))
                continue;
            EXPECT_EQ(gita.get("/customers/" + id).status, 200) << id << " was used";
            auto const beside = gita.get("/customers/" + id + "/notes").body + gita.get("/customers/" + id + "/contacts").body;
            EXPECT_TRUE(beside.find("called") != beside.npos || beside.find("Eve") != beside.npos) << beside;
        }
    }

    // What the import made has gone, what it changed is back; but for what is others' and what was named.
    void expect_the_rest_restored(std::map<std::string, std::string>& original, std::set<std::string> const& named)
    {
        for (auto const& line : state()) {
            auto const key = line.substr(0, line.rfind(' '));
            auto const customer = line.starts_with("customer ") ? key.substr(9) : std::string();
            if (customer.empty() || owned.contains(customer) || named.contains(customer))
                continue;
            EXPECT_TRUE(original.contains(key)) << key << " is left over";
            EXPECT_EQ(line, original[key]);
        }
    }

    std::map<std::string, std::string> owned;  // customer → how it stood when somebody had changed it
    std::set<std::string> used;

    TestServer server;
    std::mt19937 random{GetParam()};
};

}  // namespace

TEST_P(AnUndo, RestoresExactlyWhatNobodyTouched)
{
    auto const gita = server.as(server.world().first.administrator);
    Running const ground(gita, some_rows(80), "customers");
    import_rows(ground, "skip");
    ground.run();
    auto const before = state();
    Running const import(gita, some_rows(400), "customers");
    import_rows(import, "update");
    auto const done = import.run();
    EXPECT_EQ(done.text("failed"), "0") << done.body;
    EXPECT_NE(done.text("updated"), "0");
    EXPECT_NE(state(), before);
    ASSERT_EQ(import.step("undo").status, 202);
    auto const undone = import.settled();
    EXPECT_EQ(undone.text("state"), "undone");
    EXPECT_EQ(undone.text("kept"), "0") << import.client().get(import.path() + "/left").body;
    EXPECT_EQ(state(), before);
}

TEST_P(AnUndo, LeavesWhatOthersDidAndNamesIt)
{
    auto const gita = server.as(server.world().first.administrator), bob = server.as(server.world().first.administrator);
    Running const ground(gita, some_rows(80), "customers");
    import_rows(ground, "skip");
    ground.run();
    std::map<std::string, std::string> original;
    for (auto const& line : state())
        original.emplace(line.substr(0, line.rfind(' ')), line);
    Running const import(gita, some_rows(400), "customers");
    import_rows(import, "update");
    import.run();
    ASSERT_EQ(import.step("undo").status, 202);
    disturb(import, bob);
    auto const undone = import.settled();
    ASSERT_EQ(undone.text("state"), "undone") << undone.body;
    auto const left = gita.get(import.path() + "/left").json();
    std::set<std::string> named;
    for (auto const& row : left.find("rows")->items)
        named.insert(row.find("record_id")->string);
    EXPECT_EQ(left.find("count")->integer, std::stoll(undone.text("kept")));
    expect_others_work_untouched(gita);
    expect_the_rest_restored(original, named);
    auto& superuser = server.database().superuser();
    EXPECT_EQ(
        superuser.value<std::int64_t>("select count(*) from guild.import_rows where outcome in ('created', 'updated') and undone is null "
                                      "and import_id = '" +
                                      import.path().substr(9) + "'"),
        0);
    EXPECT_EQ(superuser.value<std::int64_t>("select count(*) from wall.verify_chains() where first_bad is not null"), 0);
    // Each that was taken back is in the trail, by whom it was taken back.
    EXPECT_GE(
        superuser.value<std::int64_t>("select count(*) from guild.audit_events where action in ('customers.deleted', 'customers.updated')"),
        std::stoll(undone.text("removed")));
}

INSTANTIATE_TEST_SUITE_P(Seeds, AnUndo, testing::Values(1u, 2u, 3u));
