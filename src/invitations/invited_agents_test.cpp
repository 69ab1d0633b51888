#include <gmock/gmock.h>

#include "support/mails.h"
#include "support/newcomers.h"

namespace guildhall::invitations {

using support::Answer;
using support::Client;
using support::TestServer;
using testing::HasSubstr;
using testing::Not;
using tree::fresh_email;

namespace {

// Olga's agency with a group of one guild and a role that reads its customers; somebody is asked to work there.
struct InvitedToWork : testing::Test {
    static TestServer& server()
    {
        static TestServer sending([](app::Config& config) { config.sends_mail = true; });
        return sending;
    }
    static std::string made(Client const& client, std::string const& path, std::string const& body)
    {
        auto const answer = client.post(path, body);
        EXPECT_EQ(answer.status, 201) << answer.body;
        return answer.text("id");
    }
    std::string agency() const { return "/access-owners/" + world.olgas_access_owner.text(); }
    Answer invite(std::string const& email) const
    {
        return olga.post(agency() + "/assignments", R"({"email":")" + email + R"(","name":"Abe","team_role_id":")" + role +
                                                        R"(","guild_group_id":")" + group + R"("})");
    }
    std::string token(std::string const& email) const { return mails.token(email, "/join#"); }
    Answer open(std::string const& token) const
    {
        return server().nobody().post("/invitations/opening", R"({"token":")" + token + R"("})");
    }
    Answer accept(std::string const& token) const
    {
        return server().nobody().post("/invitations/acceptance",
                                      R"({"token":")" + token + R"(","name":"Abe","password":"a bridge of reeds"})");
    }
    Client signed_in(std::string const& email) const
    {
        support::Person person;
        person.email = email;
        auto const session = server().sign_in(person, "token");
        EXPECT_EQ(session.status, 201) << session.body;
        return server().nobody().with({{"Authorization", "Bearer " + session.text("access_token")}});
    }

    support::World const& world = server().world();
    support::Mails mails{server().mail_folder()};
    Client olga = server().as(world.olga);
    std::string const mark = Uuid::make().text().substr(24);
    std::string const guild = world.first.guild.id.text();
    std::string const role =
        made(olga, agency() + "/role-sets", R"({"name":"Reader )" + mark + R"(","permissions":["customers.read:guild"]})");
    std::string const group =
        made(olga, agency() + "/guild-groups", R"({"name":"Trade )" + mark + R"(","guild_ids":[")" + guild + R"("]})");
};

TEST_F(InvitedToWork, SomebodyNewJoinsByALink)
{
    auto const email = fresh_email();
    auto const invited = invite(email);
    ASSERT_EQ(invited.status, 201) << invited.body;
    EXPECT_EQ(invited.text("team_role"), "Reader " + mark);
    EXPECT_THAT(olga.get(agency() + "/assignments?limit=200").body, Not(HasSubstr(email))) << "nobody works there yet";
    auto const waiting = olga.get("/invitations?search=" + email.substr(0, email.find('@')));
    EXPECT_EQ(waiting.text("items.0.role"), "agent");
    EXPECT_EQ(waiting.text("items.0.team_role"), "Reader " + mark);
    EXPECT_EQ(waiting.text("items.0.guild_group"), "Trade " + mark);

    auto const link = token(email);
    EXPECT_EQ(open(link).text("role"), "agent");
    EXPECT_EQ(accept(link).status, 201);
    auto const abe = signed_in(email);
    EXPECT_EQ(abe.get("/me").text("acting.role"), "agent");
    EXPECT_EQ(abe.get("/me").text("account.id"), invited.text("account_id"));
    EXPECT_EQ(abe.get("/customers").status, 200);
    EXPECT_THAT(olga.get(agency() + "/assignments?limit=200").body, HasSubstr(email));
    EXPECT_EQ(olga.del("/assignments/" + invited.text("id")).status, 204);
    EXPECT_EQ(abe.get("/customers").status, 401);
}

TEST_F(InvitedToWork, SomebodyOfElsewhereJoinsBySigningIn)
{
    auto const& bob = world.foreign.bob;
    ASSERT_EQ(invite(bob.email).status, 201) << "olga does not see that there is such an account";
    auto const link = token(bob.email);
    EXPECT_EQ(open(link).text("known"), "true");
    auto const joined = signed_in(bob.email).post("/me/memberships", R"({"token":")" + link + R"("})");
    ASSERT_EQ(joined.status, 201) << joined.body;
    support::Person person;
    person.account = bob.account;
    person.membership = *Uuid::parse(joined.text("membership_id"));
    EXPECT_EQ(server().as(person).get("/me").text("acting.role"), "agent");
}

TEST_F(InvitedToWork, TheLinkIsOverWithWhatItWasTo)
{
    auto const sent = [&] {
        auto const email = fresh_email();
        EXPECT_EQ(invite(email).status, 201);
        return email;
    };
    auto const taken_back = sent(), without_role = sent();
    auto const first = token(taken_back), second = token(without_role);  // what is taken back before it has left is not sent
    auto const id = olga.get("/invitations?search=" + taken_back.substr(0, taken_back.find('@'))).text("items.0.id");
    EXPECT_EQ(server().as(world.otto).del("/invitations/" + id).status, 404) << "another agency's";
    EXPECT_EQ(server().as(world.first.administrator).del("/invitations/" + id).status, 404) << "not the guild's";
    EXPECT_EQ(olga.del("/invitations/" + id).status, 204);
    EXPECT_EQ(accept(first).text("fields.0.field"), "token");
    auto const of_role = "/role-sets/" + role;
    EXPECT_EQ(olga.del(of_role, {{"If-Match", "*"}}).status, 204);
    EXPECT_EQ(accept(second).text("fields.0.field"), "token") << "there is no such role any more";
}

}  // namespace

}  // namespace guildhall::invitations
