// Signing in as the database keeps it: throttles, second factors, refresh tokens, acting as another membership, the first admin.
#include <gmock/gmock.h>

#include "tenancy/tree.h"

namespace guildhall::tenancy {
namespace {

using db::Bytes;
using db::values;

class SigningIn : public testing::Test {
protected:
    std::string setting(std::string const& email, std::string const& address = "192.0.2.1")
    {
        return session.value<std::string>("select wall.password_setting($1, $2, 12, null, false)", values(email, address));
    }
    std::string sign_in(std::string const& who, std::string const& hash, std::string const& factor = "none",
                        std::optional<std::int64_t> step = {}, std::string const& secret = "new secret",
                        std::optional<std::string> refresh = {})
    {
        std::optional<Bytes> token;
        if (refresh)
            token = Bytes{*refresh};
        return session.value<std::string>(
            "select outcome from wall.sign_in($1, $2, $3, $4, 'token', '192.0.2.1', 'test', $5, $6, $7, $8, 60, 600)",
            values(email_of(who), hash, factor, step, Uuid::make(), Uuid::make(), Bytes{secret}, token));
    }
    std::string enters(std::string const& secret)
    {
        return refusal([&] { session.run("select wall.enter($1, '{}', true, $2)", values(Bytes{secret}, Uuid::make())); });
    }
    std::string refresh(std::string const& secret, std::string const& token, std::string const& next)
    {
        return session.value<std::string>("select outcome from wall.refresh($1, $2, $3, $4)",
                                          values(Bytes{secret}, Bytes{token}, Bytes{next}, Uuid::make()));
    }
    void age_refresh_tokens() { tree.superuser().run("update platform.refresh_tokens set used_at = used_at - interval '1 minute'"); }
    void enrol(std::string const& who)
    {
        tree.superuser().run("update platform.accounts set totp_secret = 'sealed', totp_step = 5 where id = $1", values(tree.account(who)));
    }
    std::int64_t events(std::string const& action)
    {
        return tree.superuser().value<std::int64_t>("select (select count(*) from guild.audit_events where action = $1) + "
                                                    "(select count(*) from platform.audit_events where action = $1)",
                                                    values(action));
    }

    Tree tree;
    db::Session session{tree.url()};
};

TEST_F(SigningIn, WorksWithTheRightHashAndOnlyWithIt)
{
    EXPECT_EQ(sign_in("ada", "wrong"), "wrong");
    EXPECT_EQ(enters("new secret"), "GH401");
    EXPECT_EQ(sign_in("nobody", "wrong"), "wrong");
    EXPECT_EQ(sign_in("ada", hash_of("bob")), "wrong");
    EXPECT_EQ(sign_in("ada", hash_of("ada")), "ok");
    EXPECT_EQ(enters("new secret"), "");
    EXPECT_EQ(events("sign_ins.failed"), 3);
    EXPECT_EQ(events("sessions.created"), 1);
}

TEST_F(SigningIn, GivesAnUnknownAddressASettingLikeAnyOtherAndAlwaysTheSame)
{
    auto const made_up = setting("nobody@x.example");
    EXPECT_EQ(made_up, setting("NOBODY@x.example"));
    EXPECT_NE(made_up, setting("somebody@x.example"));
    EXPECT_THAT(made_up, testing::MatchesRegex("[$]2b[$]12[$][./A-Za-z0-9]{21}[.Oeu]"));
    EXPECT_EQ(setting(email_of("ada")), hash_of("ada").substr(0, 29));
    EXPECT_THAT(session.value<std::string>("select wall.password_setting('nobody@x.example', '192.0.2.1', 31, null, false)"),
                testing::StartsWith("$2b$12$"))
        << "whoever asks with a cost of their own learns nothing";
}

TEST_F(SigningIn, IsThrottledBeforeAnythingIsHashed)
{
    for (int i = 0; i < 10; ++i)
        EXPECT_EQ(refusal([&] { setting(email_of("ada")); }), "");
    EXPECT_EQ(refusal([&] { setting(email_of("ada")); }), "GH429");
    EXPECT_EQ(refusal([&] { setting(email_of("ada"), "192.0.2.2"); }), "") << "from elsewhere she may still sign in";
    EXPECT_EQ(refusal([&] { setting(email_of("bob")); }), "");
    EXPECT_EQ(sign_in("ada", hash_of("ada")), "ok");
    EXPECT_EQ(refusal([&] { setting(email_of("ada")); }), "") << "success forgets the attempts";
}

TEST_F(SigningIn, LetsWhoTriesOnWaitTwiceAsLongEachTime)
{
    auto const tries = [&] { return refusal([&] { setting(email_of("ada")); }); };
    auto const time_passes = [&](int seconds) {
        tree.superuser().run("update platform.sign_in_attempts set at = at - make_interval(secs => $1)", values(seconds));
    };
    for (int i = 0; i < 10; ++i)
        EXPECT_EQ(tries(), "");
    for (int wait : {15, 30, 60}) {
        EXPECT_EQ(tries(), "GH429");
        time_passes(wait - 2);
        EXPECT_EQ(tries(), "GH429") << wait;
        time_passes(3);
        EXPECT_EQ(tries(), "") << wait;
    }
}

TEST_F(SigningIn, LetsAPersonUnderAttackInFromAKnownDeviceOrWithASecondFactor)
{
    tree.superuser().run("insert into platform.devices (account_id, digest, agent) values ($1, sha256('hers'), 'test')",
                         values(tree.account("ada")));
    for (int i = 0; i < 100; ++i)
        setting(email_of("ada"), "198.51.100." + std::to_string(i / 5));
    auto const at_home = [&](std::optional<std::string> device, bool factor) {
        return refusal([&] {
            session.run("select wall.password_setting($1, '192.0.2.200', 12, $2, $3)",
                        values(email_of("ada"), device ? std::optional(Bytes{*device}) : std::nullopt, factor));
        });
    };
    EXPECT_EQ(at_home({}, false), "GH429");
    EXPECT_EQ(at_home("somebody else's", false), "GH429");
    EXPECT_EQ(at_home("hers", false), "");
    EXPECT_EQ(at_home({}, true), "");
    for (int i = 0; i < 9; ++i)
        EXPECT_EQ(at_home("hers", false), "");
    EXPECT_EQ(at_home("hers", false), "GH429") << "her own tries count";
}

TEST_F(SigningIn, GuardsAWholeGuildUnderAttack)
{
    tree.superuser().run("insert into platform.sign_in_attempts (address, email, guild_id)"
                         " select '198.51.100.' || i % 250, sha256(convert_to(i::text, 'UTF8')), $1 from generate_series(1, 1000) i",
                         values(tree.first.id));
    EXPECT_EQ(refusal([&] { setting(email_of("ada")); }), "GH429");
    EXPECT_EQ(refusal([&] { setting(email_of("ada of foreign")); }), "") << "another guild";
}

TEST_F(SigningIn, ThrottlesAnUnknownAddressJustSo)
{
    for (int i = 0; i < 10; ++i)
        setting("nobody@x.example");
    EXPECT_EQ(refusal([&] { setting("nobody@x.example"); }), "GH429");
}

TEST_F(SigningIn, ThrottlesOneNetworkAddressThatTriesManyAccounts)
{
    for (int i = 0; i < 100; ++i)
        setting("nobody" + std::to_string(i) + "@x.example");
    EXPECT_EQ(refusal([&] { setting(email_of("ada")); }), "GH429");
    EXPECT_EQ(refusal([&] { setting(email_of("ada"), "192.0.2.2"); }), "");
}

TEST_F(SigningIn, HandsOutTheSecondFactorOnlyAgainstTheRightHash)
{
    enrol("ada");
    EXPECT_EQ(session.run("select account_id from wall.factor_secret($1, 'wrong')", values(email_of("ada"))).size(), 0);
    EXPECT_EQ(session.value<Bytes>("select secret from wall.factor_secret($1, $2)", values(email_of("ada"), hash_of("ada"))).bytes,
              "sealed");
}

TEST_F(SigningIn, AsksForTheSecondFactorAndTakesNoCodeTwice)
{
    enrol("ada");
    EXPECT_EQ(sign_in("ada", hash_of("ada")), "second_factor");
    EXPECT_EQ(enters("new secret"), "GH401");
    EXPECT_EQ(sign_in("ada", hash_of("ada"), "failed"), "wrong");
    EXPECT_EQ(sign_in("ada", hash_of("ada"), "passed", 5), "wrong") << "step 5 was used before";
    EXPECT_EQ(sign_in("ada", hash_of("ada"), "passed", 6, "first"), "ok");
    EXPECT_EQ(sign_in("ada", hash_of("ada"), "passed", 6, "second"), "wrong");
    EXPECT_EQ(enters("first"), "");
    EXPECT_EQ(enters("second"), "GH401");
}

TEST_F(SigningIn, LetsNobodyTryOutSixDigits)
{
    enrol("ada");
    for (int i = 0; i < 10; ++i)
        sign_in("ada", hash_of("ada"), "failed");
    for (std::string const address : {"192.0.2.1", "192.0.2.2", "198.51.100.1"})
        EXPECT_EQ(refusal([&] { setting(email_of("ada"), address); }), "GH429") << address;
}

TEST_F(SigningIn, LetsAnAdminOrModeratorInOnlyWithASecondFactor)
{
    for (std::string const who : {"alma", "mona"}) {
        EXPECT_EQ(sign_in(who, hash_of(who)), "enrol");
        session.run("select wall.enrol_factor($1, $2, 'sealed', 5)", values(email_of(who), hash_of(who)));
        EXPECT_EQ(sign_in(who, hash_of(who)), "second_factor");
        EXPECT_EQ(sign_in(who, hash_of(who), "passed", 6, who), "ok");
        EXPECT_EQ(refusal([&] { session.run("select wall.enrol_factor($1, $2, 'other', 7)", values(email_of(who), hash_of(who))); }),
                  "GH409");
    }
    EXPECT_EQ(refusal([&] { session.run("select wall.enrol_factor($1, 'wrong', 'sealed', 5)", values(email_of("ada"))); }), "GH401");
}

TEST_F(SigningIn, LooksTheSameForTheSuspendedAsForAWrongPassword)
{
    tree.superuser().run("update platform.accounts set suspended_at = now() where id = $1", values(tree.account("ada")));
    EXPECT_EQ(sign_in("ada", hash_of("ada")), "wrong");
    tree.superuser().run("update platform.memberships set suspended_at = now() where id = $1", values(tree.membership("bob")));
    EXPECT_EQ(sign_in("bob", hash_of("bob")), "wrong");
}

TEST_F(SigningIn, RotatesRefreshTokensAndEndsTheSessionWhenAnOldOneComesAgain)
{
    ASSERT_EQ(sign_in("ada", hash_of("ada"), "none", {}, "s", "r1"), "ok");
    EXPECT_EQ(refresh("s", "r1", "r2"), "ok");
    EXPECT_EQ(refresh("s", "r2", "r3"), "ok");
    EXPECT_EQ(enters("s"), "");
    age_refresh_tokens();
    EXPECT_EQ(refresh("s", "r1", "r4"), "reused");
    EXPECT_EQ(enters("s"), "GH401");
    EXPECT_EQ(refresh("s", "r3", "r5"), "ended");
    EXPECT_EQ(events("sessions.reused"), 1);
}

TEST_F(SigningIn, ForgivesARaceOfSomeSeconds)
{
    sign_in("ada", hash_of("ada"), "none", {}, "s", "r1");
    EXPECT_EQ(refresh("s", "r1", "r2"), "ok");
    EXPECT_EQ(refresh("s", "r1", "r3"), "ok");
    EXPECT_EQ(enters("s"), "");
}

TEST_F(SigningIn, RefreshesNothingWithHalfOfTheSecretOrAnotherSessions)
{
    sign_in("ada", hash_of("ada"), "none", {}, "s", "r1");
    sign_in("bob", hash_of("bob"), "none", {}, "t", "q1");
    EXPECT_EQ(refresh("t", "r1", "r2"), "ended");
    EXPECT_EQ(refresh("unknown", "r1", "r2"), "ended");
    EXPECT_EQ(refresh("s", "unknown", "r2"), "ended");
    EXPECT_EQ(refresh("s", "r1", "r2"), "ok");
}

TEST_F(SigningIn, EndsWithSigningOutAndWithTime)
{
    sign_in("ada", hash_of("ada"), "none", {}, "s", "r1");
    session.run("select wall.sign_out($1, $2)", values(Bytes{"s"}, Uuid::make()));
    EXPECT_EQ(enters("s"), "GH401");
    EXPECT_EQ(refresh("s", "r1", "r2"), "ended");
    sign_in("ada", hash_of("ada"), "none", {}, "t");
    tree.superuser().run("update platform.sessions set idle_until = now() where digest = sha256('t')");
    EXPECT_EQ(enters("t"), "GH401");
}

TEST_F(SigningIn, MovesTheIdleLimitAtMostOnceAMinuteAndNeverBeyondTheEnd)
{
    auto limits = [&] {
        return tree.superuser().value<std::string>(
            "select idle_until::text || last_seen_at::text from platform.sessions where digest = sha256($1)", values(secret_of("ada")));
    };
    auto const before = limits();
    EXPECT_EQ(enters(secret_of("ada").bytes), "");
    EXPECT_EQ(limits(), before);
    tree.superuser().run(
        "update platform.sessions set last_seen_at = now() - interval '61 seconds', idle_minutes = 100000 where digest = sha256($1)",
        values(secret_of("ada")));
    EXPECT_EQ(enters(secret_of("ada").bytes), "");
    EXPECT_NE(limits(), before);
    EXPECT_TRUE(tree.superuser().value<bool>("select idle_until = ends_at from platform.sessions where digest = sha256($1)",
                                             values(secret_of("ada"))));
}

TEST_F(SigningIn, ShowsAndEndsOnesOwnSessionsOnly)
{
    Caller ada(tree, "ada");
    sign_in("ada", hash_of("ada"), "none", {}, "s");
    ada.enter_account();
    EXPECT_EQ(ada.value<std::int64_t>("select count(*) from wall.my_sessions($1)", values(secret_of("ada"))), 2);
    auto const bobs = tree.superuser().value<Uuid>("select id from platform.sessions where account_id = $1", values(tree.account("bob")));
    EXPECT_EQ(refusal([&] { ada.run("select wall.end_session($1)", values(bobs)); }), "GH404");
    ada.enter_account();
    auto const other = tree.superuser().value<Uuid>("select id from platform.sessions where digest = sha256('s')");
    ada.run("select wall.end_session($1)", values(other));
    ada.commit();
    EXPECT_EQ(enters("s"), "GH401");
    EXPECT_EQ(enters(secret_of("bob").bytes), "");
}

TEST_F(SigningIn, ActsAsAnotherMembershipOfTheSameAccountWithANewSecret)
{
    Caller olga(tree, "olga");
    auto act_as = [&](std::string const& membership, std::string const& fresh) {
        olga.enter_account();
        auto const said = refusal(
            [&] { olga.run("select wall.act_as($1, $2, $3)", values(tree.membership(membership), secret_of("olga"), Bytes{fresh})); });
        if (said.empty())
            olga.commit();
        else
            olga.roll_back();
        return said;
    };
    EXPECT_EQ(act_as("gita", "x"), "GH404");
    EXPECT_EQ(act_as("otto in foreign", "x"), "GH404");
    EXPECT_EQ(act_as("olga in first", "olga's next"), "");
    EXPECT_EQ(enters(secret_of("olga").bytes), "GH401");
    EXPECT_EQ(enters("olga's next"), "");
}

TEST(TheFirstAdmin, IsMadeOnceByALinkThatHoldsForAnHour)
{
    support::TestDatabase database;
    db::Session migrate(database.url("guildhall_migrate")), app(database.url());
    auto holds = [&](std::string const& secret) { return app.value<bool>("select wall.setup_link_holds($1)", values(Bytes{secret})); };
    auto set_up = [&](std::string const& secret, std::string const& email) {
        return refusal([&] {
            app.run("select wall.set_up($1, $2, $3, $4, 'Ada', 'en', 'hash', 'sealed', 5, $5, 'Agency', $6, 'Company', 'EUR', 'DE', $7, "
                    "'Sales')",
                    values(Bytes{secret}, Uuid::make(), Uuid::make(), email, Uuid::make(), Uuid::make(), Uuid::make()));
        });
    };
    EXPECT_TRUE(app.value<bool>("select wall.is_new()"));
    EXPECT_EQ(set_up("first", "ada@x.example"), "GH401");
    migrate.run("select wall.create_setup_link('first')");
    migrate.run("select wall.create_setup_link('second')");
    EXPECT_FALSE(holds("first"));
    EXPECT_TRUE(holds("second"));
    database.superuser().run("update platform.setup_links set ends_at = now()");
    EXPECT_FALSE(holds("second"));
    migrate.run("select wall.create_setup_link('third')");
    EXPECT_EQ(set_up("third", "ada@x.example"), "");
    EXPECT_EQ(set_up("third", "bob@x.example"), "GH401");
    EXPECT_EQ(refusal([&] { migrate.run("select wall.create_setup_link('fourth')"); }), "GH409");
    EXPECT_EQ(database.superuser().value<std::string>(
                  "select string_agg(role, ' ' order by role, guild_id nulls first) from platform.memberships"),
              "access_owner access_owner admin guild");
}

}  // namespace
}  // namespace guildhall::tenancy
