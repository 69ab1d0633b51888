#include <gmock/gmock.h>

#include "support/documents.h"
#include "support/guild_of_its_own.h"

// Support looks into a guild while the guild lets it, and each look is told; an access owner goes from one moderator to another.
namespace guildhall::tree {

using namespace support;
using support::Answer;
using support::Client;
using support::Person;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

namespace {

// The facts of all the mails that somebody gets.
std::string mails_to(Person const& person)
{
    return shared_server().database().superuser().value<std::string>(
        "select coalesce(string_agg(o.template || ' ' || o.facts, ' '), '') from platform.outbox o where o.account_id = $1",
        db::values(person.account));
}

struct SupportGrants : testing::Test {
    TestServer& server = shared_server();
    World const& world = server.world();
    GuildOfItsOwn guild;
    Client const& gita = guild.client;
    std::string const customer = made(gita, "/customers", "{'name':'Alfreds Futterkiste'}");

    std::string given(std::string const& reason = "An import fails") const
    {
        return made(gita, "/guilds/" + guild.id + "/support-grants", "{'reason':'" + reason + "','hours':2}");
    }
    // Signed in anew, and acting by the grant.
    Client looking_in(Person const& person, std::string const& grant)
    {
        auto const client = server.as(person);
        auto const membership = of_grant(client, grant, "membership_id");
        EXPECT_NE(membership, "");
        auto const acting = client.put("/sessions/current/membership", json_of("{'membership_id':'" + membership + "'}"));
        EXPECT_EQ(acting.status, 200) << acting.body;
        return client;
    }
    static std::string of_grant(Client const& who, std::string const& grant, std::string const& field)
    {
        auto const page = who.get("/support-grants?limit=200");
        for (std::size_t i = 0; i < page.ids().size(); ++i)
            if (page.ids()[i] == grant)
                return page.text("items." + std::to_string(i) + "." + field);
        return "none";
    }
};

}  // namespace

TEST_F(SupportGrants, LetSupportReadAndTellEachLookInBothTrails)
{
    auto const grant = given();
    auto const mona = looking_in(world.mona, grant);
    EXPECT_EQ(mona.get("/customers/" + customer).text("name"), "Alfreds Futterkiste");
    EXPECT_EQ(mona.get("/customers").ids().size(), 1u);
    EXPECT_EQ(mona.post("/customers", json_of("{'name':'Support'}")).status, 403);
    EXPECT_EQ(mona.patch("/customers/" + customer, json_of("{'name':'Support'}"), "1").status, 403);
    EXPECT_EQ(mona.get("/customers/export.csv").status, 403) << "support takes no lists away";

    auto const told = gita.get("/audit-events?action=support_grants.looked");
    EXPECT_EQ(told.text("items.0.object"), "support_grants/" + grant);
    EXPECT_EQ(told.text("items.1.object"), "support_grants/" + grant) << "each look";
    EXPECT_EQ(told.text("items.2.object"), "");
    EXPECT_EQ(told.text("items.0.actor"), world.mona.account.text());
    auto const admin = server.as(world.admin);
    auto const above = admin.get("/audit-events?action=support_grants.looked&object=guilds/" + guild.id);
    EXPECT_EQ(above.text("items.1.actor"), world.mona.account.text()) << above.body;
    EXPECT_EQ(above.text("items.2.actor"), "");
}

TEST_F(SupportGrants, EndAtOnceWhenTheGuildSaysSo)
{
    auto const grant = given();
    auto const alma = looking_in(world.admin, grant);
    EXPECT_EQ(alma.get("/customers/" + customer).status, 200);
    EXPECT_EQ(server.as(world.mona).del("/support-grants/" + grant).status, 403);
    EXPECT_EQ(gita.del("/support-grants/" + grant).status, 204);
    EXPECT_EQ(alma.get("/customers/" + customer).status, 401);
    EXPECT_EQ(gita.del("/support-grants/" + grant).status, 409);
    EXPECT_EQ(of_grant(server.as(world.admin), grant, "state"), "ended");
    EXPECT_EQ(of_grant(server.as(world.admin), grant, "membership_id"), "");
}

TEST_F(SupportGrants, EndByThemselves)
{
    auto const grant = given();
    auto const mona = looking_in(world.mona, grant);
    EXPECT_EQ(mona.get("/customers").status, 200);
    // as time would have it: nothing touches the membership
    server.database().superuser().script(
        "set session_replication_role = replica;"
        "update platform.support_grants set given_at = now() - interval '3 hours', ends_at = now() - interval '1 second' where id = '" +
        grant + "'; update platform.memberships set ends_at = now() - interval '1 second' where role = 'support' and guild_id = '" +
        guild.id + "'; set session_replication_role = origin");
    EXPECT_EQ(mona.get("/customers").status, 401);
    EXPECT_THAT(server.as(world.mona).get("/me").body, Not(HasSubstr(guild.id)));
}

TEST_F(SupportGrants, AreAskedForByThoseAboveTheGuildAndAnsweredByIt)
{
    auto const mona = server.as(world.mona);
    auto const path = "/guilds/" + guild.id + "/support-requests";
    auto const asked = mona.post(path, json_of("{'reason':'An import fails','hours':8}"));
    ASSERT_EQ(asked.status, 201) << asked.body;
    auto const grant = asked.text("id");
    EXPECT_EQ(asked.text("state"), "asked");
    EXPECT_EQ(mona.post(path, json_of("{'reason':'Again'}")).status, 409);
    EXPECT_EQ(gita.post(path, json_of("{'reason':'Myself'}")).status, 403);
    EXPECT_EQ(server.as(world.milo).post(path, json_of("{'reason':'Curious'}")).status, 404);
    EXPECT_EQ(mona.post("/support-grants/" + grant + "/acceptance", "{}").status, 403);
    EXPECT_EQ(of_grant(mona, grant, "membership_id"), "") << "asking gives nothing";

    auto const given = gita.post("/support-grants/" + grant + "/acceptance", json_of("{'hours':1}"));
    EXPECT_EQ(given.text("state"), "running") << given.body;
    EXPECT_EQ(given.text("hours"), "1");
    EXPECT_EQ(gita.post("/support-grants/" + grant + "/acceptance", "{}").status, 409);
    EXPECT_EQ(looking_in(world.mona, grant).get("/customers").status, 200);
    for (auto const* told : {"support_grants.asked", "support_grants.given"}) {
        EXPECT_EQ(gita.get("/audit-events?action=" + std::string(told)).text("items.0.object"), "support_grants/" + grant);
        EXPECT_EQ(server.as(world.admin).get("/audit-events?action=" + std::string(told)).text("items.0.object"), "guilds/" + guild.id);
    }
    EXPECT_EQ(gita.get("/audit-events?action=support_grants.asked").text("items.0.actor_name"), world.mona.name);
}

TEST_F(SupportGrants, AreDeclinedOrTakenBack)
{
    auto const mona = server.as(world.mona), alma = server.as(world.admin);
    auto const path = "/guilds/" + guild.id + "/support-requests";
    auto const first = made(mona, path, "{'reason':'Please'}");
    EXPECT_EQ(alma.del("/support-grants/" + first).status, 403) << "somebody else asked";
    EXPECT_EQ(gita.del("/support-grants/" + first).status, 204);
    EXPECT_EQ(of_grant(mona, first, "state"), "declined");
    auto const second = made(mona, path, "{'reason':'Please'}");
    EXPECT_EQ(mona.del("/support-grants/" + second).status, 204);
    EXPECT_EQ(of_grant(gita, second, "state"), "withdrawn");
    EXPECT_EQ(gita.post("/support-grants/" + second + "/acceptance", "{}").status, 409);
    EXPECT_EQ(of_grant(mona, second, "membership_id"), "");
}

TEST_F(SupportGrants, AreToldByMail)
{
    auto const grant = made(server.as(world.mona), "/guilds/" + guild.id + "/support-requests", "{'reason':'To mend an import'}");
    EXPECT_THAT(mails_to(guild.gita), AllOf(HasSubstr("To mend an import"), HasSubstr("asked"), HasSubstr(world.mona.name)));
    EXPECT_THAT(mails_to(world.mona), Not(HasSubstr(guild.id)));
    gita.post("/support-grants/" + grant + "/acceptance", "{}");
    EXPECT_THAT(mails_to(world.mona), AllOf(HasSubstr("To mend an import"), HasSubstr("given"), HasSubstr("until")));
    EXPECT_THAT(mails_to(guild.gita), Not(HasSubstr("given"))) << "not to who did it";
    gita.del("/support-grants/" + grant);
    EXPECT_THAT(mails_to(world.mona), HasSubstr("ended"));
}

TEST_F(SupportGrants, AreTheAccessOwnersToGiveWhileItReadsTheGuildItself)
{
    auto const olga = server.as(world.olga);
    auto const path = "/guilds/" + guild.id + "/support-grants";
    auto const grant = made(olga, path, "{'reason':'Help'}");
    EXPECT_EQ(looking_in(world.mona, grant).get("/customers").status, 200);
    EXPECT_EQ(gita.del("/guilds/" + guild.id + "/standing-grant").status, 204);
    EXPECT_EQ(olga.post(path, json_of("{'reason':'Help'}")).status, 403) << "nobody gives what it does not hold";
    EXPECT_EQ(olga.del("/support-grants/" + grant).status, 204);
}

TEST_F(SupportGrants, GoToThoseAboveTheGuildAlone)
{
    auto const path = "/guilds/" + guild.id + "/support-grants";
    auto const body = json_of("{'reason':'Help','hours':2}");
    EXPECT_EQ(server.as(world.mona).post(path, body).status, 403);
    EXPECT_EQ(server.as(world.foreign.administrator).post(path, body).status, 404);
    EXPECT_EQ(gita.post(path, json_of("{'reason':'Help','hours':73}")).text("fields.0.field"), "hours");
    EXPECT_EQ(gita.post(path, json_of("{'reason':' '}")).text("fields.0.field"), "reason");
    auto const grant = given();
    EXPECT_EQ(of_grant(server.as(world.milo), grant, "id"), "none") << "another moderator";
    EXPECT_EQ(of_grant(server.as(world.olga), grant, "membership_id"), "") << "an access owner only knows of it";
    EXPECT_EQ(of_grant(gita, grant, "reason"), "An import fails");
}

TEST_F(SupportGrants, HoldForSupportThatMayNotWorkNoMore)
{
    auto const grant = given();
    auto const mona = looking_in(world.mona, grant);
    EXPECT_EQ(mona.get("/customers").status, 200);
    auto const alma = server.as(world.admin);
    auto const suspension = "/accounts/" + world.mona.account.text() + "/suspension";
    EXPECT_EQ(alma.put(suspension).status, 200);
    EXPECT_EQ(mona.get("/customers").status, 401);
    EXPECT_EQ(alma.del(suspension).status, 204);
}

struct AnAccessOwner : testing::Test {
    TestServer& server = shared_server();
    World const& world = server.world();
    Client mona = server.as(world.mona), milo = server.as(world.milo), alma = server.as(world.admin);
    std::string const owner = made(mona, "/access-owners", "{'name':'Given'}");

    Client of_the_owner(std::string const& role = "access_owner", std::optional<Uuid> guild = {}) const
    {
        Person person{.name = role, .email = Uuid::make().text() + "@given.example", .role = role};
        person.access_owner = *Uuid::parse(owner);
        person.guild = guild;
        return server.as(add_person(server.database().superuser(), server.services(), person));
    }
    Answer offered(Client const& who, Person const& to) const
    {
        return who.post("/access-owners/" + owner + "/handovers", json_of("{'moderator_id':'" + to.account.text() + "'}"));
    }
};

TEST_F(AnAccessOwner, GoesToAnotherModeratorByTheConsentOfBoth)
{
    EXPECT_EQ(offered(milo, world.milo).status, 404);
    EXPECT_EQ(offered(alma, world.milo).status, 403) << "nor for somebody who works here";
    EXPECT_EQ(offered(mona, world.mona).text("fields.0.field"), "moderator_id");
    EXPECT_EQ(offered(mona, world.olga).text("fields.0.field"), "moderator_id");
    auto const offer = offered(mona, world.milo);
    ASSERT_EQ(offer.status, 201) << offer.body;
    auto const path = "/owner-handovers/" + offer.text("id");
    EXPECT_EQ(milo.get("/access-owners/" + owner).status, 404) << "an offer gives nothing yet";
    EXPECT_EQ(offered(mona, world.milo).status, 409);
    EXPECT_EQ(mona.post(path + "/acceptance", "{}").status, 403);
    EXPECT_EQ(alma.post(path + "/acceptance", "{}").status, 403) << "it was not offered to an admin";
    EXPECT_EQ(milo.post(path + "/cancellation", "{}").status, 403);
    ASSERT_EQ(milo.post(path + "/acceptance", "{}").text("state"), "accepted");
    EXPECT_EQ(milo.get("/access-owners/" + owner).text("made_by"), world.milo.account.text());
    EXPECT_EQ(mona.get("/access-owners/" + owner).status, 404);
    EXPECT_EQ(milo.post(path + "/acceptance", "{}").status, 409);
    EXPECT_THAT(alma.get("/audit-events?object=access_owners/" + owner).body, HasSubstr("access_owners.handed_over"));
}

TEST_F(AnAccessOwner, TakesWhatSupportSeesWithIt)
{
    auto const guild = made(of_the_owner(), "/access-owners/" + owner + "/guilds", "{'name':'Taken along'}");
    auto const offer = offered(mona, world.milo).text("id");
    EXPECT_THAT(mails_to(world.milo), AllOf(HasSubstr("Given"), HasSubstr("offered"), HasSubstr(world.mona.name)));
    auto const gita = of_the_owner("guild", Uuid::parse(guild));
    made(gita, "/guilds/" + guild + "/support-grants", "{'reason':'Help'}");
    EXPECT_THAT(mona.get("/me").body, HasSubstr(guild));
    ASSERT_EQ(milo.post("/owner-handovers/" + offer + "/acceptance", "{}").status, 200);
    EXPECT_THAT(mona.get("/me").body, Not(HasSubstr(guild)));
    EXPECT_THAT(milo.get("/me").body, HasSubstr(guild));
}

TEST_F(AnAccessOwner, StaysWhenAnOfferIsWithdrawnOrDeclined)
{
    auto const first = offered(mona, world.milo).text("id");
    EXPECT_EQ(mona.post("/owner-handovers/" + first + "/cancellation", "{}").text("state"), "withdrawn");
    auto const second = offered(mona, world.milo).text("id");
    EXPECT_EQ(milo.post("/owner-handovers/" + second + "/decline", "{}").text("state"), "declined");
    EXPECT_EQ(milo.post("/owner-handovers/" + second + "/acceptance", "{}").status, 409);
    EXPECT_EQ(mona.get("/access-owners/" + owner).status, 200);
    EXPECT_EQ(server.as(world.olga).post("/owner-handovers/" + second + "/acceptance", "{}").status, 403);
}

}  // namespace guildhall::tree
