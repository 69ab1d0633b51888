// From which country somebody signs in: shown with the session, and news where it is new.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/authenticator.h"
#include "support/country_files.h"
#include "support/server.h"

namespace guildhall::identity {

using support::Answer;
using support::Client;
using support::Person;
using support::TestServer;
using testing::HasSubstr;

namespace {

constexpr auto *australia = "1.0.0.7", *japan = "1.0.16.1", *japan_by_v6 = "2001:2::1", *nowhere = "10.1.2.3";

// Behind a proxy, which says where somebody comes from.
class ASignIn : public testing::Test {
protected:
    Answer sign_in(char const* address) const
    {
        return server.nobody().post("/sessions",
                                    R"({"email":")" + ada.email + R"(","password":")" + support::password + R"(","kind":"token"})",
                                    {{"X-Forwarded-For", address}});
    }
    Client client_of(Answer const& session) const
    {
        EXPECT_EQ(session.status, 201) << session.body;
        return server.nobody().with({{"Authorization", "Bearer " + session.text("access_token")}});
    }
    Client from(char const* address) const { return client_of(sign_in(address)); }
    // The countries that were news, and the addresses, in their order.
    std::string news()
    {
        return superuser.value<std::string>("select coalesce(string_agg(e.payload ->> 'country' || ' ' || (e.payload ->> 'address'), ', ' "
                                            "order by e.seq), '') from guild.audit_events e where e.action = 'countries.created' and "
                                            "e.object = 'accounts/' || $1 and e.owner_id::text = $1",
                                            db::values(ada.account.text()));
    }
    std::int64_t mails(std::string const& what)
    {
        return superuser.value<std::int64_t>(
            "select count(*) from platform.outbox o where o.template = $1 and o.facts ->> 'country' = 'JP' and o.facts ->> 'address' = $2",
            db::values(what, japan));
    }

    support::CountryFiles files;
    TestServer server{[this](app::Config& config) {
        config.countries = files.folder();
        config.trusted_proxies = {"127.0.0.0/8"};
    }};
    db::Session& superuser = server.database().superuser();
    Person const& ada = server.world().first.ada;
};

}  // namespace

TEST_F(ASignIn, SaysInItsSessionFromWhichCountry)
{
    auto const here = from(australia);
    EXPECT_EQ(here.get("/sessions").text("items.0.country"), "AU");
    EXPECT_EQ(here.get("/sessions").text("items.0.address"), australia);
    EXPECT_EQ(from(japan_by_v6).get("/sessions").text("items.0.country"), "JP");
    EXPECT_EQ(from(nowhere).get("/sessions").text("items.0.country"), "");
    auto const all = here.get("/me/export.json");
    EXPECT_EQ(all.text("countries.0.country"), "JP");
    EXPECT_EQ(all.text("countries.1.country"), "AU");
    EXPECT_EQ(all.text("sessions.2.country"), "AU");
}

TEST_F(ASignIn, FromANewCountryIsNewsOnce)
{
    from(australia);
    from(australia);
    from(nowhere);
    EXPECT_EQ(news(), "") << "the first is none";
    from(japan);
    EXPECT_EQ(news(), "JP 1.0.16.1");
    from(japan_by_v6);
    from(australia);
    EXPECT_EQ(news(), "JP 1.0.16.1");
    superuser.run("update platform.account_countries set last_seen_at = last_seen_at - interval '401 days' where country = 'JP'");
    from(japan_by_v6);
    EXPECT_EQ(news(), "JP 1.0.16.1, JP 2001:2::1") << "forgotten";
}

TEST_F(ASignIn, FromANewCountryRaisesAnAlert)
{
    from(australia);
    superuser.value<std::int32_t>("select wall.raise_alerts()");
    auto const gita = server.as(server.world().first.administrator);
    EXPECT_TRUE(gita.get("/alerts?search=new_country").ids().empty());
    from(japan);
    superuser.value<std::int32_t>("select wall.raise_alerts()");
    auto const alerts = gita.get("/alerts?search=new_country");
    ASSERT_EQ(alerts.ids().size(), 1u) << alerts.body;
    EXPECT_EQ(alerts.text("items.0.account_id"), ada.account.text());
    EXPECT_EQ(alerts.text("items.0.level"), "warning");
    EXPECT_EQ(mails("alert"), 2) << "whom it is about, and the guild's administrator";
    EXPECT_EQ(mails("new_device"), 1) << "which says the country too";
    EXPECT_THAT(gita.get("/audit-events?object=accounts/" + ada.account.text()).body, HasSubstr("countries.created"));
}

TEST_F(ASignIn, ByAPasskeyIsFromACountryToo)
{
    auto const here = from(australia);
    support::Authenticator phone;
    auto const offer = here.post("/me/passkey-offers", "{}");
    ASSERT_EQ(here.post("/me/passkeys", R"({"name":"Phone",)" + phone.made(offer.text("challenge")) + "}").status, 201);
    auto const asked = server.nobody().post("/passkey-requests", "{}");
    auto const entered = server.nobody().post(
        "/passkey-sessions", R"({"kind":"token","passkey":)" + phone.answer(asked.text("challenge")) + "}", {{"X-Forwarded-For", japan}});
    EXPECT_EQ(client_of(entered).get("/sessions").text("items.0.country"), "JP");
    EXPECT_EQ(news(), "JP 1.0.16.1");
}

TEST_F(ASignIn, IsForgottenWithTheAccount)
{
    auto const here = from(australia);
    auto const kept = [&] { return superuser.value<std::int64_t>("select count(*) from platform.account_countries"); };
    EXPECT_EQ(kept(), 1);
    ASSERT_EQ(here.del("/me").status, 204);
    EXPECT_EQ(kept(), 0);
}

TEST(AServerWithBadFilesOfCountries, DoesNotStart)
{
    support::CountryFiles const files;
    files.write("geoip", "1,2,DE\n3,4");
    EXPECT_THROW(TestServer([&](app::Config& config) { config.countries = files.folder(); }), std::runtime_error);
}

}  // namespace guildhall::identity
