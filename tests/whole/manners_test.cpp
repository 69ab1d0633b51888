// Every list that there is keeps the manners of lists: orders, pages, search, and a count beside it.
#include <gmock/gmock.h>

#include <algorithm>
#include <map>
#include <set>

#include "support/bulk.h"
#include "support/guild_of_its_own.h"

namespace guildhall::whole {

using namespace support;
using testing::Contains;
using testing::ElementsAreArray;

namespace {

using support::Answer;
using support::Client;
using support::shared_server;
using Names = std::vector<std::string>;

Names reversed(Names names)
{
    std::reverse(names.begin(), names.end());
    return names;
}

// A guild with some of everything, and those who read its lists and the lists above it.
struct FullGuild {
    FullGuild()
    {
        for (std::string const name : {"Ansel Berg", "Dora Eck", "Finn Gold"}) {
            fill(name);
            fill_customer(name);
            fill_places(name);
            fill_watch(name);
            fill_desk(name);
            shared_server().as(guild.gita);  // one more session
        }
        fill_bulk_changes();
    }

    void fill(std::string const& name)
    {
        auto const& gita = guild.client;
        auto const customer = made(gita, "/customers", "{'name':'" + name + "'}");
        parents["customer_id"] = customer;
        made(gita, "/products", "{'name':'" + name + "','unit_price':'1'}");
        made(gita, "/activities", "{'subject':'" + name + "'}");
        made(gita, "/tags", "{'name':'" + name + "'}");
        made(gita, "/groups", "{'name':'" + name + "'}");
        made(gita, "/views", "{'list':'customers','name':'" + name + "'}");
        made(gita, "/me/api-keys", "{'name':'" + name + "','permissions':['customers.read']}");
        made(gita, "/estimates", "{'customer_id':'" + customer + "','lines':[]}");
        auto const imported = gita.upload("/imports", "multipart/form-data; boundary=x",
                                          "--x\r\nContent-Disposition: form-data; name=\"kind\"\r\n\r\nproducts\r\n"
                                          "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" +
                                              name + ".csv\"\r\n\r\nname,unit_price\nA,1\n\r\n--x--\r\n");
        EXPECT_EQ(imported.status, 202) << imported.body;
    }

    // What the server writes down about the guild.
    void fill_watch(std::string const& name) const
    {
        auto& superuser = shared_server().database().superuser();
        superuser.run(
            "insert into guild.alerts (guild_id, id, spot_pos, owner_id, rule, level, subject, amount, first_at, last_at, last_seq)"
            " values ($1::text::uuid, wall.uuid_in_order(1), 0, $2, lower(replace($3, ' ', '_')), 'notice', '', 1, now(), now(), 1)",
            db::values(guild.id, guild.gita.account, name));
        superuser.run("insert into platform.isolation_receipts (id, at, version, routes, requests, statements, findings, document)"
                      " values (wall.uuid_in_order(1), clock_timestamp(), $1, 1, 1, 1, 0, '{}')",
                      db::values(name));
        superuser.run("insert into platform.examinations (id, at, version, complaints, backup_is_proven)"
                      " values (wall.uuid_in_order(1), clock_timestamp(), $1, '[]', false)",
                      db::values(name));
    }

    void fill_desk(std::string const& name) const
    {
        made(alma, "/desk-members", "{'email':'" + (name == "Ansel Berg" ? guild.gita : shared_server().world().mona).email + "'}");
        shared_server().database().superuser().run(
            "insert into platform.desk_cases (id, number, source, received_at, reported_severity, description)"
            " values (wall.uuid_in_order(1), wall.next_desk_number(now()), 'form', now(), 'unsure', $1)",
            db::values(name));
    }

    // Of the one customer that the first was.
    void fill_customer(std::string const& name)
    {
        parents.try_emplace("first_customer", parents["customer_id"]);
        parents["customer_id"] = parents["first_customer"];
        auto const there = "/customers/" + parents["customer_id"];
        made(guild.client, there + "/contacts", "{'first_name':'" + name + "','last_name':'Hill'}");
        made(guild.client, there + "/notes", "{'body':'" + name + " called'}");
    }

    // Each with rows that failed.
    void fill_bulk_changes()
    {
        std::vector<std::string> gone;
        for (std::string const name : {"Gitta Hahn", "Ida Jung", "Karl Lenz"}) {
            gone.push_back(made(guild.client, "/customers", "{'name':'" + name + "'}"));
            EXPECT_EQ(guild.client.del("/customers/" + gone.back()).status, 204);
        }
        for (auto const* status : {"lead", "former"})
            parents["bulk_change_id"] =
                bulk_changed(guild.client, "customers", gone, "{'status':'" + std::string(status) + "'}").text("id");
    }

    void fill_places(std::string const& name)
    {
        auto const invited = [&] { return "{'name':'" + name + "','email':'" + Uuid::make().text() + "@manners.example'"; };
        auto const account = [&] { return invited() + ",'password':'a bridge of reeds'}"; };
        auto const& gita = guild.client;
        parents.try_emplace("guild_id", guild.id);
        parents.try_emplace("access_owner_id", shared_server().world().olgas_access_owner.text());
        parents.try_emplace("spot_id", made(gita, "/guilds/" + guild.id + "/spots", "{'name':'" + name + "'}"));
        made(gita, "/spots/" + parents["spot_id"] + "/spots", "{'name':'Below " + name + "'}");
        made(gita, "/spots/" + parents["spot_id"] + "/heads", account());
        made(gita, "/spots/" + parents["spot_id"] + "/builders", account());
        made(gita, "/guilds/" + guild.id + "/administrators", account());
        made(gita, "/guilds/" + guild.id + "/role-sets", "{'name':'" + name + "','permissions':['customers.read:own']}");
        made(gita, "/guilds/" + guild.id + "/administrators", invited() + "}");
        made(olga, "/access-owners/" + parents["access_owner_id"] + "/team", account());
        made(alma, "/access-owners", "{'name':'" + name + "'}");
        auto const offered = made(olga, "/guilds/" + guild.id + "/handovers",
                                  "{'access_owner_id':'" + shared_server().world().ottos_access_owner.text() + "'}");
        EXPECT_EQ(olga.post("/handovers/" + offered + "/cancellation", "{}").status, 200);
        made(gita, "/guilds/" + guild.id + "/support-grants", "{'reason':'" + name + "'}");
        fill_team(name);
        auto const given = "{'name':'" + name + "','permissions':['customers.read']}";
        parents.try_emplace("service_account_id", made(gita, "/guilds/" + guild.id + "/service-accounts", given));
        made(gita, "/service-accounts/" + parents["service_account_id"] + "/keys", given);
        auto const owner = made(alma, "/access-owners", "{'name':'Given " + name + "'}");
        made(alma, "/access-owners/" + owner + "/handovers", "{'moderator_id':'" + shared_server().world().mona.account.text() + "'}");
    }

    // Of olga's agency: a role, a group, and somebody who works there by it.
    void fill_team(std::string const& name)
    {
        auto const agency = "/access-owners/" + parents["access_owner_id"];
        auto const role = made(olga, agency + "/role-sets", "{'name':'" + name + "','permissions':['customers.read:own']}");
        auto const group = made(olga, agency + "/guild-groups", "{'name':'" + name + "','guild_ids':['" + guild.id + "']}");
        made(olga, agency + "/assignments",
             "{'name':'" + name + "','email':'" + Uuid::make().text() +
                 "@manners.example','password':'a bridge of reeds','team_role_id':'" + role + "','guild_group_id':'" + group + "'}");
    }

    std::string filled(std::string path) const
    {
        for (auto const& [name, id] : parents)
            if (auto const at = path.find("{" + name + "}"); at != path.npos)
                path.replace(at, name.size() + 2, id);
        return path;
    }

    // The one to whom it is longest.
    Client const& reader_of(std::string const& path) const
    {
        auto const length = [&](Client const* client) { return std::atoi(client->get(path + "/count").text("count").c_str()); };
        auto const* best = &guild.client;
        for (auto const* client : {&olga, &alma})
            if (length(client) > length(best))
                best = client;
        return *best;
    }

    GuildOfItsOwn guild;
    Client olga = shared_server().as(shared_server().world().olga), alma = shared_server().as(shared_server().world().admin);
    std::map<std::string, std::string> parents;
};

// One list, as somebody reads it who may.
struct EachList : testing::TestWithParam<std::string> {
    static FullGuild const& filled()
    {
        static FullGuild const guild;
        return guild;
    }

    std::string const path = filled().filled(GetParam());
    Client const& reader = filled().reader_of(path);

    std::string const identity = path == "/audit-events" ? "hash" : "id";

    Names ordered(std::string const& sort) const { return all_of(reader, path + "?sort=" + sort, identity, 2); }
    std::string counted(std::string const& query = "") const { return reader.get(path + "/count" + query).text("count"); }
    bool takes(std::string const& sort) const { return reader.get(path + "?sort=" + sort).status == 200; }
};

std::vector<std::string> lists()
{
    std::vector<std::string> all;
    for (auto const& route : shared_server().router().routes())
        if (route.list)
            all.push_back(route.path);
    return all;
}

std::string named(testing::TestParamInfo<std::string> const& list)
{
    auto name = list.param;
    std::replace_if(
        name.begin(), name.end(), [](unsigned char c) { return !std::isalnum(c); }, '_');
    return name;
}

// A text of the first item by which it should be found.
std::string shown(Answer const& page)
{
    for (std::string const member : {"name", "guild", "access_owner", "first_name", "customer_name", "subject", "body", "file_name",
                                     "action", "kind", "rule", "version", "number"})
        if (auto const text = page.text("items.0." + member); !text.empty())
            return text;
    return {};
}

}  // namespace

TEST_P(EachList, GoesUpAndDownInTimeInPages)
{
    auto const up = ordered("created_at");
    EXPECT_GE(up.size(), 2u);
    EXPECT_EQ(std::set(up.begin(), up.end()).size(), up.size());
    EXPECT_THAT(ordered("-created_at"), ElementsAreArray(reversed(up)));
}

TEST_P(EachList, GoesUpAndDownByNameWhereThereIsOne)
{
    auto const first = reader.get(path + "?limit=1");
    bool const has_name = !first.text("items.0.name").empty() || !first.text("items.0.first_name").empty();
    EXPECT_EQ(takes("name"), has_name);
    if (!has_name)
        return;
    auto const up = ordered("name");
    EXPECT_THAT(ordered("-name"), ElementsAreArray(reversed(up)));
    EXPECT_EQ(up.size(), ordered("created_at").size());
}

TEST_P(EachList, IsCountedBesideIt)
{
    EXPECT_EQ(counted(), std::to_string(ordered("created_at").size()));
}

TEST_P(EachList, FindsWhatItShowsByTheBeginningsOfItsWords)
{
    auto const first = reader.get(path + "?limit=1");
    auto const text = shown(first);
    ASSERT_FALSE(text.empty()) << first.body;
    auto const query = "?search=" + in_query(text.substr(0, text.find_last_not_of('.')));
    auto const found = all_of(reader, path + query, identity, 200);
    EXPECT_THAT(found, Contains(first.text("items.0." + identity))) << query;
    EXPECT_EQ(counted(query), std::to_string(found.size()));
}

TEST_P(EachList, FindsNothingByWhatIsNoWord)
{
    for (auto const* text : {"%", "_", "!!!", "-", " ", "\\", "zqzqzq"}) {
        auto const query = "?search=" + in_query(text);
        EXPECT_EQ(reader.get(path + query).body, R"({"items":[],"next":null})") << text;
        EXPECT_EQ(counted(query), "0") << text;
    }
}

INSTANTIATE_TEST_SUITE_P(, EachList, testing::ValuesIn(lists()), named);

}  // namespace guildhall::whole
