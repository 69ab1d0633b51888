#include "own_account/picture.h"
#include "support/newcomers.h"

// What people do to their own accounts. Each test has people of its own.
namespace guildhall::own_account {

using support::Answer;
using support::Client;
using support::shared_server;
using tree::fresh_email;
using tree::new_account;
using tree::signed_in;
using tree::with_password;

namespace {

// A guild with two administrators; and a builder.
struct Ground {
    std::string guild, spot, gita_email = fresh_email(), greta_email = fresh_email(), ada_email = fresh_email();
    Answer ada_account;

    Ground()
    {
        auto& server = shared_server();
        auto const olga = server.as(server.world().olga);
        guild = olga.post("/access-owners/" + server.world().olgas_access_owner.text() + "/guilds", R"({"name":"Ours"})").text("id");
        spot = olga.post("/guilds/" + guild + "/spots", R"({"name":"Yard"})").text("id");
        olga.post("/guilds/" + guild + "/administrators", new_account(gita_email, with_password));
        ada_account = olga.post("/spots/" + spot + "/builders", new_account(ada_email, with_password + R"(,"can_create_customers":true)"));
    }
    void add_greta() const { signed_in(gita_email).post("/guilds/" + guild + "/administrators", new_account(greta_email, with_password)); }
};

std::string form_of(std::string const& bytes)
{
    return "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"me.png\"\r\nContent-Type: image/png\r\n\r\n" + bytes +
           "\r\n--b--\r\n";
}

Answer send_picture(Client const& who, std::string const& bytes)
{
    return who.ask("PUT", "/me/picture", form_of(bytes), {{"Content-Type", "multipart/form-data; boundary=b"}});
}

std::string const a_png = std::string("\x89PNG\r\n\x1a\n", 8) + std::string("\0\0rest", 6);

int sign_in_status(std::string const& email, std::string const& password)
{
    return shared_server()
        .nobody()
        .post("/sessions", R"({"email":")" + email + R"(","password":")" + password + R"(","kind":"token"})")
        .status;
}

void age_sessions(std::string const& account)
{
    shared_server().database().superuser().run(
        "update platform.sessions set created_at = now() - interval '11 minutes' where account_id = $1::text::uuid", db::values(account));
}

}  // namespace

TEST(OnesOwnAccount, IsChangedByOneself)
{
    Ground const ground;
    auto const ada = signed_in(ground.ada_email);
    EXPECT_EQ(ada.get("/me/profile").text("email"), ground.ada_email);
    auto const version = ada.get("/me/profile").text("version");
    auto const changed =
        ada.patch("/me/profile",
                  R"({"name":"Ada L.","phone":"+44 20 7946 0000","address":{"city":"London"},"theme":"dark","reminders":false})", version);
    EXPECT_EQ(changed.status, 200) << changed.body;
    EXPECT_EQ(changed.text("address.city"), "London");
    EXPECT_EQ(ada.get("/me").text("account.theme"), "dark");
    EXPECT_EQ(ada.get("/me").text("account.name"), "Ada L.");
    EXPECT_EQ(ada.patch("/me/profile", R"({"name":"Late"})", version).status, 412);
    EXPECT_EQ(ada.patch("/me/profile", R"({"theme":"pink"})", changed.text("version")).status, 422);
    auto const cleared = ada.patch("/me/profile", R"({"phone":null,"address":null})", changed.text("version"));
    EXPECT_EQ(cleared.text("phone"), "");
    EXPECT_EQ(cleared.text("name"), "Ada L.");
    auto const told = signed_in(ground.gita_email).get("/audit-events?action=accounts.updated&actor=" + ground.ada_account.text("id"));
    EXPECT_EQ(told.body.find("7946"), std::string::npos);
}

TEST(OnesPicture, IsWhatItsFirstBytesSay)
{
    EXPECT_EQ(picture_type(a_png), "image/png");
    EXPECT_EQ(picture_type("\xff\xd8\xff\xe0 and so on"), "image/jpeg");
    EXPECT_EQ(picture_type("RIFF1234WEBPVP8 "), "image/webp");
    for (auto const* other : {"", "RIFF1234WAVE....", "<svg xmlns='http://www.w3.org/2000/svg'/>", "GIF89a", "\x89PN"})
        EXPECT_FALSE(picture_type(other)) << other;
}

TEST(OnesPicture, IsSeenByThoseWhoSeeOne)
{
    Ground const ground;
    auto const ada = signed_in(ground.ada_email), gita = signed_in(ground.gita_email);
    auto const path = "/accounts/" + ground.ada_account.text("id") + "/picture";
    EXPECT_EQ(ada.get("/me/picture").status, 404);
    EXPECT_EQ(send_picture(ada, a_png).status, 204);
    auto const seen = gita.get(path);
    EXPECT_EQ(seen.status, 200);
    EXPECT_EQ(seen.body, a_png);
    EXPECT_EQ(seen.header("Content-Type"), "image/png");
    EXPECT_EQ(seen.header("X-Content-Type-Options"), "nosniff");
    EXPECT_NE(seen.header("Content-Security-Policy").find("sandbox"), std::string::npos);
    EXPECT_EQ(shared_server().as(shared_server().world().otto).get(path).status, 404);
    EXPECT_EQ(ada.get("/me").text("account.picture"), "true");
    auto const drawing = send_picture(ada, "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>");
    EXPECT_EQ(drawing.status, 422);
    EXPECT_EQ(drawing.text("fields.0.field"), "file");
    EXPECT_EQ(send_picture(ada, a_png + std::string(largest_picture, 'x')).status, 422);
    EXPECT_EQ(ada.get("/me/picture").body, a_png) << "the old one stays";
    EXPECT_EQ(ada.del("/me/picture").status, 204);
    EXPECT_EQ(ada.get("/me/picture").status, 404);
}

TEST(ANewPassword, NeedsThatOneHasJustSignedIn)
{
    Ground const ground;
    auto const elsewhere = signed_in(ground.ada_email), ada = signed_in(ground.ada_email);
    auto put = [](Client const& who, std::string const& password) {
        return who.put("/me/password", R"({"password":")" + password + R"("})");
    };
    EXPECT_EQ(put(ada, "password").status, 422);
    EXPECT_EQ(put(ada, ground.ada_email).text("fields.0.field"), "password");
    age_sessions(ground.ada_account.text("id"));
    EXPECT_EQ(put(ada, "another bridge of reeds").status, 403);
    EXPECT_EQ(sign_in_status(ground.ada_email, "a bridge of reeds"), 201);
    auto const again = signed_in(ground.ada_email);
    EXPECT_EQ(put(again, "another bridge of reeds").status, 204);
    EXPECT_EQ(elsewhere.get("/me").status, 401) << "every other session is over";
    EXPECT_EQ(again.get("/me").status, 200);
    EXPECT_EQ(sign_in_status(ground.ada_email, "a bridge of reeds"), 401);
    EXPECT_EQ(sign_in_status(ground.ada_email, "another bridge of reeds"), 201);
}

TEST(WhatIsKeptOfOne, IsHandedOut)
{
    Ground const ground;
    auto const ada = signed_in(ground.ada_email);
    send_picture(ada, a_png);
    ada.post("/customers", R"({"name":"One of hers"})");
    auto const all = ada.get("/me/export.json");
    EXPECT_EQ(all.status, 200);
    EXPECT_EQ(all.text("account.email"), ground.ada_email);
    EXPECT_EQ(all.text("memberships.0.guild"), "Ours");
    EXPECT_EQ(all.text("picture.type"), "image/png");
    EXPECT_NE(all.body.find("customers.created"), std::string::npos);
    for (auto const* secret : {"password", "digest", "totp_secret"})
        EXPECT_EQ(all.body.find(secret), std::string::npos) << secret;
    EXPECT_EQ(all.body.find(ground.gita_email), std::string::npos);
}

TEST(WhoLeaves, LeavesItsWorkWithoutItsName)
{
    Ground const ground;
    auto const ada = signed_in(ground.ada_email), gita = signed_in(ground.gita_email);
    auto const customer = "/customers/" + ada.post("/customers", R"({"name":"Hers"})").text("id");
    send_picture(ada, a_png);
    age_sessions(ground.ada_account.text("id"));
    EXPECT_EQ(ada.del("/me").status, 403);
    auto const again = signed_in(ground.ada_email);
    EXPECT_EQ(again.del("/me").status, 204);
    EXPECT_EQ(again.get("/me").status, 401);
    EXPECT_EQ(ada.get("/me").status, 401);
    EXPECT_EQ(sign_in_status(ground.ada_email, "a bridge of reeds"), 401);
    EXPECT_EQ(gita.get(customer).status, 200);
    auto const account = "/accounts/" + ground.ada_account.text("id");
    EXPECT_EQ(gita.get(account).body.find("Nina New"), std::string::npos);
    EXPECT_EQ(gita.get(account).body.find(ground.ada_email), std::string::npos);
    EXPECT_EQ(gita.get(account + "/picture").status, 404);
    EXPECT_EQ(gita.del(account + "/suspension").status, 204);
    EXPECT_EQ(sign_in_status(ground.ada_email, "a bridge of reeds"), 401) << "letting it in again brings nobody back";
    auto const next = gita.post("/spots/" + ground.spot + "/builders", new_account(ground.ada_email, with_password));
    EXPECT_EQ(next.status, 201) << "the address is free again" << next.body;
}

TEST(WhoLeaves, IsNotTheLastOne)
{
    Ground const ground;
    auto const gita = signed_in(ground.gita_email);
    EXPECT_EQ(gita.del("/me").status, 409) << "a guild keeps an administrator";
    EXPECT_EQ(gita.get("/me").status, 200);
    ground.add_greta();
    EXPECT_EQ(gita.del("/me").status, 204);
    EXPECT_EQ(signed_in(ground.greta_email).del("/me").status, 409);
    EXPECT_EQ(shared_server().as(shared_server().world().admin).del("/me").status, 409) << "and the installation an admin";
}

}  // namespace guildhall::own_account
