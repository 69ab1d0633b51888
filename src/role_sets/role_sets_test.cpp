#include <gmock/gmock.h>

#include "support/documents.h"
#include "support/guild_of_its_own.h"

// Roles of a guild's own. Each test has a guild of its own, with a spot, its head and two builders.
namespace guildhall::role_sets {

using namespace support;
using support::Answer;
using support::Client;
using testing::HasSubstr;

namespace {

struct RoleSets : testing::Test {
    TestServer& server = shared_server();
    GuildOfItsOwn guild;
    Client const& gita = guild.client;
    Client olga = server.as(server.world().olga);
    std::string const sets = "/guilds/" + guild.id + "/role-sets";
    std::string const spot = made(gita, "/guilds/" + guild.id + "/spots", "{'name':'Sales'}");
    Person hana = member("spot"), ada = member("builder"), bob = member("builder");

    Person member(std::string const& role, bool in_spot = true)
    {
        Person person = guild.gita;
        person.role = role;
        person.name = role;
        person.email = Uuid::make().text() + "@roles.example";
        person.spot = in_spot ? Uuid::parse(spot) : std::nullopt;
        return add_person(server.database().superuser(), server.services(), person);
    }

    static std::string role(std::string const& permissions, std::string const& name = "Bookkeeping")
    {
        return json_of("{'name':'" + name + "','permissions':[" + permissions + "]}");
    }
    std::string made_role(std::string const& permissions) const
    {
        auto const answer = gita.post(sets, role(permissions, Uuid::make().text()));
        EXPECT_EQ(answer.status, 201) << answer.body;
        return answer.text("id");
    }
    static Answer give(Client const& who, Person const& to, std::string const& set)
    {
        return who.put("/memberships/" + to.membership.text() + "/role-set", json_of("{'role_set_id':'" + set + "'}"));
    }
    std::string raised(Person const& person) const
    {
        return gita.get("/audit-events?action=rights.raised&object=accounts/" + person.account.text()).body;
    }
};

}  // namespace

TEST_F(RoleSets, SayWhatTheirPeopleMayDoFromTheNextRequestOn)
{
    auto const mine = made(server.as(ada), "/activities", "{'subject':'Adas'}");
    auto const bobs = server.as(bob);
    EXPECT_EQ(bobs.get("/activities/" + mine).status, 200);
    auto const set = made_role("'activities.read:own','customers.create:own'");
    auto const given = give(gita, bob, set);
    ASSERT_EQ(given.status, 200) << given.body;
    EXPECT_EQ(given.text("role_set_id"), set);
    EXPECT_EQ(bobs.get("/activities/" + mine).status, 404);
    EXPECT_EQ(bobs.post("/activities", json_of("{'subject':'Bobs'}")).status, 403);
    EXPECT_EQ(bobs.post("/customers", json_of("{'name':'Bobs'}")).status, 201) << "the role says so, whatever the switch";

    ASSERT_EQ(gita.patch("/role-sets/" + set, json_of("{'permissions':['activities.read:guild','activities.create:own']}"), "1").status,
              200);
    EXPECT_EQ(bobs.get("/activities/" + mine).status, 200);
    EXPECT_EQ(bobs.post("/activities", json_of("{'subject':'Bobs'}")).status, 201);
    EXPECT_EQ(bobs.post("/customers", json_of("{'name':'Bobs'}")).status, 403);

    EXPECT_EQ(gita.del("/memberships/" + bob.membership.text() + "/role-set").status, 204);
    EXPECT_THAT(bobs.get("/me").body, HasSubstr("\"activities.delete:spot\""));
}

TEST_F(RoleSets, AreKeptWithVersionsAndRemovedWhenNobodyHasThem)
{
    auto const made_one = gita.post(sets, role("'customers.read:guild'"));
    ASSERT_EQ(made_one.status, 201) << made_one.body;
    auto const path = "/role-sets/" + made_one.text("id");
    EXPECT_EQ(made_one.text("permissions.0"), "customers.read:guild");
    EXPECT_EQ(gita.post(sets, role("'customers.read:own'", "BOOKKEEPING")).text("fields.0.field"), "name");
    EXPECT_EQ(gita.patch(path, json_of("{'name':'Books'}"), "1").text("version"), "2");
    EXPECT_EQ(gita.patch(path, json_of("{'name':'Other'}"), "1").status, 412);
    EXPECT_EQ(give(gita, ada, made_one.text("id")).status, 200);
    EXPECT_EQ(gita.get(sets).text("items.0.people"), "1");
    auto const refused = gita.del(path);
    EXPECT_EQ(refused.status, 409);
    EXPECT_THAT(refused.body, HasSubstr("Give them another one first"));
    EXPECT_EQ(gita.del("/memberships/" + ada.membership.text() + "/role-set").status, 204);
    EXPECT_EQ(gita.del(path).status, 204);
    EXPECT_EQ(gita.get(path).status, 404);
    EXPECT_THAT(gita.get("/audit-events?object=role_sets/" + made_one.text("id")).body, HasSubstr("role_sets.erased"));
}

TEST_F(RoleSets, HoldOnlyWhatThereIs)
{
    for (std::string const wrong : {"'customers.read'", "'customers.read:all'", "'nothing.read:own'", "'products.create:own'",
                                    "'team.create:guild'", "'customers.read:own','customers.read:own'"}) {
        auto const refused = gita.post(sets, role(wrong));
        EXPECT_EQ(refused.status, 422) << wrong << refused.body;
        EXPECT_EQ(refused.text("fields.0.field"), "permissions") << wrong;
    }
    EXPECT_EQ(give(gita, ada, Uuid::make().text()).text("fields.0.field"), "role_set_id");
    auto const elsewhere = made(olga, "/guilds/" + server.world().second.guild.id.text() + "/role-sets",
                                "{'name':'" + Uuid::make().text() + "','permissions':['customers.read:own']}");
    EXPECT_EQ(give(gita, ada, elsewhere).text("fields.0.field"), "role_set_id");
    EXPECT_EQ(gita.get("/role-sets/" + elsewhere).status, 404);
}

TEST_F(RoleSets, GiveNobodyMoreThanTheGiverHas)
{
    auto const hanas = server.as(hana);
    EXPECT_EQ(give(hanas, ada, made_role("'customers.read:guild'")).status, 422) << "a head sees its spot";
    EXPECT_EQ(give(hanas, ada, made_role("'customers.read:spot','customers.delete:own'")).status, 200);

    auto limited = member("guild", false);
    ASSERT_EQ(give(olga, limited,
                   made_role("'customers.read:guild','role_sets.create:guild','role_sets.update:guild','role_sets.assign:guild',"
                             "'heads.create:guild','builders.create:guild'"))
                  .status,
              200);
    auto const lars = server.as(limited);
    auto const refused = lars.post(sets, role("'customers.read:guild','customers.delete:own'"));
    EXPECT_EQ(refused.status, 422);
    EXPECT_EQ(refused.text("fields.0.message"), "goes beyond what you may do yourself: customers.delete:own");
    auto const little = lars.post(sets, role("'customers.read:guild'", "Little"));
    ASSERT_EQ(little.status, 201) << little.body;
    EXPECT_EQ(
        lars.patch("/role-sets/" + little.text("id"), json_of("{'permissions':['customers.read:guild','tags.create:guild']}"), "1").status,
        422);
    EXPECT_EQ(lars.del("/memberships/" + ada.membership.text() + "/role-set").status, 422) << "nor what a built-in role has";
    EXPECT_EQ(
        lars.post("/spots/" + spot + "/builders", json_of("{'name':'New','email':'" + Uuid::make().text() + "@roles.example'}")).status,
        422);
    EXPECT_EQ(lars.patch("/accounts/" + bob.account.text(), json_of("{'can_create_customers':true}"), "1").text("fields.0.field"),
              "can_create_customers");
}

TEST_F(RoleSets, RaiseNobodysOwnRights)
{
    auto const set = made_role("'customers.read:guild','role_sets.update:guild','role_sets.assign:guild','customers.delete:guild'");
    auto limited = member("guild", false);
    EXPECT_EQ(give(gita, limited, set).status, 403) << "nor those of a fellow administrator";
    EXPECT_EQ(give(gita, guild.gita, set).status, 403);
    ASSERT_EQ(give(olga, limited, set).status, 200);
    auto const lars = server.as(limited);
    EXPECT_EQ(give(lars, limited, set).status, 403);
    EXPECT_EQ(lars.del("/memberships/" + limited.membership.text() + "/role-set").status, 403);
    EXPECT_EQ(lars.patch("/role-sets/" + set, json_of("{'permissions':['customers.read:guild']}"), "1").status, 200) << "less is no danger";
    EXPECT_NE(lars.patch("/role-sets/" + set, json_of("{'permissions':['customers.read:guild','customers.delete:guild']}"), "2").status,
              200);
}

TEST_F(RoleSets, LeaveAGuildAnAdministratorWhoMayDoAll)
{
    auto const set = made_role("'customers.read:guild'");
    EXPECT_EQ(give(olga, guild.gita, set).status, 409);
    auto const other = member("guild", false);
    EXPECT_EQ(give(olga, guild.gita, set).status, 200);
    EXPECT_EQ(give(olga, other, set).status, 409);
    EXPECT_EQ(olga.put("/accounts/" + other.account.text() + "/suspension").status, 409);
    EXPECT_EQ(gita.get("/audit-events").status, 200);
    EXPECT_EQ(gita.post(sets, role("'customers.read:own'")).status, 403);
}

TEST_F(RoleSets, TellInTheTrailWhoseRightsHaveRisen)
{
    auto const set = made_role("'customers.read:spot'");
    ASSERT_EQ(give(gita, ada, set).status, 200);
    EXPECT_EQ(raised(ada).find("rights.raised"), std::string::npos) << "they have fallen";
    ASSERT_EQ(gita.patch("/role-sets/" + set, json_of("{'permissions':['customers.read:guild']}"), "1").status, 200);
    EXPECT_THAT(raised(ada), HasSubstr("rights.raised"));
    EXPECT_EQ(raised(bob).find("rights.raised"), std::string::npos);
    ASSERT_EQ(gita.patch("/accounts/" + bob.account.text(), json_of("{'can_create_customers':true}"), "1").status, 200);
    EXPECT_THAT(raised(bob), HasSubstr("rights.raised"));
}

TEST_F(RoleSets, AreExplained)
{
    auto const set = made_role("'activities.read:own'");
    auto const mine = made(server.as(ada), "/activities", "{'subject':'Adas'}");
    auto const asked = [&](Client const& who, std::string const& more) {
        return who.get("/explanations?permission=activities.read" + more);
    };
    auto const about_bob = "&membership_id=" + bob.membership.text(), about_it = "&record_id=" + mine;
    EXPECT_EQ(asked(gita, about_bob + about_it).text("allowed"), "true");
    ASSERT_EQ(give(gita, bob, set).status, 200);
    auto const no = asked(gita, about_bob + about_it);
    EXPECT_EQ(no.text("allowed"), "false") << no.body;
    EXPECT_THAT(no.body, HasSubstr(R"({"reason":"owner","holds":false)"));
    EXPECT_THAT(no.body, HasSubstr(R"("reason":"role_set","holds":true)"));
    EXPECT_EQ(asked(gita, about_bob).text("allowed"), "true") << "its own";
    EXPECT_EQ(asked(server.as(bob), "").text("membership_id"), bob.membership.text()) << "everybody about oneself";
    EXPECT_EQ(asked(server.as(bob), about_it).text("fields.0.field"), "record_id") << "what it does not see";
    EXPECT_EQ(asked(server.as(ada), about_bob).status, 403) << "nobody about a colleague";
    EXPECT_EQ(asked(server.as(server.world().foreign.administrator), about_bob).text("fields.0.field"), "membership_id");
    ASSERT_EQ(gita.put("/accounts/" + bob.account.text() + "/suspension").status, 200);
    EXPECT_THAT(asked(gita, about_bob).body, HasSubstr(R"({"reason":"membership","holds":false)"));
    EXPECT_EQ(gita.get("/explanations?permission=none.such").text("fields.0.field"), "permission");
}

}  // namespace guildhall::role_sets
