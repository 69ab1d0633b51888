// Whatever people are called goes in and comes out unchanged.
#include <gtest/gtest.h>

#include "support/guild_of_its_own.h"

namespace guildhall::whole {

using namespace support;

namespace {

std::string times(std::string const& text, int count)
{
    std::string all;
    for (int i = 0; i < count; ++i)
        all += text;
    return all;
}

struct NamesAsTheyAre : testing::TestWithParam<std::pair<std::string, std::string>> {
    static GuildOfItsOwn const& guild()
    {
        static GuildOfItsOwn const made;
        return made;
    }
};

std::vector<std::pair<std::string, std::string>> names()
{
    return {{"Arabic", "شركة الأمل للتجارة"},
            {"ArabicWithMarks", "مُحَمَّد بن عَبْد الله"},
            {"Hindi", "श्री गणेश ट्रेडिंग कंपनी"},
            {"Chinese", "北京字节跳动科技有限公司"},
            {"ChineseBeyondThePlane", "𠮷野家 𡈽屋"},
            {"Thai", "บริษัท ไทยเบฟเวอเรจ จำกัด"},
            {"Composed", "Café Ångström"},
            {"Decomposed", "Cafe\u0301 A\u030Angstro\u0308m"},
            {"ManyMarks", "Z\u0351\u036B\u0343\u033A\u0354a\u0322\u035El\u0337g\u0328\u0360o\u0489 Ltd"},
            {"Emoji", "Pizza 🍕 👩‍👩‍👧‍👦 🏳️‍🌈 GmbH"},
            {"BothDirections", "Acme \u200Fשלום\u200E Ltd"},
            {"SpacesAndQuotes", "  O\u2019Neill & \u201CSons\u201D, \"Inc\"; <b>\\n  "},
            {"TwoHundredLetters", times("Ω", 200)},
            {"TwoHundredOfFourBytes", "Ω " + times("🍕", 198)},
            {"TwoHundredMarks", "e" + times("\u0301", 199)}};
}

std::string first_word(std::string const& name)
{
    auto const from = name.find_first_not_of(' ');
    return name.substr(from, name.find(' ', from) - from);
}

std::string in_csv(std::string const& name)
{
    if (name.find_first_of("\",\n") == name.npos)
        return name;
    std::string quoted = "\"";
    for (char c : name)
        quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + "\"";
}

std::string name_of(support::Answer const& page, std::string const& id)
{
    auto const whole = page.json();
    for (auto const& item : whole.find("items")->items)
        if (item.find("id")->string == id)
            return item.find("name")->string;
    return "(not there)";
}

}  // namespace

TEST_P(NamesAsTheyAre, ComeBackByteForByte)
{
    auto const& name = GetParam().second;
    auto const& client = guild().client;
    auto const made = client.post("/customers", "{\"name\":" + in_json(name) + "}");
    ASSERT_EQ(made.status, 201) << made.body;
    auto const id = made.text("id");
    EXPECT_EQ(made.text("name"), name);
    EXPECT_EQ(client.get("/customers/" + id).text("name"), name);
    EXPECT_EQ(name_of(client.get("/customers?limit=200"), id), name);
    EXPECT_EQ(name_of(client.get("/customers?limit=200&sort=name"), id), name);
    EXPECT_EQ(name_of(client.get("/customers?limit=200&search=" + in_query(first_word(name))), id), name);
    EXPECT_NE(client.get("/customers/export.csv").body.find("," + in_csv(name) + ","), std::string::npos);
    auto const changed = client.patch("/customers/" + id, "{\"phone\":\"+49 30 1\"}", "1");
    EXPECT_EQ(changed.text("name"), name);
}

TEST_P(NamesAsTheyAre, OfPeopleComeBackByteForByte)
{
    auto const& name = GetParam().second;
    auto const& client = guild().client;
    auto const made =
        client.post("/quick-customers", "{\"company_name\":" + in_json(name) + ",\"contact\":{\"first_name\":" + in_json(name) +
                                            ",\"last_name\":" + in_json(name) + ",\"email\":\"a@b.example\"}}");
    ASSERT_EQ(made.status, 201) << made.body;
    EXPECT_EQ(made.text("customer.name"), name);
    auto const contact = client.get("/contacts/" + made.text("contact.id"));
    EXPECT_EQ(contact.text("first_name"), name);
    EXPECT_EQ(contact.text("last_name"), name);
}

INSTANTIATE_TEST_SUITE_P(, NamesAsTheyAre, testing::ValuesIn(names()), [](auto const& each) { return each.param.first; });

TEST(AName, OfMoreThanTwoHundredCharactersIsRefused)
{
    GuildOfItsOwn const guild;
    for (auto const& name : {times("Ω", 201), times("🍕", 201), "e" + times("\u0301", 200)}) {
        auto const answer = guild.client.post("/customers", "{\"name\":" + in_json(name) + "}");
        EXPECT_EQ(answer.status, 422) << answer.body;
        EXPECT_EQ(answer.text("fields.0.field"), "name");
    }
    EXPECT_EQ(guild.client.get("/customers/count").text("count"), "0");
}

}  // namespace guildhall::whole
