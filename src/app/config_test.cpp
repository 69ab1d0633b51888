#include "app/config.h"

#include <gmock/gmock.h>
#include <map>

namespace guildhall::app {
namespace {

using testing::HasSubstr;
using testing::Not;

Config read(std::map<std::string, std::string> const& values)
{
    return read_config([&](std::string const& name) -> std::optional<std::string> {
        auto const found = values.find(name);
        return found == values.end() ? std::nullopt : std::optional(found->second);
    });
}

std::string mistakes(std::map<std::string, std::string> const& values)
{
    try {
        read(values);
        return {};
    } catch (std::runtime_error const& error) {
        return error.what();
    }
}

TEST(TheSettingsOfMail, AreNotNeeded)
{
    auto const config = read({{"GUILDHALL_DATA", "/tmp/x"}});
    EXPECT_FALSE(config.mail.url);
    EXPECT_EQ(config.mail.spool, "/tmp/x/mail");
    EXPECT_EQ(config.mail.public_url, "http://localhost:8080");
}

TEST(TheSettingsOfMail, WantTlsBeyondThisMachine)
{
    std::map<std::string, std::string> values{{"GUILDHALL_SMTP_URL", "smtp://mail.example.com:587"},
                                              {"GUILDHALL_MAIL_FROM", "CRM <crm@example.com>"}};
    EXPECT_TRUE(read(values).mail.tls);
    values["GUILDHALL_SMTP_URL"] = "smtp://127.0.0.1:25";
    EXPECT_FALSE(read(values).mail.tls);
}

TEST(TheSettingsOfMail, AreRefusedTogetherAndNeverShown)
{
    auto const all = mistakes({{"GUILDHALL_SMTP_URL", "smtp://u:hidden@mail.example.com"},
                               {"GUILDHALL_SMTP_USER", "crm"},
                               {"GUILDHALL_MAIL_FROM", "crm@example.com\r\nBcc: x@evil.example"},
                               {"GUILDHALL_SMTP_CA", "/nowhere/at/all"}});
    for (auto const* setting : {"GUILDHALL_SMTP_URL", "GUILDHALL_SMTP_USER", "GUILDHALL_MAIL_FROM", "GUILDHALL_SMTP_CA"})
        EXPECT_THAT(all, HasSubstr(setting));
    EXPECT_THAT(all, Not(HasSubstr("hidden")));
    EXPECT_THAT(all, Not(HasSubstr("evil")));
    EXPECT_THAT(mistakes({{"GUILDHALL_SMTP_URL", "smtp://mail.example.com"}}), HasSubstr("GUILDHALL_MAIL_FROM"));
}

TEST(TheSettingOfCountries, NamesTheFolderOfTheirFiles)
{
    EXPECT_EQ(read({}).countries, "/usr/share/tor");
    EXPECT_EQ(read({{"GUILDHALL_COUNTRIES", "/srv/countries"}}).countries, "/srv/countries");
}

TEST(TheSettingOfProxies, TakesUnixSocketsBesideNetworks)
{
    auto const config = read({{"GUILDHALL_TRUSTED_PROXIES", "10.0.0.0/8, unix"}});
    EXPECT_TRUE(config.trusts_unix_peers);
    EXPECT_EQ(config.trusted_proxies, std::vector<std::string>{"10.0.0.0/8"});
    EXPECT_FALSE(read({{"GUILDHALL_TRUSTED_PROXIES", "10.0.0.0/8"}}).trusts_unix_peers);
    EXPECT_FALSE(read({}).has_proxy());
    EXPECT_TRUE(read({{"GUILDHALL_TRUSTED_PROXIES", "unix"}}).has_proxy());
    auto const beyond = mistakes({{"GUILDHALL_TRUSTED_PROXIES", "unix"}, {"GUILDHALL_LISTEN", "0.0.0.0:80"}});
    EXPECT_THAT(beyond, HasSubstr("GUILDHALL_LISTEN")) << "a proxy at the socket does no TLS for the port";
}

}  // namespace
}  // namespace guildhall::app
