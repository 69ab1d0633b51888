// The tree: who makes, sees, changes and suspends whom. Expected values are those of the table "Who may".
#include <gmock/gmock.h>

#include "tenancy/tree.h"

namespace guildhall::tenancy {
namespace {

using db::values;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr auto person = "$2, gen_random_uuid(), $3, 'New', 'en', '$2b$12$hash'";

class ThePeople : public testing::Test {
protected:
    // The SQLSTATE of the statement by this person with this permission; "" and rolled back if it was done.
    std::string by(std::string const& who, std::string const& permission, std::string const& statement,
                   std::vector<db::Value> const& values = {})
    {
        Caller caller(tree, who);
        return refusal([&] {
            caller.enter({permission});
            caller.run(statement, values);
        });
    }
    std::string adds(std::string const& who, std::string const& permission, std::string const& call, Uuid place)
    {
        return by(who, permission, "select id from wall." + call, values(place, Uuid::make(), Uuid::make().text() + "@x.example"));
    }
    std::string adds_builder(std::string const& who, Uuid spot)
    {
        return adds(who, "builders.create", "add_builder($1, " + std::string(person) + ", true)", spot);
    }
    std::string adds_head(std::string const& who, Uuid spot)
    {
        return adds(who, "heads.create", "add_head($1, " + std::string(person) + ")", spot);
    }
    std::string adds_administrator(std::string const& who, Uuid guild)
    {
        return adds(who, "administrators.create", "add_administrator($1, " + std::string(person) + ")", guild);
    }
    std::string suspends(std::string const& who, std::string const& whom)
    {
        return by(who, "accounts.suspend", "select id from wall.suspend_account($1)", values(tree.account(whom)));
    }
    std::vector<std::string> list(std::string const& who, std::string const& permission, std::string const& statement,
                                  std::vector<db::Value> const& values = {})
    {
        Caller caller(tree, who);
        caller.enter({permission}, true);
        auto rows = caller.run(statement, values);
        std::vector<std::string> names;
        for (int i = 0; i < rows.size(); ++i)
            names.push_back(rows[i].get<std::string>(0));
        return names;
    }

    Tree tree;
};

TEST_F(ThePeople, MakeBuildersInTheirOwnSpotsAndBelow)
{
    EXPECT_EQ(adds_builder("hana", tree.first.sales), "");
    EXPECT_EQ(adds_builder("hana", tree.first.field_sales), "");
    EXPECT_EQ(adds_builder("hana", tree.first.service), "GH404");
    EXPECT_EQ(adds_builder("hugo", tree.first.sales), "GH404");
    EXPECT_EQ(adds_builder("gita", tree.first.service), "");
    EXPECT_EQ(adds_builder("gita", tree.second.sales), "GH404");
    EXPECT_EQ(adds_builder("gita", Uuid::make()), "GH404");
    EXPECT_EQ(adds_builder("olga", tree.second.sales), "");
    EXPECT_EQ(adds_builder("olga", tree.foreign.sales), "GH404");
    for (std::string const who : {"ada", "uma", "alma", "mona"})
        EXPECT_EQ(adds_builder(who, tree.first.sales), "GH403") << who;
}

TEST_F(ThePeople, MakeNobodyOfTheirOwnLevelWithTwoExceptions)
{
    EXPECT_EQ(adds_head("hana", tree.first.field_sales), "GH403");
    EXPECT_EQ(adds_head("gita", tree.first.sales), "");
    EXPECT_EQ(adds_administrator("gita", tree.first.id), "");
    EXPECT_EQ(adds_administrator("gita", tree.second.id), "GH404");
    EXPECT_EQ(adds_administrator("hana", tree.first.id), "GH403");
    EXPECT_EQ(adds_administrator("olga", tree.second.id), "");
    auto const team = "add_team_account($1, " + std::string(person) + ")";
    EXPECT_EQ(adds("olga", "team.create", team, tree.olgas), "");
    EXPECT_EQ(adds("olga", "team.create", team, tree.ottos), "GH404");
    EXPECT_EQ(adds("gita", "team.create", team, tree.olgas), "GH403");
    auto const moderator = "select id from wall.add_moderator($1, gen_random_uuid(), $2, 'New', 'en', 'x', null)";
    EXPECT_EQ(by("alma", "moderators.create", moderator, values(Uuid::make(), "m@x.example")), "");
    EXPECT_EQ(by("mona", "moderators.create", moderator, values(Uuid::make(), "m@x.example")), "GH403");
}

TEST_F(ThePeople, MakeAccessOwnersAndGuildsWhereTheyStand)
{
    auto const owner = "select id from wall.add_access_owner($1, 'New')";
    for (std::string const who : {"alma", "mona"})
        EXPECT_EQ(by(who, "access_owners.create", owner, values(Uuid::make())), "") << who;
    for (std::string const who : {"olga", "gita", "hana", "ada", "uma"})
        EXPECT_EQ(by(who, "access_owners.create", owner, values(Uuid::make())), "GH403") << who;
    auto const guild = "select id from wall.add_guild($1, $2, 'New', 'EUR', 'DE', 'en')";
    EXPECT_EQ(by("olga", "guilds.create", guild, values(tree.olgas, Uuid::make())), "");
    EXPECT_EQ(by("olga", "guilds.create", guild, values(tree.ottos, Uuid::make())), "GH404");
    EXPECT_EQ(by("mona", "guilds.create", guild, values(tree.olgas, Uuid::make())), "GH403");
}

TEST_F(ThePeople, GiveTheWholeTeamOfAnAgencyANewGuildToRead)
{
    Caller olga(tree, "olga");
    auto const guild = Uuid::make();
    olga.enter({"guilds.create"});
    olga.run("select id from wall.add_guild($1, $2, 'New', 'EUR', 'DE', 'en')", values(tree.olgas, guild));
    olga.commit();
    olga.enter_account();
    EXPECT_EQ(olga.value<std::int64_t>("select count(*) from wall.my_memberships() m where m.guild_id = $1", values(guild)), 1);
}

TEST_F(ThePeople, SeeTheTreeBelowThem)
{
    auto const guilds = "select name from wall.list_guilds() order by name";
    EXPECT_THAT(list("alma", "guilds.read", guilds), ElementsAre("first", "foreign", "second"));
    EXPECT_THAT(list("mona", "guilds.read", guilds), ElementsAre("first", "second"));
    EXPECT_THAT(list("olga", "guilds.read", guilds), ElementsAre("first", "second"));
    EXPECT_THAT(list("gita", "guilds.read", guilds), ElementsAre("first"));
    EXPECT_THAT(list("ada", "guilds.read", guilds), ElementsAre("first"));
    EXPECT_EQ(by("uma", "guilds.read", guilds), "GH403");

    auto const spots = "select name from wall.list_spots($1) order by name";
    EXPECT_THAT(list("hana", "spots.read", spots, values(tree.first.id)), ElementsAre("Field sales", "Sales"));
    EXPECT_THAT(list("ada", "spots.read", spots, values(tree.first.id)), ElementsAre("Sales"));
    EXPECT_THAT(list("gita", "spots.read", spots, values(tree.first.id)), ElementsAre("Field sales", "Sales", "Service"));
    EXPECT_EQ(by("gita", "spots.read", spots, values(tree.foreign.id)), "GH404");

    auto const builders = "select name from wall.list_builders($1) order by name";
    EXPECT_THAT(list("ada", "builders.read", builders, values(tree.first.sales)), ElementsAre("ada", "bob"));
    EXPECT_EQ(by("ada", "builders.read", builders, values(tree.first.field_sales)), "GH404");
    EXPECT_THAT(list("hana", "builders.read", builders, values(tree.first.field_sales)), ElementsAre("fiona"));

    auto const owners = "select name from wall.list_access_owners() order by name";
    EXPECT_THAT(list("alma", "access_owners.read", owners), ElementsAre("Olga's agency", "Otto's agency"));
    EXPECT_THAT(list("milo", "access_owners.read", owners), ElementsAre("Otto's agency"));
    EXPECT_THAT(list("olga", "access_owners.read", owners), ElementsAre("Olga's agency"));
    auto const moderators = "select name from wall.list_moderators() order by name";
    EXPECT_THAT(list("alma", "moderators.read", moderators), ElementsAre("milo", "mona"));
    EXPECT_THAT(list("mona", "moderators.read", moderators), ElementsAre("mona"));
}

TEST_F(ThePeople, ReadAccountsTheySeeAndChangeThoseBelow)
{
    auto reads = [&](std::string const& who, std::string const& whom) {
        return by(who, "accounts.read", "select id from wall.get_account($1)", values(tree.account(whom)));
    };
    auto renames = [&](std::string const& who, std::string const& whom) {
        return by(who, "accounts.update", "select id from wall.update_account($1, 1, 'Other', null, null)", values(tree.account(whom)));
    };
    EXPECT_EQ(reads("ada", "ada"), "");
    EXPECT_EQ(reads("ada", "bob"), "");
    EXPECT_EQ(reads("ada", "fiona"), "GH404");
    EXPECT_EQ(reads("ada", "ada of foreign"), "GH404");
    EXPECT_EQ(reads("uma", "uma"), "");
    EXPECT_EQ(reads("uma", "ada"), "GH404");
    EXPECT_EQ(reads("gita", "gita of second"), "GH404");
    EXPECT_EQ(reads("olga", "gita of second"), "");
    EXPECT_EQ(reads("mona", "gita of foreign"), "GH404");
    EXPECT_EQ(renames("ada", "ada"), "");
    EXPECT_EQ(renames("ada", "bob"), "GH403");
    EXPECT_EQ(renames("hana", "ada"), "");
    EXPECT_EQ(renames("hana", "sara"), "GH404");
    EXPECT_EQ(renames("gita", "hana"), "");
    EXPECT_EQ(renames("olga", "gita"), "");
    EXPECT_EQ(renames("milo", "gita"), "GH404");
}

TEST_F(ThePeople, SwitchTheCreatingOfCustomersForBuildersBelowThem)
{
    Caller hana(tree, "hana");
    hana.enter({"accounts.update"});
    hana.run("select id from wall.update_account($1, 1, null, null, true)", values(tree.account("bob")));
    hana.commit();
    Caller bob(tree, "bob");
    EXPECT_EQ(refusal([&] { bob.enter({"customers.create"}); }), "");
    bob.roll_back();
    EXPECT_EQ(by("bob", "accounts.update", "select id from wall.update_account($1, 2, null, null, false)", values(tree.account("bob"))),
              "GH403");
    EXPECT_EQ(by("hana", "accounts.update", "select id from wall.update_account($1, 1, null, null, false)", values(tree.account("bob"))),
              "GH412");
}

TEST_F(ThePeople, SuspendThoseBelowFromTheNextRequestOn)
{
    EXPECT_EQ(suspends("hana", "ada"), "");
    EXPECT_EQ(suspends("hana", "hana"), "GH403");
    EXPECT_EQ(suspends("hana", "gita"), "GH404");
    EXPECT_EQ(suspends("hana", "sara"), "GH404");
    EXPECT_EQ(suspends("ada", "bob"), "GH403");
    EXPECT_EQ(suspends("gita", "hana"), "");
    EXPECT_EQ(suspends("gita", "gita"), "GH403");
    EXPECT_EQ(suspends("mona", "hana"), "");
    EXPECT_EQ(suspends("milo", "hana"), "GH404");
    EXPECT_EQ(suspends("mona", "milo"), "GH404");
    EXPECT_EQ(suspends("alma", "mona"), "");
    EXPECT_EQ(suspends("alma", "alma"), "GH403");

    Caller ada(tree, "ada"), hana(tree, "hana");
    ada.enter({"customers.read"});
    ada.commit();
    hana.enter({"accounts.suspend"});
    hana.run("select id from wall.suspend_account($1)", values(tree.account("ada")));
    hana.commit();
    EXPECT_EQ(refusal([&] { ada.enter({"customers.read"}); }), "GH401");
    EXPECT_EQ(refusal([&] { ada.enter_account(); }), "GH401");
    hana.enter({"accounts.suspend"});
    EXPECT_TRUE(hana.value<bool>("select suspended from wall.get_account($1)", values(tree.account("ada"))));
    hana.run("select id from wall.resume_account($1)", values(tree.account("ada")));
    hana.commit();
    EXPECT_EQ(refusal([&] { ada.enter({"customers.read"}); }), "GH401") << "the session is over";
    hana.enter({"accounts.suspend"});
    EXPECT_FALSE(hana.value<bool>("select suspended from wall.get_account($1)", values(tree.account("ada"))));
}

TEST_F(ThePeople, AreShutOutWithTheirGuildOrAccessOwner)
{
    auto enters = [&](std::string const& who) {
        Caller caller(tree, who);
        return refusal([&] { caller.enter({"guilds.read"}); });
    };
    Caller mona(tree, "mona");
    mona.enter({"guilds.update"});
    mona.run("select id from wall.update_guild($1, 1, null, null, null, null, null, null, true, null, null, null, null)",
             values(tree.first.id));
    mona.commit();
    EXPECT_EQ(enters("gita"), "GH401");
    EXPECT_EQ(enters("ada"), "GH401");
    EXPECT_EQ(enters("gita of second"), "");
    mona.enter({"access_owners.update"});
    mona.run("select id from wall.update_access_owner($1, 1, null, true)", values(tree.olgas));
    mona.commit();
    EXPECT_EQ(enters("olga"), "GH401");
    EXPECT_EQ(enters("gita of second"), "GH401");
    EXPECT_EQ(enters("gita of foreign"), "");
    EXPECT_EQ(by("mona", "guilds.update",
                 "select id from wall.update_guild($1, 2, 'Other', null, null, null, null, null, null, null, null, null, null)",
                 values(tree.first.id)),
              "GH403");
    EXPECT_EQ(by("otto", "access_owners.update", "select id from wall.update_access_owner($1, 1, null, true)", values(tree.ottos)),
              "GH403");
}

TEST_F(ThePeople, KeepTheLastAdministratorOfAGuild)
{
    EXPECT_EQ(suspends("olga", "gita"), "GH409");
    Caller gita(tree, "gita");
    auto const fellow = Uuid::make();
    gita.enter({"administrators.create"});
    gita.run("select id from wall.add_administrator($1, $2, gen_random_uuid(), 'fellow@x.example', 'Fellow', 'en', 'x')",
             values(tree.first.id, fellow));
    gita.commit();
    EXPECT_EQ(suspends("olga", "gita"), "");
    EXPECT_EQ(by("gita", "accounts.suspend", "select id from wall.suspend_account($1)", values(fellow)), "GH403");
}

TEST_F(ThePeople, TakeNoAddressThatSomebodyUnseenHas)
{
    auto adds = [&](std::string const& email, db::Value const& hash) {
        return by("gita", "builders.create", "select id from wall.add_builder($1, $2, gen_random_uuid(), $3, 'New', 'en', $4, false)",
                  {db::to_value(tree.first.service), db::to_value(Uuid::make()), db::to_value(email), hash});
    };
    EXPECT_EQ(adds(email_of("ada of foreign"), {}), "") << "is invited, as anybody would be";
    EXPECT_EQ(adds(email_of("ada of foreign"), db::to_value("x")), "GH422");
    EXPECT_EQ(adds(email_of("ada"), db::to_value("x")), "GH422");
    EXPECT_EQ(adds(email_of("ada"), {}), "");
    EXPECT_EQ(adds(email_of("sara"), {}), "GH422") << "she is there already";
}

TEST_F(ThePeople, ChangeWhatWasNotChangedMeanwhile)
{
    EXPECT_EQ(by("gita", "spots.update", "select id from wall.update_spot($1, 1, 'Other')", values(tree.first.sales)), "");
    EXPECT_EQ(by("gita", "spots.update", "select id from wall.update_spot($1, 7, 'Other')", values(tree.first.sales)), "GH412");
    EXPECT_EQ(by("gita", "spots.update", "select id from wall.update_spot($1, 1, 'Other')", values(tree.foreign.sales)), "GH404");
    EXPECT_EQ(by("ada", "spots.update", "select id from wall.update_spot($1, 1, 'Other')", values(tree.first.sales)), "GH403");
    EXPECT_EQ(by("gita", "guilds.update",
                 "select id from wall.update_guild($1, 1, 'Other', 'USD', 'US', 'en', 14, true, null, '{phone}', null, null, null)",
                 values(tree.first.id)),
              "");
    EXPECT_EQ(by("gita", "guilds.update",
                 "select id from wall.update_guild($1, 1, null, null, null, null, null, null, true, null, null, null, null)",
                 values(tree.first.id)),
              "GH403");
}

}  // namespace
}  // namespace guildhall::tenancy
