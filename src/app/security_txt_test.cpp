#include "app/security_txt.h"

#include <gmock/gmock.h>

namespace guildhall::app {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

namespace {

constexpr std::int64_t a_day = 24LL * 3600 * 1'000'000;

std::string at(Time now, std::optional<std::string> contact = {})
{
    Config config;
    config.public_url = "https://crm.example.com";
    config.security_contact = std::move(contact);
    return security_txt(config, now);
}

Time expiry(std::string const& text)
{
    auto const from = text.find("Expires: ") + 9;
    return *Time::parse(text.substr(from, text.find('\n', from) - from));
}

}  // namespace

TEST(SecurityTxt, SaysWhereToReport)
{
    auto const text = at(*Time::parse("2026-11-23T09:00:00Z"), "mailto:security@example.com");
    EXPECT_EQ(text, "Contact: mailto:security@example.com\n"
                    "Contact: https://crm.example.com/security\n"
                    "Expires: 2027-05-22T00:00:00Z\n"
                    "Acknowledgments: https://crm.example.com/security#hall-of-fame\n"
                    "Preferred-Languages: en, es, fr, de\n"
                    "Canonical: https://crm.example.com/.well-known/security.txt\n"
                    "Policy: https://crm.example.com/security\n");
}

TEST(SecurityTxt, NamesThePageWhereNoContactIsSet)
{
    EXPECT_THAT(at(Time::now()), StartsWith("Contact: https://crm.example.com/security\n"));
    EXPECT_THAT(at(Time::now()), Not(HasSubstr("mailto:")));
}

TEST(SecurityTxt, IsNeverStaleAndEndsWithinAYear)
{
    for (auto const* moment : {"2026-01-01T00:00:00Z", "2028-02-29T23:59:59Z", "2030-12-31T23:59:59.999999Z"}) {
        auto const now = *Time::parse(moment);
        auto const left = expiry(at(now)).microseconds - now.microseconds;
        EXPECT_GT(left, 178 * a_day) << moment;
        EXPECT_LT(left, 365 * a_day) << moment;
    }
}

}  // namespace guildhall::app
