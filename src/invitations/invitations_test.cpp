#include <atomic>
#include <gmock/gmock.h>
#include <thread>

#include "base/secret.h"
#include "support/mails.h"
#include "support/newcomers.h"

namespace guildhall::invitations {

using support::Answer;
using support::Client;
using support::Mails;
using support::TestServer;
using testing::HasSubstr;
using testing::Not;
using tree::fresh_email;
using tree::new_account;

namespace {

// A server that sends mail, which is kept in files.
struct Inviting : testing::Test {
    static TestServer& server()
    {
        static TestServer sending([](app::Config& config) { config.sends_mail = true; });
        return sending;
    }
    support::World const& world() const { return server().world(); }
    Client as(support::Person const& person) const { return server().as(person); }
    Mails mails{server().mail_folder()};

    std::string builders() const { return "/spots/" + world().first.sales.id.text() + "/builders"; }
    Answer invite(std::string const& email, std::string const& more = "") const
    {
        return as(world().first.sales_head).post(builders(), new_account(email, more));
    }
    // What the link in the only mail to the address says.
    std::string token(std::string const& email) const { return mails.token(email, "/join#"); }

    Answer accept(std::string const& token, std::string const& password = "a bridge of reeds", std::string const& name = "Nina") const
    {
        return server().nobody().post("/invitations/acceptance", R"({"token":")" + token + R"(","name":")" + name + R"(","password":")" +
                                                                     password + R"(","language":"de"})");
    }
    Answer open(std::string const& token) const
    {
        return server().nobody().post("/invitations/opening", R"({"token":")" + token + R"("})");
    }
    Answer sign_in(std::string const& email) const
    {
        support::Person person;
        person.email = email;
        return server().sign_in(person, "token");
    }
};

TEST_F(Inviting, SendsALinkByWhichSomebodyJoins)
{
    auto const email = fresh_email();
    auto const invited = invite(email, R"(,"can_create_customers":true,"language":"de")");
    ASSERT_EQ(invited.status, 201) << invited.body;
    EXPECT_EQ(invited.text("role"), "builder");
    EXPECT_EQ(sign_in(email).status, 401) << "there is no account yet";
    auto const mail = mails.to(email);
    EXPECT_THAT(mail, HasSubstr("Einladung annehmen"));
    EXPECT_THAT(mail, HasSubstr("http://guildhall.test/join#"));

    auto const link = token(email);
    auto const opened = open(link);
    ASSERT_EQ(opened.status, 200) << opened.body;
    EXPECT_EQ(opened.text("email"), email);
    EXPECT_EQ(opened.text("role"), "builder");
    EXPECT_EQ(opened.text("place"), "first (Sales)");
    EXPECT_EQ(opened.text("known"), "false");
    EXPECT_EQ(accept(link, "short").text("fields.0.field"), "password");
    EXPECT_EQ(accept(link, email).text("fields.0.field"), "password");
    EXPECT_EQ(accept(link).status, 201);
    auto const session = sign_in(email);
    ASSERT_EQ(session.status, 201) << session.body;
    auto const nina = server().nobody().with({{"Authorization", "Bearer " + session.text("access_token")}});
    auto const me = nina.get("/me");
    EXPECT_EQ(me.text("account.id"), invited.text("id"));
    EXPECT_EQ(me.text("account.name"), "Nina");
    EXPECT_EQ(me.text("account.language"), "de");
    EXPECT_THAT(me.body, HasSubstr("customers.create"));
    EXPECT_EQ(nina.get("/me/profile").text("email_confirmed"), "true");
    EXPECT_EQ(accept(link).text("fields.0.field"), "token") << "once";
    EXPECT_EQ(open(link).status, 422);
}

TEST_F(Inviting, KeepsNoTokenInTheDatabase)
{
    auto const email = fresh_email();
    invite(email);
    auto const link = token(email);
    auto const everywhere = server().database().superuser().value<std::string>(
        "select (select coalesce(string_agg(o::text, ''), '') from platform.outbox o) || (select string_agg(l::text, '') from "
        "platform.links l) "
        "|| (select string_agg(i::text, '') from platform.invitations i) || (select string_agg(e::text, '') from guild.audit_events e)");
    EXPECT_THAT(everywhere, HasSubstr(email));
    EXPECT_THAT(everywhere, Not(HasSubstr(link)));
    EXPECT_THAT(everywhere, Not(HasSubstr(hex(*unbase64url(link)))));
}

TEST_F(Inviting, TellsNobodyWhetherAnAddressHasAnAccount)
{
    auto without_ids = [](Answer const& answer, std::string const& email) {
        auto body = answer.body;
        for (std::string const& part : {answer.text("id"), answer.text("membership_id"), email, answer.text("created_at")})
            for (auto at = body.find(part); at != body.npos; at = body.find(part))
                body.replace(at, part.size(), "…");
        return std::to_string(answer.status) + body;
    };
    auto const& known = world().foreign.bob.email;
    auto const unknown = fresh_email();
    EXPECT_EQ(without_ids(invite(known), known), without_ids(invite(unknown), unknown));
    auto const hana = as(world().first.sales_head);
    auto state = [&](std::string const& email) {
        mails.to(email);
        for (int i = 0; i < 100; ++i) {
            auto const found = hana.get("/invitations?search=" + email.substr(0, email.find('@')));
            if (found.text("items.0.state") != "waiting")
                return found.text("items.0.state") + found.text("items.0.name");
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
        return std::string("waiting");
    };
    EXPECT_EQ(state(known), state(unknown));
}

TEST_F(Inviting, LetsSomebodyWithAnAccountJoinBySigningIn)
{
    auto const& sara = world().foreign.sara;
    invite(sara.email);
    auto const link = token(sara.email);
    EXPECT_EQ(open(link).text("known"), "true");
    EXPECT_EQ(accept(link).status, 409) << "nobody takes over an account by being invited";
    EXPECT_EQ(as(world().foreign.sven).post("/me/memberships", R"({"token":")" + link + R"("})").status, 409);
    auto const joined = as(sara).post("/me/memberships", R"({"token":")" + link + R"("})");
    ASSERT_EQ(joined.status, 201) << joined.body;
    EXPECT_THAT(as(sara).get("/me").body, HasSubstr(joined.text("membership_id")));
    EXPECT_EQ(as(sara).put("/sessions/current/membership", R"({"membership_id":")" + joined.text("membership_id") + R"("})").status, 200);
    EXPECT_EQ(as(sara).post("/me/memberships", R"({"token":")" + link + R"("})").status, 409);
}

TEST_F(Inviting, NeverTakesARoleOrPlaceFromWhoJoins)
{
    auto const email = fresh_email();
    invite(email);
    auto const link = token(email);
    for (auto const* more : {R"("role":"guild")", R"("guild_id":null)", R"("can_create_customers":true)", R"("email":"x@x.example")"})
        EXPECT_EQ(
            server()
                .nobody()
                .post("/invitations/acceptance", R"({"token":")" + link + R"(","name":"Nina","password":"a bridge of reeds",)" + more + "}")
                .status,
            400)
            << more;
}

TEST_F(Inviting, IsTakenBackAndSentAnew)
{
    auto const email = fresh_email();
    auto const hana = as(world().first.sales_head);
    auto const path = "/invitations/" + invite(email).text("membership_id");
    auto const first = token(email);
    EXPECT_EQ(hana.post(path + "/sending", "{}").status, 429) << "not twice within a minute";
    server().database().superuser().run("update platform.invitations set sent_at = now() - interval '2 minutes'");
    EXPECT_EQ(as(world().first.service_head).post(path + "/sending", "{}").status, 404);
    EXPECT_EQ(as(world().mona).post(path + "/sending", "{}").status, 403);
    auto const again = hana.post(path + "/sending", "{}");
    ASSERT_EQ(again.status, 200) << again.body;
    mails.wait_for(email, 2);
    EXPECT_EQ(open(first).status, 422) << "the older link holds no longer";
    EXPECT_EQ(hana.get("/invitations?search=" + email.substr(0, email.find('@'))).text("items.0.invited_by"), "hana");
    EXPECT_EQ(hana.del(path).status, 204);
    EXPECT_EQ(open(mails.token(email, "/join#", 1)).status, 422);
    EXPECT_EQ(hana.del(path).status, 404);
}

TEST_F(Inviting, EndsWithTheRightsOfWhoInvited)
{
    auto const email = fresh_email();
    EXPECT_EQ(as(world().second.administrator).post("/spots/" + world().second.sales.id.text() + "/heads", new_account(email)).status, 201);
    auto const link = token(email);
    EXPECT_EQ(open(link).status, 200);
    auto& superuser = server().database().superuser();
    superuser.run("update platform.memberships set suspended_at = now() where id = $1",
                  db::values(world().second.administrator.membership));
    EXPECT_EQ(open(link).status, 422);
    EXPECT_EQ(accept(link).status, 422);
    superuser.run("update platform.memberships set suspended_at = null where id = $1", db::values(world().second.administrator.membership));
    EXPECT_EQ(open(link).status, 200);
    superuser.run("update platform.links set ends_at = now() - interval '1 second'");
    EXPECT_EQ(accept(link).status, 422) << "seven days are over";
}

TEST_F(Inviting, EndsWhenTheGuildGoesToAnotherAgency)
{
    auto const olga = as(world().olga), otto = as(world().otto);
    auto const guild = olga.post("/access-owners/" + world().olgas_access_owner.text() + "/guilds", R"({"name":"Given away"})").text("id");
    auto const email = fresh_email();
    EXPECT_EQ(olga.post("/guilds/" + guild + "/administrators", new_account(email)).status, 201);
    auto const link = token(email);
    auto const offer =
        olga.post("/guilds/" + guild + "/handovers", R"({"access_owner_id":")" + world().ottos_access_owner.text() + R"("})");
    EXPECT_EQ(open(link).status, 200);
    EXPECT_EQ(otto.post("/handovers/" + offer.text("id") + "/acceptance", "{}").status, 200);
    EXPECT_EQ(open(link).status, 422);
    EXPECT_EQ(accept(link).text("fields.0.field"), "token") << "it would have been the old agency's administrator";
}

TEST_F(Inviting, MakesATeamThatReadsItsGuilds)
{
    auto const email = fresh_email();
    auto const olga = as(world().olga);
    EXPECT_EQ(olga.post("/access-owners/" + world().olgas_access_owner.text() + "/team", new_account(email)).status, 201);
    EXPECT_EQ(accept(token(email)).status, 201);
    auto const session = sign_in(email);
    auto const me = server().nobody().with({{"Authorization", "Bearer " + session.text("access_token")}}).get("/me");
    EXPECT_THAT(me.body, HasSubstr(world().first.guild.id.text()));
    EXPECT_THAT(me.body, HasSubstr(world().second.guild.id.text()));
    EXPECT_THAT(me.body, Not(HasSubstr(world().foreign.guild.id.text())));
}

TEST_F(Inviting, ByTwoLinksAtOnceMakesOneAccount)
{
    auto const email = fresh_email();
    invite(email);
    auto const link = token(email);
    std::vector<std::thread> both;
    std::atomic<int> made = 0;
    for (int i = 0; i < 4; ++i)
        both.emplace_back([&] { made += accept(link).status == 201; });
    for (auto& each : both)
        each.join();
    EXPECT_EQ(made, 1);
}

}  // namespace
}  // namespace guildhall::invitations
