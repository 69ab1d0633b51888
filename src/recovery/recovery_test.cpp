#include <gmock/gmock.h>

#include "base/secret.h"
#include "support/mails.h"
#include "support/newcomers.h"

namespace guildhall::recovery {

using support::Answer;
using support::Client;
using support::Mails;
using support::Person;
using support::TestServer;
using testing::HasSubstr;
using tree::fresh_email;

namespace {

constexpr char better[] = "a bridge of stone";

struct Recovering : testing::Test {
    static TestServer& server()
    {
        static TestServer sending([](app::Config& config) {
            config.sends_mail = true;
            config.self_registration = true;
        });
        return sending;
    }
    support::World const& world() const { return server().world(); }
    db::Session& superuser() const { return server().database().superuser(); }
    Mails mails{server().mail_folder()};

    Answer nobody(std::string const& path, std::string const& body) const { return server().nobody().post(path, body); }
    Answer ask(std::string const& email) const { return nobody("/password-resets", R"({"email":")" + email + R"("})"); }
    Answer complete(std::string const& token, std::string const& password = better) const
    {
        return nobody("/password-resets/completion", R"({"token":")" + token + R"(","password":")" + password + R"("})");
    }
    Answer sign_in(std::string const& email, std::string const& password, std::string const& code = "") const
    {
        return nobody("/sessions", R"({"email":")" + email + R"(","password":")" + password + R"(","kind":"token")" +
                                       (code.empty() ? "" : R"(,"code":")" + code + R"(")") + "}");
    }
    // So that the next request is within another ten minutes.
    void forget_requests() const { superuser().run("update platform.outbox set key = key || '/' || id where template = 'password_reset'"); }
};

TEST_F(Recovering, GivesANewPasswordByALinkThatWorksOnce)
{
    auto const& ada = world().first.ada;
    auto const before = server().as(ada);
    EXPECT_EQ(ask(ada.email).status, 202);
    auto const token = mails.token(ada.email, "/reset#");
    EXPECT_EQ(nobody("/password-resets/opening", R"({"token":")" + token + R"("})").text("email"), ada.email);
    EXPECT_EQ(complete(token, "password").text("fields.0.field"), "password");
    EXPECT_EQ(before.get("/me").status, 200) << "nothing was changed yet";
    EXPECT_EQ(complete(token).status, 204);
    EXPECT_EQ(before.get("/me").status, 401) << "every session has ended";
    EXPECT_EQ(sign_in(ada.email, support::password).status, 401);
    EXPECT_EQ(sign_in(ada.email, better).status, 201);
    EXPECT_EQ(complete(token).text("fields.0.field"), "token");
    EXPECT_THAT(mails.to(ada.email, 1), HasSubstr("Your password was changed"));
    EXPECT_EQ(superuser().value<std::int64_t>("select count(*) from guild.audit_events where action = 'passwords.reset'"), 1);
}

TEST_F(Recovering, AnswersTheSameForEveryAddress)
{
    auto const known = ask(world().first.bob.email), unknown = ask("nobody@unknown.example"), again = ask("nobody@unknown.example");
    EXPECT_EQ(known.status, 202);
    EXPECT_EQ(unknown.body, known.body);
    EXPECT_EQ(again.body, known.body);
    mails.to(world().first.bob.email);
    EXPECT_TRUE(mails.all_to("nobody@unknown.example").empty());
    EXPECT_EQ(ask("no address").status, 422);
    EXPECT_EQ(mails.all_to(world().first.bob.email).size(), 1u);
    ask(world().first.bob.email);
    EXPECT_EQ(superuser().value<std::int64_t>("select count(*) from platform.outbox where template = 'password_reset' and email = $1",
                                              db::values(world().first.bob.email)),
              1)
        << "one mail in ten minutes";
}

TEST_F(Recovering, DoesNotCountOnTheHostHeader)
{
    auto const& sven = world().first.sven;
    auto const answer =
        server().nobody().post("/password-resets", R"({"email":")" + sven.email + R"("})", {{"X-Forwarded-Host", "evil.example"}});
    EXPECT_EQ(answer.status, 202);
    EXPECT_THAT(mails.to(sven.email), HasSubstr("http://guildhall.test/reset#"));
    EXPECT_THAT(mails.to(sven.email), testing::Not(HasSubstr("evil")));
}

TEST_F(Recovering, KeepsTheSecondFactor)
{
    auto const& mona = world().mona;
    ask(mona.email);
    EXPECT_EQ(complete(mails.token(mona.email, "/reset#")).status, 204);
    auto const wanted = sign_in(mona.email, better);
    EXPECT_EQ(wanted.status, 401);
    EXPECT_THAT(wanted.text("type"), HasSubstr("second_factor"));
    EXPECT_EQ(sign_in(mona.email, better, support::code_of(mona)).status, 201);
}

TEST_F(Recovering, HoldsForHalfAnHourAndForTheLatestLink)
{
    auto const& felix = world().first.felix;
    ask(felix.email);
    auto const first = mails.token(felix.email, "/reset#");
    forget_requests();
    ask(felix.email);
    auto const second = mails.token(felix.email, "/reset#", 1);
    EXPECT_EQ(complete(first).status, 422);
    EXPECT_EQ(superuser().value<std::int32_t>(
                  "select round(extract(epoch from ends_at - now()) / 60)::integer from platform.links where digest = $1",
                  db::values(db::Bytes{sha256(*unbase64url(second))})),
              30);
    superuser().run(
        "update platform.links set ends_at = now() - interval '1 second' where purpose = 'password_reset' and ended_at is null");
    EXPECT_EQ(complete(second).status, 422);
    EXPECT_EQ(complete("no token at all").status, 422);
}

TEST_F(Recovering, IsNotForWhoIsSuspended)
{
    auto const& fiona = world().second.fiona;
    superuser().run("update platform.accounts set suspended_at = now() where id = $1", db::values(fiona.account));
    EXPECT_EQ(ask(fiona.email).status, 202);
    ask(world().second.sara.email);
    mails.to(world().second.sara.email);  // which came later
    EXPECT_TRUE(mails.all_to(fiona.email).empty());
}

TEST_F(Recovering, IsThrottledByNetworkAddress)
{
    for (int i = 0; i < 30; ++i)
        ask("many" + std::to_string(i) + "@unknown.example");
    EXPECT_EQ(ask("more@unknown.example").status, 429);
    EXPECT_EQ(ask(world().first.sales_head.email).status, 429) << "known or not";
    superuser().run("delete from platform.mail_requests");
}

TEST_F(Recovering, ChangesAnAddressWhenTheLinkThatWentThereComesBack)
{
    auto const& sara = world().foreign.sara;
    auto const client = server().as(sara);
    auto const fresh = fresh_email();
    superuser().run("update platform.sessions set created_at = now() - interval '11 minutes' where account_id = $1",
                    db::values(sara.account));
    EXPECT_EQ(client.post("/me/email-changes", R"({"email":")" + fresh + R"("})").status, 403) << "sign in again first";
    superuser().run("update platform.sessions set created_at = now() where account_id = $1", db::values(sara.account));
    EXPECT_EQ(client.post("/me/email-changes", R"({"email":")" + fresh + R"("})").status, 202);
    EXPECT_EQ(client.get("/me/profile").text("email"), sara.email);
    EXPECT_EQ(client.get("/me/profile").text("new_email"), fresh);
    auto const token = mails.token(fresh, "/confirm#");
    EXPECT_EQ(nobody("/email-confirmations", R"({"token":")" + token + R"("})").text("email"), fresh);
    EXPECT_EQ(client.get("/me/profile").text("email"), fresh);
    EXPECT_EQ(client.get("/me/profile").text("email_confirmed"), "true");
    EXPECT_EQ(client.get("/me/profile").text("new_email"), "");
    EXPECT_THAT(mails.to(sara.email), HasSubstr("Your e-mail address is about to change"));
    EXPECT_THAT(mails.to(sara.email, 1), HasSubstr("Your e-mail address was changed"));
    EXPECT_EQ(sign_in(sara.email, support::password).status, 401);
    EXPECT_EQ(sign_in(fresh, support::password).status, 201);
    EXPECT_EQ(nobody("/email-confirmations", R"({"token":")" + token + R"("})").status, 422);
}

TEST_F(Recovering, KeepsTheAddressOfWhoChangesThePassword)
{
    auto const& sven = world().foreign.sven;
    auto const fresh = fresh_email();
    auto const asked = [&](std::string const& password) {
        auto const session = server().nobody().with({{"Authorization", "Bearer " + sign_in(sven.email, password).text("access_token")}});
        EXPECT_EQ(session.post("/me/email-changes", R"({"email":")" + fresh + R"("})").status, 202);
        return session;
    };
    auto const thief = asked(std::string(support::password));
    auto const first = mails.token(fresh, "/confirm#");
    EXPECT_EQ(server().as(sven).put("/me/password", R"({"password":"another bridge of reeds"})").status, 204);
    EXPECT_EQ(thief.get("/me").status, 401);
    EXPECT_EQ(nobody("/email-confirmations", R"({"token":")" + first + R"("})").status, 422);
    asked("another bridge of reeds");
    auto const second = mails.token(fresh, "/confirm#", 1);
    EXPECT_EQ(ask(sven.email).status, 202);
    EXPECT_EQ(complete(mails.token(sven.email, "/reset#", 3)).status, 204);
    EXPECT_EQ(nobody("/email-confirmations", R"({"token":")" + second + R"("})").status, 422);
}

TEST_F(Recovering, TellsNobodyThatAnAddressIsTaken)
{
    auto const& bob = world().foreign.bob;
    auto const client = server().as(bob);
    auto const& taken = world().second.ada.email;
    EXPECT_EQ(client.post("/me/email-changes", R"({"email":")" + taken + R"("})").status, 202);
    auto const token = mails.token(taken, "/confirm#");
    EXPECT_EQ(nobody("/email-confirmations", R"({"token":")" + token + R"("})").status, 409);
    EXPECT_EQ(client.get("/me/profile").text("email"), bob.email);
}

TEST_F(Recovering, ConfirmsTheAddressThatOneHas)
{
    auto const& ada = world().foreign.ada;
    auto const client = server().as(ada);
    EXPECT_EQ(client.get("/me/profile").text("email_confirmed"), "false");
    EXPECT_EQ(client.post("/me/email-confirmations", "{}").status, 202);
    auto const token = mails.token(ada.email, "/confirm#");
    EXPECT_EQ(nobody("/email-confirmations", R"({"token":")" + token + R"("})").status, 200);
    EXPECT_EQ(client.get("/me/profile").text("email_confirmed"), "true");
    EXPECT_EQ(mails.all_to(ada.email).size(), 1u) << "nothing was changed, nobody is told";
}

TEST_F(Recovering, OpensAnAccountWithoutRightsByALink)
{
    auto const email = fresh_email();
    EXPECT_EQ(server().nobody().get("/registrations").text("open"), "true");
    auto const unknown = nobody("/registrations", R"({"email":")" + email + R"(","language":"es"})");
    auto const known = nobody("/registrations", R"({"email":")" + world().user.email + R"("})");
    EXPECT_EQ(unknown.status, 202) << unknown.body;
    EXPECT_EQ(known.status, 202);
    EXPECT_EQ(unknown.body, known.body);
    EXPECT_THAT(mails.to(world().user.email), HasSubstr("You already have an account"));
    EXPECT_THAT(mails.to(email), HasSubstr("Abrir la cuenta"));
    auto const token = mails.token(email, "/join#");
    EXPECT_EQ(nobody("/invitations/opening", R"({"token":")" + token + R"("})").text("role"), "user");
    EXPECT_EQ(nobody("/invitations/acceptance", R"({"token":")" + token + R"(","name":"Uli","password":"a bridge of stone"})").status, 201);
    auto const session = sign_in(email, better);
    auto const me = server().nobody().with({{"Authorization", "Bearer " + session.text("access_token")}}).get("/me");
    EXPECT_EQ(me.text("acting.role"), "user");
    EXPECT_EQ(server().as(world().admin).get("/invitations?search=" + email.substr(0, email.find('@'))).text("items.0.id"), "")
        << "nobody sent it, nobody sees it";
}

TEST(SelfRegistration, IsOffUnlessTheInstallationTurnsItOn)
{
    auto const nobody = support::shared_server().nobody();
    EXPECT_EQ(nobody.get("/registrations").text("open"), "false");
    EXPECT_EQ(nobody.post("/registrations", R"({"email":"somebody@new.example"})").status, 404);
}

}  // namespace
}  // namespace guildhall::recovery
