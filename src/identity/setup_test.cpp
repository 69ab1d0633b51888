#include <gtest/gtest.h>

#include "base/secret.h"
#include "identity/totp.h"
#include "support/server.h"

namespace guildhall::identity {

using support::Answer;

namespace {

// A server on which nobody has been set up: everybody of the tests is taken away again.
class AFreshInstallation : public ::testing::Test {
protected:
    AFreshInstallation()
    {
        auto& superuser = server.database().superuser();
        superuser.script("set session_replication_role = replica; delete from platform.memberships; delete from platform.accounts; "
                         "set session_replication_role = origin");
        secret = random_bytes(32);
        db::Bytes link{secret};
        superuser.run("select wall.create_setup_link($1)", db::values(link));
    }

    std::string token() const { return base64url(secret); }
    Answer found(std::string const& with_token, std::string const& chosen = "a bridge of reeds") const
    {
        return server.nobody().post("/setup", R"({"token":")" + with_token +
                                                  R"(","kind":"company","name":"Ada","email":"ada@first.example","password":")" + chosen +
                                                  R"(","company_name":"First","country":"SE","currency":"SEK"})");
    }
    Answer confirm(std::string const& code) const
    {
        return server.nobody().post("/setup/confirmation", R"({"token":")" + token() + R"(","code":")" + code + "\"}",
                                    {{"Origin", support::origin}});
    }
    std::int64_t rows(std::string const& table)
    {
        return server.database().superuser().value<std::int64_t>("select count(*) from " + table);
    }

    support::TestServer server;
    std::string secret;
};

}  // namespace

TEST_F(AFreshInstallation, BecomesACompanyInTwoSteps)
{
    EXPECT_EQ(server.nobody().get("/setup").text("open"), "true");
    auto const offered = found(token());
    ASSERT_EQ(offered.status, 201) << offered.body;
    EXPECT_EQ(rows("platform.accounts"), 0) << "nothing half-done remains";
    support::Person admin;
    admin.totp_secret = unbase32(offered.text("totp_secret")).value();

    EXPECT_EQ(confirm("000000").status, 422);
    auto const entered = confirm(code_of(admin));
    ASSERT_EQ(entered.status, 201) << entered.body;
    auto const me = server.nobody().get("/me", {{"Cookie", entered.cookie()}});
    ASSERT_EQ(me.status, 200) << me.body;
    EXPECT_EQ(me.text("acting.role"), "guild");
    EXPECT_EQ(me.text("account.email"), "ada@first.example");
    EXPECT_EQ(me.json().find("memberships")->items.size(), 4u) << "admin, access owner, its standing grant, guild";
    auto const guild = server.nobody().get("/guilds/" + me.text("acting.guild_id"), {{"Cookie", entered.cookie()}});
    EXPECT_EQ(guild.text("currency"), "SEK");
    EXPECT_EQ(guild.text("name"), "First");

    EXPECT_EQ(server.nobody().get("/setup").text("open"), "false");
    EXPECT_EQ(found(token()).status, 401);
    EXPECT_EQ(confirm(code_of(admin, 1)).status, 401);
}

TEST_F(AFreshInstallation, RefusesAnyOtherLink)
{
    EXPECT_EQ(found("wrong").status, 401);
    EXPECT_EQ(found(base64url(random_bytes(32))).status, 401);
    EXPECT_EQ(confirm("123456").status, 401) << "before the first step";
    server.database().superuser().script("update platform.setup_links set ends_at = now() - interval '1 second'");
    EXPECT_EQ(found(token()).status, 401);
    EXPECT_EQ(rows("platform.accounts"), 0);
}

TEST_F(AFreshInstallation, RefusesAPasswordThatIsTriedFirst)
{
    auto const refused = found(token(), "password1");
    EXPECT_EQ(refused.status, 422);
    EXPECT_EQ(refused.text("fields.0.field"), "password");
    EXPECT_EQ(found(token(), "ada@first.example").status, 422);
    EXPECT_EQ(found(token()).status, 201) << "the link still holds";
}

}  // namespace guildhall::identity
