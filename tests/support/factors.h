#pragma once
#include <string>
#include <vector>

#include "base/secret.h"
#include "identity/totp.h"
#include "support/authenticator.h"
#include "support/newcomers.h"

// People of a test's own, and what they do to sign in.
namespace guildhall::second_factors {

using support::Answer;
using support::Authenticator;
using support::Client;
using support::Person;
using support::shared_server;
using tree::fresh_email;
using tree::new_account;
using tree::with_password;

inline Answer sign_in(std::string const& email, std::string const& more = "", std::string const& password = "a bridge of reeds")
{
    return shared_server().nobody().post("/sessions",
                                         R"({"email":")" + email + R"(","password":")" + password + R"(","kind":"token")" + more + "}");
}
inline Client client_of(Answer const& session)
{
    EXPECT_EQ(session.status, 201) << session.body;
    return shared_server().nobody().with({{"Authorization", "Bearer " + session.text("access_token")}});
}
inline std::string code_at(std::string const& secret, int step)
{
    return identity::totp_code(identity::unbase32(secret).value(), Time::now().microseconds / 30'000'000 + step);
}
inline std::string with_code(std::string const& code)
{
    return R"(,"code":")" + code + '"';
}
inline std::string problem(Answer const& answer)
{
    auto const type = answer.text("type");
    return type.substr(type.rfind('/') + 1);
}

// A guild with an administrator (grace) and a builder (ada).
struct Ground {
    std::string guild, spot, grace_email = fresh_email(), ada_email = fresh_email(), ada_account;

    Ground()
    {
        auto& server = shared_server();
        auto const olga = server.as(server.world().olga);
        guild = olga.post("/access-owners/" + server.world().olgas_access_owner.text() + "/guilds", R"({"name":"Ours"})").text("id");
        spot = olga.post("/guilds/" + guild + "/spots", R"({"name":"Yard"})").text("id");
        olga.post("/guilds/" + guild + "/administrators", new_account(grace_email, with_password));
        ada_account = olga.post("/spots/" + spot + "/builders", new_account(ada_email, with_password)).text("id");
    }
    Answer require(Client const& who, bool required = true) const
    {
        return who.patch("/guilds/" + guild, std::string(R"({"second_factor_required":)") + (required ? "true}" : "false}"),
                         who.get("/guilds/" + guild).text("version"));
    }
};

struct Enrolled {
    std::string secret;
    std::vector<std::string> codes;
};

inline Enrolled enrol(Client const& who, int step = 0)
{
    auto const offer = who.post("/me/totp-offers", "{}");
    EXPECT_EQ(offer.status, 201) << offer.body;
    Enrolled enrolled{offer.text("totp_secret"), {}};
    auto const done =
        who.put("/me/totp", R"({"offer":")" + offer.text("offer") + R"(","code":")" + code_at(enrolled.secret, step) + R"("})");
    EXPECT_EQ(done.status, 200) << done.body;
    for (int i = 0; i < 10; ++i)
        enrolled.codes.push_back(done.text("recovery_codes." + std::to_string(i)));
    return enrolled;
}

inline std::string add_passkey(Client const& who, Authenticator const& authenticator)
{
    auto const offer = who.post("/me/passkey-offers", "{}");
    EXPECT_EQ(offer.status, 201) << offer.body;
    auto const added = who.post("/me/passkeys", R"({"name":"Phone",)" + authenticator.made(offer.text("challenge")) + "}");
    EXPECT_EQ(added.status, 201) << added.body;
    return added.text("id");
}

inline std::int64_t events(std::string const& action, std::string const& account)
{
    return shared_server().database().superuser().value<std::int64_t>(
        "select (select count(*) from guild.audit_events where action = $1 and object = 'accounts/' || $2) + "
        "(select count(*) from platform.audit_events where action = $1 and object = 'accounts/' || $2)",
        db::values(action, account));
}

}  // namespace guildhall::second_factors
