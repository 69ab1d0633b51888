#include <gtest/gtest.h>

#include "support/guild_of_its_own.h"

using guildhall::Uuid;
using namespace guildhall::support;

namespace {

struct Hint {
    std::string name;
    std::vector<std::string> why;
    double score = 0;
};

std::vector<Hint> hints(Client const& client, std::vector<std::pair<std::string, std::string>> const& known)
{
    std::string query;
    for (auto const& [field, text] : known)
        query += (query.empty() ? "" : "&") + field + "=" + in_query(text);
    auto const answer = client.get("/customer-hints?" + query);
    EXPECT_EQ(answer.status, 200) << answer.body;
    std::vector<Hint> all;
    auto const whole = answer.json();
    for (auto const& item : whole.find("items")->items) {
        Hint hint{.name = item.find("name")->string, .why = {}};
        for (auto const& reason : item.find("why")->items)
            hint.why.push_back(reason.string);
        auto const at = answer.body.find("\"score\":", answer.body.find(item.find("customer_id")->string));
        hint.score = std::stod(answer.body.substr(at + 8));
        all.push_back(std::move(hint));
    }
    return all;
}

std::string only(std::vector<Hint> const& found)
{
    if (found.size() != 1)
        return std::to_string(found.size()) + " hints";
    auto text = found.front().name + ":";
    for (auto const& reason : found.front().why)
        text += " " + reason;
    return text;
}

// A guild with three customers that every test may read.
struct Hints : testing::Test {
    static GuildOfItsOwn const& guild()
    {
        static GuildOfItsOwn const made_once = filled();
        return made_once;
    }
    static GuildOfItsOwn filled()
    {
        GuildOfItsOwn guild;
        for (auto const* body :
             {"{'company_name':'Alfreds Futterkiste GmbH','vat_number':'DE 129.273.398','phone':'+49 (30) 0074321','contact':"
              "{'first_name':'Maria','last_name':'Anders','email':'Maria@Alfreds.example','phone':'0171 55512345'}}",
              "{'company_name':'Blauer See','contact':{'first_name':'Hanna','last_name':'Moos','email':'hanna.moos@gmail.com'}}",
              "{'private_person':true,'contact':{'first_name':'Zoë','last_name':'Brönte','email':'zoe@yahoo.co.uk'}}"}) {
            auto const answer = guild.client.post("/quick-customers", json_of(body));
            EXPECT_EQ(answer.status, 201) << answer.body;
        }
        return guild;
    }
    Client const& gita = guild().client;
};

}  // namespace

TEST_F(Hints, SayWhatAgrees)
{
    EXPECT_EQ(only(hints(gita, {{"vat_number", "de129273398"}})), "Alfreds Futterkiste GmbH: vat");
    EXPECT_EQ(only(hints(gita, {{"email", "maria@alfreds.EXAMPLE"}})), "Alfreds Futterkiste GmbH: email email_domain");
    EXPECT_EQ(only(hints(gita, {{"email", "somebody.else@alfreds.example"}})), "Alfreds Futterkiste GmbH: email_domain");
    EXPECT_EQ(only(hints(gita, {{"company_name", "alfreds futter"}})), "Alfreds Futterkiste GmbH: name");
    EXPECT_EQ(only(hints(gita, {{"company_name", "Alfreds"}, {"vat_number", "DE129273398"}, {"phone", "0300074321"}})),
              "Alfreds Futterkiste GmbH: vat phone name");
    EXPECT_EQ(only(hints(gita, {{"company_name", "zoe bronte"}})), "Zoë Brönte: name");
}

TEST_F(Hints, KnowAPhoneHoweverItIsWritten)
{
    for (auto const* phone : {"+49 30 0074321", "030/0074321", "0049-30-007 43 21", "(030) 0074321", "+49 (0)30 0074321"})
        EXPECT_EQ(only(hints(gita, {{"phone", phone}})), "Alfreds Futterkiste GmbH: phone") << phone;
    EXPECT_EQ(only(hints(gita, {{"phone", "+49 171 555 123 45"}})), "Alfreds Futterkiste GmbH: phone");  // the contact's
    for (auto const* phone : {"4321", "030 0074322", "none", ""})
        EXPECT_TRUE(hints(gita, {{"phone", phone}}).empty()) << phone;
}

TEST_F(Hints, TakeNoCompanyFromAnAddressThatEverybodyMayHave)
{
    EXPECT_TRUE(hints(gita, {{"email", "somebody@gmail.com"}}).empty());
    EXPECT_TRUE(hints(gita, {{"email", "somebody@GMail.com"}}).empty());
    EXPECT_TRUE(hints(gita, {{"email", "somebody@yahoo.co.uk"}}).empty());
    EXPECT_EQ(only(hints(gita, {{"email", "Hanna.Moos@gmail.com"}})), "Blauer See: email");
}

TEST_F(Hints, AreLikelierTheMoreAgrees)
{
    auto score = [&](std::vector<std::pair<std::string, std::string>> const& known) {
        auto const found = hints(gita, known);
        return found.empty() ? -1 : found.front().score;
    };
    auto const name = score({{"company_name", "Alfreds Futterkiste GmbH"}});
    auto const half = score({{"company_name", "Alfreds Futterkiste of Berlin"}});
    auto const vat = score({{"vat_number", "DE129273398"}});
    auto const both = score({{"company_name", "Alfreds Futterkiste GmbH"}, {"vat_number", "DE129273398"}});
    EXPECT_LT(0, half);
    EXPECT_LT(half, name);
    EXPECT_LT(name, vat);
    EXPECT_LT(vat, both);
    EXPECT_LE(both, 1);
}

TEST_F(Hints, AreNoneForWhatIsNotKnownYet)
{
    EXPECT_TRUE(hints(gita, {}).empty());
    for (auto const* name : {"", " ", "Nobody & Sons", "GmbH & Co KG", "futterkisten", "*", "%", "'"})
        EXPECT_TRUE(hints(gita, {{"company_name", name}}).empty()) << name;
    for (auto const* email : {"", "@", "maria@", "@gmail.com", "alfreds", "maria"})
        EXPECT_TRUE(hints(gita, {{"email", email}}).empty()) << email;
    EXPECT_TRUE(hints(gita, {{"vat_number", " - "}}).empty());
    EXPECT_EQ(gita.get("/customer-hints").body, "{\"items\":[]}");
}

TEST_F(Hints, RefuseWhatTheyDoNotAskFor)
{
    for (auto const* malformed : {"name=x", "email=a&email=b", "limit=50", "email=%ff", "email=%00"})
        EXPECT_EQ(gita.get("/customer-hints?" + std::string(malformed)).status, 400) << malformed;
    EXPECT_EQ(complaints(gita.get("/customer-hints?company_name=" + std::string(201, 'x'))),
              "company_name: must have at most 200 characters");
}

TEST(ManyHints, AreTheFiveLikeliest)
{
    GuildOfItsOwn const guild;
    for (int i = 0; i < 8; ++i)
        made(guild.client, "/customers", "{'name':'Many Twins " + std::to_string(i) + "'" + (i == 6 ? ",'vat_number':'DE6'" : "") + "}");
    auto const found = hints(guild.client, {{"company_name", "Many Twins"}, {"vat_number", "DE6"}});
    ASSERT_EQ(found.size(), 5u);
    EXPECT_EQ(found.front().name, "Many Twins 6");
    for (std::size_t i = 1; i < found.size(); ++i)
        EXPECT_LE(found[i].score, found[i - 1].score);
}

TEST(HintsOfAGuild, AreOfWhatTheReaderMaySee)
{
    auto& server = shared_server();
    auto const& world = server.world();
    auto const mark = Uuid::make().text().substr(24);
    auto const name = "Secret " + mark;
    made(server.as(world.first.ada), "/quick-customers",
         "{'company_name':'" + name + "','vat_number':'DE" + mark +
             "','phone':'+49 30 98765432','contact':{'first_name':'M','last_name':'A',"
             "'email':'m@" +
             mark + ".example'}}");
    for (auto const& person : {world.first.ada, world.first.bob, world.first.sales_head, world.first.administrator})
        EXPECT_EQ(hints(server.as(person), {{"vat_number", "DE" + mark}}).size(), 1u) << person.name;
    for (auto const& person : {world.first.sara, world.first.fiona, world.first.service_head, world.second.administrator, world.otto,
                               world.foreign.administrator})
        EXPECT_TRUE(
            hints(server.as(person),
                  {{"company_name", name}, {"vat_number", "DE" + mark}, {"phone", "030 98765432"}, {"email", "m@" + mark + ".example"}})
                .empty())
            << person.name;
    EXPECT_EQ(server.nobody().get("/customer-hints?company_name=x").status, 401);
    EXPECT_EQ(server.as(world.user).get("/customer-hints?company_name=x").status, 403);
}
