// Lists are in the order of the one who reads.
#include <gmock/gmock.h>

#include <algorithm>

#include "support/guild_of_its_own.h"

namespace guildhall::whole {

using namespace support;

namespace {

using support::shared_server;
using testing::ElementsAreArray;

using Names = std::vector<std::string>;

Names reversed(Names names)
{
    std::reverse(names.begin(), names.end());
    return names;
}

struct Vector {
    std::string language;
    Names names;  // in their order
};

// Swedish: å, ä and ö are letters of their own, after z. Danish: æ, ø, å. German: ä is an a, and ß as ss. Thai: a vowel that is written
// before its consonant is read after it. Names are compared within one vector.
std::vector<Vector> vectors()
{
    return {{"sv", {"Adam", "Oskar", "Zebra", "Åberg", "Ärlig", "Öberg"}},
            {"da", {"Anders", "Olsen", "Zoo", "Ærø", "Øst", "Århus"}},
            {"de", {"Aal", "Ähre", "Alm", "Ofen", "Öl", "Ort", "Strasbourg", "Straße", "Straub", "Zebu"}},
            {"th", {"กา", "เก", "เกม", "ขา", "เข", "แข", "คน", "โค", "ไทย"}}};
}

// One guild with all of the names, the last of each language first.
struct AGuildOfManyLanguages : testing::TestWithParam<Vector> {
    static GuildOfItsOwn const& guild()
    {
        static GuildOfItsOwn const filled = [] {
            GuildOfItsOwn made;
            for (auto const& vector : vectors())
                for (auto const& name : reversed(vector.names))
                    support::made(made.client, "/customers", "{'name':'" + name + "'}");
            return made;
        }();
        return filled;
    }

    static Names only(Names const& listed, Names const& wanted)
    {
        Names found;
        for (auto const& name : listed)
            if (std::find(wanted.begin(), wanted.end(), name) != wanted.end())
                found.push_back(name);
        return found;
    }
};

void expect_order(support::Client const& client, Vector const& vector)
{
    using Test = AGuildOfManyLanguages;
    auto const up = all_of(client, "/customers?sort=name", "name", 3);
    auto const down = all_of(client, "/customers?sort=-name", "name", 3);
    EXPECT_THAT(Test::only(up, vector.names), ElementsAreArray(vector.names));
    EXPECT_THAT(down, ElementsAreArray(reversed(up)));
    EXPECT_THAT(all_of(client, "/customers?sort=name", "name", 200), ElementsAreArray(up));
}

}  // namespace

TEST_P(AGuildOfManyLanguages, ListsInTheLanguageOfTheRequest)
{
    auto const& vector = GetParam();
    expect_order(guild().client.with({{"Accept-Language", vector.language}}), vector);
    expect_order(guild().client.with({{"Accept-Language", "tlh;q=0.1, " + vector.language + "-XX;q=0.9, *;q=0.5"}}), vector);
}

TEST_P(AGuildOfManyLanguages, ListsInTheLanguageOfTheAccount)
{
    auto const& vector = GetParam();
    auto const account = "/accounts/" + guild().gita.account.text();
    auto const changed = guild().client.ask("PATCH", account, "{\"language\":\"" + vector.language + "\"}", {{"If-Match", "*"}});
    ASSERT_EQ(changed.status, 200) << changed.body;
    expect_order(guild().client, vector);
}

TEST_P(AGuildOfManyLanguages, ListsItsProductsAndSpotsSoToo)
{
    auto const& vector = GetParam();
    GuildOfItsOwn const own;
    for (auto const& name : reversed(vector.names)) {
        support::made(own.client, "/products", "{'name':'" + name + "','unit_price':'1'}");
        support::made(own.client, "/guilds/" + own.id + "/spots", "{'name':'" + name + "'}");
    }
    auto const reader = own.client.with({{"Accept-Language", vector.language}});
    EXPECT_THAT(all_of(reader, "/products?sort=name", "name", 3), ElementsAreArray(vector.names));
    EXPECT_THAT(all_of(reader, "/products?sort=-name", "name", 3), ElementsAreArray(reversed(vector.names)));
    EXPECT_THAT(all_of(reader, "/guilds/" + own.id + "/spots?sort=name", "name", 3), ElementsAreArray(vector.names));
}

INSTANTIATE_TEST_SUITE_P(, AGuildOfManyLanguages, testing::ValuesIn(vectors()), [](auto const& each) { return each.param.language; });

}  // namespace guildhall::whole
