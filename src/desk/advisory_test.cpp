// What is published of a case is OSV, and what is not is told.
#include "desk/advisory.h"

#include <gmock/gmock.h>

namespace guildhall::desk {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

namespace {

Advisory an_advisory()
{
    return {.id = "GH-2026-0001",
            .summary = "Names were \"shown\"",
            .details = "Of other guilds.\nIn lists.",
            .severity = "high",
            .introduced_version = "0",
            .fixed_version = "0.2.1",
            .credit_name = "Zoë",
            .url = "https://crm.example.com/security",
            .published = Time::parse("2026-11-23T09:00:00Z"),
            .modified = *Time::parse("2026-11-23T10:00:00Z")};
}

json::Value parsed(Advisory const& advisory)
{
    return json::parse(osv_of(advisory));
}

void drop(json::Value& document, std::string_view name)
{
    std::erase_if(document.members, [&](auto const& member) { return member.first == name; });
}

}  // namespace

TEST(AnAdvisory, IsOsv)
{
    auto const document = parsed(an_advisory());
    EXPECT_THAT(problems_of_osv(document), IsEmpty());
    EXPECT_EQ(document.find("id")->string, "GH-2026-0001");
    auto const& range = document.find("affected")->items[0].find("ranges")->items[0];
    EXPECT_EQ(range.find("events")->items[0].find("introduced")->string, "0");
    EXPECT_EQ(range.find("events")->items[1].find("fixed")->string, "0.2.1");
    EXPECT_EQ(document.find("credits")->items[0].find("name")->string, "Zoë");
    EXPECT_EQ(document.find("published")->string, "2026-11-23T09:00:00.000000Z");
}

TEST(AnAdvisory, NamesNobodyUnasked)
{
    auto quiet = an_advisory();
    quiet.credit_name.reset();
    quiet.published.reset();
    EXPECT_THAT(problems_of_osv(parsed(quiet)), IsEmpty());
    EXPECT_FALSE(parsed(quiet).find("credits"));
    EXPECT_FALSE(parsed(quiet).find("published"));
}

TEST(AnAdvisory, IsMissedInEveryPart)
{
    for (std::string const name : {"schema_version", "id", "modified", "summary", "details", "affected", "references"}) {
        auto document = parsed(an_advisory());
        drop(document, name);
        EXPECT_THAT(problems_of_osv(document), ElementsAre(name));
    }
    auto document = parsed(an_advisory());
    for (auto& member : document.members)
        if (member.first == "affected")
            drop(member.second.items[0], "ranges");
    EXPECT_THAT(problems_of_osv(document), ElementsAre("affected"));
}

TEST(AnAdvisory, WithTextsThatAreNoneIsTold)
{
    auto wrong = an_advisory();
    wrong.summary = "two\nlines";
    wrong.introduced_version = "first";
    wrong.fixed_version = "0";
    auto const problems = problems_of(wrong);
    ASSERT_EQ(problems.size(), 3u);
    EXPECT_THAT(problems, Contains(FieldProblem{"fixed_version", "must be a version such as 0.2.0"}));
    EXPECT_THAT(problems_of(an_advisory()), IsEmpty());
}

TEST(AVersion, IsThatOfARelease)
{
    for (auto const* good : {"0.1.0", "10.20.30", "1.0.0-rc.1"})
        EXPECT_TRUE(is_version(good)) << good;
    for (auto const* bad : {"", "1", "1.2", "v1.2.3", "01.2.3", "1.2.3-", "1.2.3.4", "1..3", "1.2.x", "1.2.3 "})
        EXPECT_FALSE(is_version(bad)) << bad;
}

}  // namespace guildhall::desk
