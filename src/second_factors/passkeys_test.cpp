#include "support/factors.h"

// Passkeys, as an authenticator in software makes and shows them. Each test has people of its own.
namespace guildhall::second_factors {

TEST(APasskey, IsTheSecondFactor)
{
    Ground const ground;
    Authenticator phone;
    auto const ada = client_of(sign_in(ground.ada_email));
    auto const id = add_passkey(ada, phone);
    EXPECT_EQ(ada.get("/me/second-factors").text("passkeys.0.name"), "Phone");
    auto const asked = sign_in(ground.ada_email);
    ASSERT_EQ(problem(asked), "second_factor");
    EXPECT_EQ(asked.text("methods.0"), "webauthn");
    EXPECT_EQ(asked.text("passkey.rp_id"), "guildhall.test");
    EXPECT_EQ(asked.text("passkey.credential_ids.0"), phone.credential_id());
    auto const answer = R"(,"passkey":)" + phone.answer(asked.text("passkey.challenge"));
    EXPECT_EQ(sign_in(ground.ada_email, answer, "a wrong password").status, 401);
    EXPECT_EQ(sign_in(ground.grace_email, answer).status, 201) << "who has no factor needs none";
    auto const good = R"(,"passkey":)" + phone.answer(sign_in(ground.ada_email).text("passkey.challenge"));
    EXPECT_EQ(sign_in(ground.ada_email, good).status, 201);
    EXPECT_EQ(sign_in(ground.ada_email, good).status, 401) << "a challenge is answered once";
    EXPECT_NE(ada.get("/me/second-factors").text("passkeys.0.last_used_at"), "");
    EXPECT_EQ(ada.put("/me/passkeys/" + id + "/name", R"({"name":"My phone"})").status, 204);
    EXPECT_EQ(ada.get("/me/second-factors").text("passkeys.0.name"), "My phone");
    EXPECT_EQ(ada.del("/me/passkeys/" + id).status, 204);
    EXPECT_EQ(ada.del("/me/passkeys/" + id).status, 404);
    EXPECT_EQ(sign_in(ground.ada_email).status, 201);
}

TEST(APasskey, AnswersNoChallengeOfSomebodyElseAndCountsForward)
{
    Ground const ground;
    Authenticator phone, other;
    add_passkey(client_of(sign_in(ground.ada_email)), phone);
    add_passkey(client_of(sign_in(ground.grace_email)), other);
    auto answered = [&](Authenticator& by, std::string const& challenge) {
        return sign_in(ground.ada_email, R"(,"passkey":)" + by.answer(challenge)).status;
    };
    EXPECT_EQ(answered(phone, sign_in(ground.grace_email).text("passkey.challenge")), 401) << "put to grace";
    EXPECT_EQ(answered(other, sign_in(ground.ada_email).text("passkey.challenge")), 401) << "grace's key";
    EXPECT_EQ(answered(phone, base64url(random_bytes(32))), 401) << "never put";
    phone.counter = 50;
    EXPECT_EQ(answered(phone, sign_in(ground.ada_email).text("passkey.challenge")), 201);
    phone.counter = 40;
    EXPECT_EQ(answered(phone, sign_in(ground.ada_email).text("passkey.challenge")), 401) << "a copy of the key";
    shared_server().database().superuser().run("update platform.passkey_challenges set created_at = created_at - interval '6 minutes'");
    auto const late = sign_in(ground.ada_email).text("passkey.challenge");
    shared_server().database().superuser().run("update platform.passkey_challenges set created_at = created_at - interval '6 minutes'");
    phone.counter = 60;
    EXPECT_EQ(answered(phone, late), 401) << "five minutes are over";
}

TEST(APasskey, IsAddedToTheSessionThatAskedForIt)
{
    Ground const ground;
    Authenticator phone;
    auto const ada = client_of(sign_in(ground.ada_email)), grace = client_of(sign_in(ground.grace_email));
    auto add = [&](Client const& who, std::string const& challenge) {
        return who.post("/me/passkeys", R"({"name":"Phone",)" + phone.made(challenge) + "}").status;
    };
    auto const challenge = ada.post("/me/passkey-offers", "{}").text("challenge");
    EXPECT_EQ(add(grace, challenge), 409);
    phone.verifies = false;
    EXPECT_EQ(add(ada, challenge), 422);
    phone.verifies = true;
    EXPECT_EQ(add(ada, challenge), 201);
    EXPECT_EQ(add(ada, challenge), 409);
    EXPECT_EQ(add(grace, grace.post("/me/passkey-offers", "{}").text("challenge")), 409) << "the same key for two people";
}

TEST(APasskey, SignsInWithoutAPassword)
{
    Ground const ground;
    Authenticator phone;
    add_passkey(client_of(sign_in(ground.ada_email)), phone);
    auto const nobody = shared_server().nobody();
    auto enter = [&](std::string const& passkey) {
        return nobody.post("/passkey-sessions", R"({"kind":"token","passkey":)" + passkey + "}");
    };
    auto const asked = nobody.post("/passkey-requests", "{}");
    ASSERT_EQ(asked.status, 201) << asked.body;
    auto const answer = phone.answer(asked.text("challenge"));
    auto const entered = enter(answer);
    ASSERT_EQ(entered.status, 201) << entered.body;
    EXPECT_EQ(client_of(entered).get("/me").text("account.email"), ground.ada_email);
    EXPECT_EQ(enter(answer).status, 401) << "once";
    Authenticator stranger;
    EXPECT_EQ(enter(stranger.answer(nobody.post("/passkey-requests", "{}").text("challenge"))).status, 401);
    EXPECT_EQ(enter(phone.answer(sign_in(ground.ada_email).text("passkey.challenge"))).status, 401) << "put behind a password";
    phone.verifies = false;
    EXPECT_EQ(enter(phone.answer(nobody.post("/passkey-requests", "{}").text("challenge"))).status, 401);
    phone.verifies = true;
    shared_server().database().superuser().run("update platform.accounts set suspended_at = now() where email = $1",
                                               db::values(ground.ada_email));
    EXPECT_EQ(enter(phone.answer(nobody.post("/passkey-requests", "{}").text("challenge"))).status, 401);
}

TEST(APasskey, OfSomebodyWhoLeftOpensNothing)
{
    Ground const ground;
    Authenticator phone;
    auto const ada = client_of(sign_in(ground.ada_email));
    auto const grace = client_of(sign_in(ground.grace_email));
    add_passkey(ada, phone);
    enrol(ada);
    EXPECT_EQ(ada.del("/me").status, 204);
    EXPECT_EQ(grace.del("/accounts/" + ground.ada_account + "/suspension").status, 204);
    auto const nobody = shared_server().nobody();
    auto const challenge = nobody.post("/passkey-requests", "{}").text("challenge");
    EXPECT_EQ(nobody.post("/passkey-sessions", R"({"kind":"token","passkey":)" + phone.answer(challenge) + "}").status, 401);
    EXPECT_EQ(shared_server().database().superuser().value<std::int64_t>(
                  "select (select count(*) from platform.passkeys where account_id = $1) + (select count(*) from platform.recovery_codes "
                  "where account_id = $1) + (select count(*) from platform.devices where account_id = $1) + (select count(*) from "
                  "platform.account_countries where account_id = $1)",
                  db::values(*Uuid::parse(ground.ada_account))),
              0);
}

}  // namespace guildhall::second_factors
