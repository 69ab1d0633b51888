#include <gmock/gmock.h>

#include "support/documents.h"
#include "support/guild_of_its_own.h"

// An agency's people work in the guilds of a group by one of its roles, for as long as each guild lets them.
namespace guildhall::tree {

using namespace support;
using support::Answer;
using support::Client;
using support::Person;
using testing::HasSubstr;
using testing::Not;

namespace {

std::string unlike(std::string const& word)
{
    return word + " " + Uuid::make().text();
}

struct AnAgencysTeam : testing::Test {
    TestServer& server = shared_server();
    World const& world = server.world();
    GuildOfItsOwn guild;
    Client const& gita = guild.client;
    Client olga = server.as(world.olga);
    std::string const customer = made(gita, "/customers", "{'name':'Alfreds Futterkiste'}");
    std::string const here = "/access-owners/" + world.olgas_access_owner.text();
    std::string const role =
        made(olga, here + "/role-sets",
             "{'name':'" + unlike("Consultant") + "','permissions':['customers.read:guild','customers.create:guild']}");
    std::string group = made(olga, here + "/guild-groups", "{'name':'" + unlike("Trade") + "','guild_ids':['" + guild.id + "']}");

    Answer assigned(std::string const& email, std::string const& more) const
    {
        return olga.post(here + "/assignments", json_of("{'email':'" + email + "','name':'Abe','team_role_id':'" + role +
                                                        "','guild_group_id':'" + group + "'" + more + "}"));
    }
    // Somebody new, acting in the guild; the assignment is kept.
    Client abe()
    {
        address = Uuid::make().text() + "@agents.example";
        auto const answer = assigned(address, ",'password':'a bridge of reeds'");
        EXPECT_EQ(answer.status, 201) << answer.body;
        assignment = answer.text("id");
        Person person;
        person.account = *Uuid::parse(answer.text("account_id"));
        person.membership = *Uuid::parse(gita.get("/guilds/" + guild.id + "/agents").text("items.0.id"));
        account = person.account.text();
        return server.as(person);
    }
    int adds(Client const& who) const { return who.post("/customers", json_of("{'name':'Theirs'}")).status; }

    std::string assignment, account, address;
};

}  // namespace

TEST_F(AnAgencysTeam, ReadsInTheGuildsOfItsGroupAndWritesIfTheGuildSaysSo)
{
    auto const agent = abe();
    EXPECT_EQ(agent.get("/customers/" + customer).status, 200);
    EXPECT_EQ(agent.get("/estimates").ids().size(), 0u) << "its own, of which it has none";
    EXPECT_EQ(adds(agent), 403) << "agents read until the guild lets them work";
    EXPECT_EQ(olga.put("/guilds/" + guild.id + "/standing-grant/work").status, 403);
    EXPECT_EQ(gita.put("/guilds/" + guild.id + "/standing-grant/work").text("works"), "true");
    EXPECT_EQ(adds(agent), 201);
    EXPECT_EQ(agent.post("/products", json_of("{'name':'Desk','unit_price':'1'}")).status, 403) << "not in its role";
    EXPECT_THAT(gita.get("/audit-events?action=rights.raised").body, HasSubstr(account));
    EXPECT_EQ(gita.del("/guilds/" + guild.id + "/standing-grant/work").status, 204);
    EXPECT_EQ(adds(agent), 403);
    EXPECT_EQ(agent.get("/customers").status, 200);
}

TEST_F(AnAgencysTeam, IsOutWithTheNextRequest)
{
    auto const agent = abe();
    auto const in_group = [&](std::string const& guilds) {
        auto const path = "/guild-groups/" + group;
        return olga.patch(path, json_of("{'guild_ids':[" + guilds + "]}"), olga.get(path).text("version")).status;
    };
    EXPECT_EQ(agent.get("/customers").status, 200);
    EXPECT_EQ(in_group(""), 200);
    EXPECT_EQ(agent.get("/customers").status, 401) << "the guild has left the group";
    EXPECT_EQ(in_group("'" + guild.id + "'"), 200);
    EXPECT_EQ(agent.get("/customers").status, 200);
    EXPECT_EQ(gita.del("/guilds/" + guild.id + "/standing-grant").status, 204);
    EXPECT_EQ(agent.get("/customers").status, 401) << "the guild has ended what its agency may read";
    EXPECT_EQ(gita.put("/guilds/" + guild.id + "/standing-grant").status, 200);
    EXPECT_EQ(agent.get("/customers").status, 200);
    EXPECT_EQ(gita.put("/accounts/" + account + "/suspension").status, 200);
    EXPECT_EQ(agent.get("/customers").status, 401) << "the guild has shut it out";
    EXPECT_EQ(gita.del("/accounts/" + account + "/suspension").status, 204);
    EXPECT_EQ(olga.del("/assignments/" + assignment).status, 204);
    EXPECT_EQ(agent.get("/customers").status, 401) << "the agency has taken the work back";
    EXPECT_EQ(gita.get("/guilds/" + guild.id + "/agents").ids().size(), 0u);
}

TEST_F(AnAgencysTeam, HearsOfFurtherWorkByMail)
{
    abe();
    auto const told = [&] {
        return server.database().superuser().value<std::string>(
            "select coalesce(string_agg(o.facts ->> 'guild_group', ' '), '') from platform.outbox o where o.template = 'work_given' and "
            "o.account_id = $1",
            db::values(*Uuid::parse(account)));
    };
    EXPECT_EQ(told(), "") << "who is new hears it with the first password";
    auto const more = unlike("More");
    group = made(olga, here + "/guild-groups", "{'name':'" + more + "'}");
    EXPECT_EQ(assigned(address, "").status, 201);
    EXPECT_EQ(told(), more);
    EXPECT_EQ(assigned(address, "").status, 422) << "it is given already";
    EXPECT_EQ(told(), more);
}

TEST_F(AnAgencysTeam, IsMadeOfWhatTheAgencyHasAlone)
{
    auto const otto = server.as(world.otto);
    auto const theirs = "/access-owners/" + world.ottos_access_owner.text();
    EXPECT_EQ(olga.post(theirs + "/guild-groups", json_of("{'name':'Theirs'}")).status, 404);
    EXPECT_EQ(otto.get("/guild-groups/" + group).status, 404);
    EXPECT_EQ(otto.get("/role-sets/" + role).status, 404);
    EXPECT_EQ(otto.patch("/role-sets/" + role, json_of("{'name':'Taken'}"), "1").status, 404);
    EXPECT_EQ(gita.get("/role-sets/" + role).status, 404) << "a guild sees what its agents may, not the agency's own";
    auto const foreign = olga.post(here + "/guild-groups",
                                   json_of("{'name':'" + unlike("Wide") + "','guild_ids':['" + world.foreign.guild.id.text() + "']}"));
    EXPECT_EQ(foreign.text("fields.0.field"), "guild_ids");
    EXPECT_EQ(otto.post(theirs + "/assignments",
                        json_of("{'email':'x@agents.example','name':'X','password':'a bridge of reeds','team_role_id':'" + role +
                                "','guild_group_id':'" + group + "'}"))
                  .text("fields.0.field"),
              "team_role_id");
    EXPECT_EQ(assigned(world.otto.email, "").status, 201) << "invited: nobody that olga sees";
    EXPECT_EQ(gita.put("/memberships/" + guild.gita.membership.text() + "/role-set", json_of("{'role_set_id':'" + role + "'}")).status,
              403);
}

TEST_F(AnAgencysTeam, IsChangedByItsRoleAndKeptTogetherByItsGroup)
{
    auto const agent = abe();
    EXPECT_EQ(agent.get("/notes").status, 404);
    EXPECT_EQ(agent.get("/estimates").status, 200);
    auto const wider = olga.patch("/role-sets/" + role, json_of("{'permissions':['customers.read:own']}"), "1");
    EXPECT_EQ(wider.status, 200) << wider.body;
    EXPECT_EQ(wider.text("people"), "1");
    EXPECT_EQ(agent.get("/customers").ids().size(), 0u) << "its own, of which it has none";
    EXPECT_EQ(olga.del("/role-sets/" + role).status, 409);
    EXPECT_EQ(olga.del("/guild-groups/" + group).status, 409);
    EXPECT_EQ(olga.del("/assignments/" + assignment).status, 204);
    EXPECT_EQ(olga.del("/role-sets/" + role).status, 204);
    EXPECT_EQ(olga.del("/guild-groups/" + group).status, 204);
}

TEST_F(AnAgencysTeam, StaysBehindWhenTheGuildGoesToAnotherAgency)
{
    auto const agent = abe();
    auto const offer = made(olga, "/guilds/" + guild.id + "/handovers", "{'access_owner_id':'" + world.ottos_access_owner.text() + "'}");
    EXPECT_EQ(server.as(world.otto).post("/handovers/" + offer + "/acceptance", "{}").status, 200);
    EXPECT_EQ(agent.get("/customers").status, 401);
    EXPECT_THAT(olga.get("/guild-groups/" + group).body, Not(HasSubstr(guild.id)));
}

TEST_F(AnAgencysTeam, IsExplainedByItsWork)
{
    auto const agent = abe();
    auto const member = gita.get("/guilds/" + guild.id + "/agents").text("items.0.id");
    auto const why = [&](std::string const& permission) {
        return gita.get("/explanations?permission=" + permission + "&membership_id=" + member);
    };
    EXPECT_EQ(why("customers.read").text("allowed"), "true") << why("customers.read").body;
    EXPECT_EQ(why("customers.create").text("allowed"), "false");
    EXPECT_THAT(why("customers.create").body, HasSubstr(R"("reason":"agents_work","holds":false)"));
    olga.del("/assignments/" + assignment);
    EXPECT_THAT(why("customers.read").body, HasSubstr(R"("reason":"assignment","holds":false)"));
}

}  // namespace guildhall::tree
