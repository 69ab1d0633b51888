#include "support/factors.h"

// What people do with their second factors, and what is asked of them. Each test has people of its own.
namespace guildhall::second_factors {

TEST(AnAuthenticatorApp, IsAddedByItsFirstCodeAndAskedForFromThenOn)
{
    Ground const ground;
    auto const ada = client_of(sign_in(ground.ada_email));
    EXPECT_EQ(ada.get("/me/second-factors").text("totp"), "false");
    auto const offer = ada.post("/me/totp-offers", "{}");
    auto put = [&](Client const& who, std::string const& code) {
        return who.put("/me/totp", R"({"offer":")" + offer.text("offer") + R"(","code":")" + code + R"("})");
    };
    EXPECT_EQ(put(ada, "000000").text("fields.0.field"), "code");
    auto const code = code_at(offer.text("totp_secret"), 0);
    EXPECT_EQ(put(client_of(sign_in(ground.ada_email)), code).status, 409) << "it was offered to another session";
    auto const done = put(ada, code);
    ASSERT_EQ(done.status, 200) << done.body;
    EXPECT_NE(done.text("recovery_codes.9"), "");
    EXPECT_EQ(put(ada, code_at(offer.text("totp_secret"), 1)).status, 409) << "one is enough";
    EXPECT_EQ(ada.get("/me/second-factors").text("recovery_codes_left"), "10");
    EXPECT_EQ(ada.get("/me/profile").text("second_factor"), "true");
    EXPECT_EQ(problem(sign_in(ground.ada_email)), "second_factor");
    EXPECT_EQ(sign_in(ground.ada_email, with_code(code)).status, 401) << "the code that enrolled is used";
    EXPECT_EQ(sign_in(ground.ada_email, with_code(code_at(offer.text("totp_secret"), 1))).status, 201);
    EXPECT_EQ(events("second_factors.created", ground.ada_account), 1);
}

TEST(AnAuthenticatorApp, IsAddedAndRemovedByWhoHasJustSignedInWithAll)
{
    Ground const ground;
    auto const before = client_of(sign_in(ground.ada_email)), ada = client_of(sign_in(ground.ada_email));
    auto const enrolled = enrol(ada);
    EXPECT_EQ(before.del("/me/totp").status, 403) << "signed in just now, but without the second factor";
    shared_server().database().superuser().run(
        "update platform.sessions set created_at = now() - interval '11 minutes' where account_id = $1::text::uuid",
        db::values(ground.ada_account));
    EXPECT_EQ(ada.del("/me/totp").status, 403);
    EXPECT_EQ(ada.post("/me/recovery-codes", "{}").status, 403);
    EXPECT_EQ(ada.post("/me/passkey-offers", "{}").status, 403);
    auto const again = client_of(sign_in(ground.ada_email, with_code(code_at(enrolled.secret, 1))));
    EXPECT_EQ(again.del("/me/totp").status, 204);
    EXPECT_EQ(again.del("/me/totp").status, 404);
    EXPECT_EQ(again.get("/me/second-factors").text("recovery_codes_left"), "0");
    EXPECT_EQ(sign_in(ground.ada_email).status, 201);
    EXPECT_EQ(events("second_factors.removed", ground.ada_account), 1);
}

TEST(ARecoveryCode, OpensOnceInsteadOfTheOther)
{
    Ground const ground;
    auto const ada = client_of(sign_in(ground.ada_email));
    auto const enrolled = enrol(ada);
    EXPECT_EQ(sign_in(ground.ada_email, with_code(enrolled.codes[3])).status, 201);
    EXPECT_EQ(sign_in(ground.ada_email, with_code(enrolled.codes[3])).status, 401);
    EXPECT_EQ(sign_in(ground.grace_email, with_code(enrolled.codes[4])).status, 201) << "who has no factor needs none";
    std::string typed = enrolled.codes[5];
    std::erase(typed, '-');
    for (auto& c : typed)
        c = static_cast<char>(std::tolower(c));
    EXPECT_EQ(sign_in(ground.ada_email, with_code(typed)).status, 201);
    EXPECT_EQ(ada.get("/me/second-factors").text("recovery_codes_left"), "8");
    EXPECT_EQ(events("recovery_codes.used", ground.ada_account), 2);
    auto const renewed = ada.post("/me/recovery-codes", "{}");
    ASSERT_EQ(renewed.status, 201) << renewed.body;
    EXPECT_EQ(sign_in(ground.ada_email, with_code(enrolled.codes[6])).status, 401) << "the old ones are void";
    EXPECT_EQ(sign_in(ground.ada_email, with_code(renewed.text("recovery_codes.0"))).status, 201);
}

TEST(ARecoveryCode, StandsInForAFactorAlone)
{
    Ground const ground;
    auto const ada = client_of(sign_in(ground.ada_email));
    EXPECT_EQ(ada.post("/me/recovery-codes", "{}").status, 409);
}

TEST(ARecoveryCode, IsKeptAsADigest)
{
    Ground const ground;
    auto const enrolled = enrol(client_of(sign_in(ground.ada_email)));
    auto const bytes = hex(identity::unbase32([&] {
                               auto text = enrolled.codes[0];
                               std::erase(text, '-');
                               return text;
                           }())
                               .value());
    auto& superuser = shared_server().database().superuser();
    EXPECT_EQ(superuser.value<std::int64_t>("select count(*) from platform.recovery_codes r where r::text like '%' || $1 || '%'",
                                            db::values(bytes)),
              0);
}

TEST(AGuildThatWantsASecondFactor, GetsOneFromEverybodyAtTheNextRequest)
{
    Ground const ground;
    auto const grace = client_of(sign_in(ground.grace_email));
    auto const refused = ground.require(grace);
    EXPECT_EQ(refused.status, 422) << "who wants it of all has one";
    EXPECT_EQ(refused.text("fields.0.field"), "second_factor_required");
    auto const of_grace = enrol(grace);
    auto const ada = client_of(sign_in(ground.ada_email));
    EXPECT_EQ(ada.get("/customers").status, 200);
    ASSERT_EQ(ground.require(grace).status, 200);
    EXPECT_EQ(grace.get("/customers").status, 200) << "she has shown hers";
    for (auto const* path : {"/customers", "/me", "/me/profile", "/sessions", "/me/second-factors"}) {
        EXPECT_EQ(problem(ada.get(path)), "second_factor") << path;
        EXPECT_EQ(ada.get(path).status, 401) << path;
    }
    EXPECT_EQ(ada.post("/customers", R"({"name":"Not yet"})").status, 401);
    EXPECT_EQ(ada.post("/me/totp-offers", "{}").status, 401) << "nor by a session without the password";

    auto const asked = sign_in(ground.ada_email);
    ASSERT_EQ(problem(asked), "second_factor");
    auto const secret = asked.text("enrolment.totp_secret");
    auto const entered = sign_in(ground.ada_email, with_code(code_at(secret, 0)));
    ASSERT_EQ(entered.status, 201) << entered.body;
    EXPECT_NE(entered.text("recovery_codes.9"), "") << "shown with the first sign-in";
    EXPECT_EQ(client_of(entered).get("/customers").status, 200);
    EXPECT_EQ(sign_in(ground.ada_email, with_code(entered.text("recovery_codes.0"))).status, 201);
    auto const removing = client_of(entered).del("/me/totp");
    EXPECT_EQ(removing.status, 409) << removing.body;
    EXPECT_EQ(client_of(entered).get("/me/second-factors").text("required"), "true");
    ASSERT_EQ(ground.require(grace, false).status, 200);
    EXPECT_EQ(ada.get("/customers").status, 200) << "and off again, at the next request";
    EXPECT_EQ(client_of(entered).del("/me/totp").status, 204);
}

TEST(LostFactors, AreTakenByTheLevelAboveAlone)
{
    Ground const ground, elsewhere;
    auto const enrolled = enrol(client_of(sign_in(ground.ada_email)));
    auto const path = "/accounts/" + ground.ada_account + "/second-factors";
    auto const ada = client_of(sign_in(ground.ada_email, with_code(enrolled.codes[0])));
    EXPECT_EQ(ada.del(path).status, 403);
    EXPECT_EQ(client_of(sign_in(elsewhere.grace_email)).del(path).status, 404);
    auto const grace = client_of(sign_in(ground.grace_email));
    EXPECT_EQ(grace.get("/accounts/" + ground.ada_account).text("second_factor"), "true");
    EXPECT_EQ(grace.del(path).status, 204);
    EXPECT_EQ(ada.get("/me").status, 401) << "whoever was signed in is out";
    EXPECT_EQ(sign_in(ground.ada_email).status, 201);
    EXPECT_EQ(grace.get("/accounts/" + ground.ada_account).text("second_factor"), "false");
    EXPECT_EQ(events("second_factors.removed", ground.ada_account), 1);
    EXPECT_EQ(grace.del(path).status, 204) << "there is none any more";
    EXPECT_EQ(events("second_factors.removed", ground.ada_account), 1);
}

TEST(LostFactors, AreNotTakenByACompanyFromSomebodyWhoIsMoreThanItsOwn)
{
    Ground const ground, elsewhere;
    auto& server = shared_server();
    Person person;
    person.account = *Uuid::parse(ground.ada_account);
    person.role = "guild";
    person.access_owner = server.world().olgas_access_owner;
    person.guild = *Uuid::parse(elsewhere.guild);
    add_membership(server.database().superuser(), person);
    enrol(client_of(sign_in(ground.ada_email)));
    auto const path = "/accounts/" + ground.ada_account + "/second-factors";
    EXPECT_EQ(client_of(sign_in(ground.grace_email)).del(path).status, 403) << "ada administrates another guild";
    EXPECT_EQ(server.as(server.world().olga).del(path).status, 204) << "and olga is above both";
}

}  // namespace guildhall::second_factors
