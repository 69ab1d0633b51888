// Ten files that are broken in ten ways, dropped on the running server: each gets a clear answer, and nothing of it is half there.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/importing.h"
#include "support/raw_http.h"

using namespace guildhall;
using namespace guildhall::support;
using testing::HasSubstr;
using testing::IsEmpty;

namespace {

class ABrokenFile : public testing::Test {
protected:
    std::int64_t number(std::string const& query) { return server.database().superuser().value<std::int64_t>(query); }

    // Refused, with these words, and nothing of it was kept.
    void expect_refused(std::string const& bytes, std::string const& words)
    {
        auto const answer = upload(gita, bytes, "customers");
        EXPECT_EQ(answer.status, 422) << answer.body;
        EXPECT_EQ(answer.text("fields.0.field"), "file");
        EXPECT_THAT(answer.text("fields.0.message"), HasSubstr(words));
        EXPECT_EQ(number("select (select count(*) from guild.imports) + (select count(*) from guild.import_parts)"), 0);
    }

    // Taken to be looked over; nothing is made before somebody says so.
    Running expect_taken(std::string const& bytes, std::string const& notice)
    {
        Running import(gita, bytes, "customers");
        EXPECT_EQ(import.now().text("notices.0.kind"), notice) << import.now().body;
        EXPECT_EQ(number("select count(*) from guild.customers"), 0);
        return import;
    }

    std::vector<std::string> names()
    {
        std::vector<std::string> all;
        auto const list = gita.get("/customers?sort=name").json();
        for (auto const& customer : list.find("items")->items)
            all.push_back(customer.find("name")->string);
        return all;
    }

    TestServer server;
    support::Client gita = server.as(server.world().first.administrator);
};

using testing::ElementsAre;

}  // namespace

TEST_F(ABrokenFile, InTheWrongEncodingIsRefusedOrReadAsWhatItIs)
{
    expect_refused("\xef\xbb\xbfName\nZo\xeb\n", "says that it is UTF-8 but is not");
    expect_refused(std::string("\xff\xfeN\0a\0m\0e\0\n\0\x3d\xd8\n\0", 14), "is not a text file");
    expect_taken("Name\nZo\xeb GmbH\n", "not_utf8").run();
    EXPECT_THAT(names(), ElementsAre("Zoë GmbH"));
}

TEST_F(ABrokenFile, WithRaggedRowsBringsInTheOthersAndNamesThose)
{
    auto const import = expect_taken("Name,Phone\nWhole,555111\nShort\nLong,555222,more,and more\n", "");
    EXPECT_EQ(import.now().text("faulty"), "2");
    EXPECT_EQ(import.run().text("failed"), "2");
    EXPECT_THAT(names(), ElementsAre("Whole"));
    EXPECT_EQ(gita.get(import.path() + "/problems.csv").body,
              "\xef\xbb\xbfWhat is wrong,Name,Phone\r\nrow has 1 cell where the header has 2,Short\r\n"
              "row has 4 cells where the header has 2,Long,555222,more,and more\r\n");
}

TEST_F(ABrokenFile, OfOneEndlessLineIsRefusedBeforeItIsRead)
{
    expect_refused(std::string(20 << 20, 'x'), "has a line of more than four megabytes");
    expect_refused("Name,Phone\nA,\"" + std::string(3 << 20, 'x') + "\nB,1\n", "row 2: is a quotation mark missing there?");
    test::RawClient client(server.address());
    client.send("POST /api/v1/imports HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1073741824\r\n"
                "Content-Type: multipart/form-data; boundary=x\r\n\r\n");
    EXPECT_EQ(client.answer().status, 413) << "a gigabyte is not even begun";
}

TEST_F(ABrokenFile, WithFormulasIsTextAndDisarmedWhereverItGoesOut)
{
    expect_taken("Name,Note\n=cmd|' /C calc'!A0,\"=HYPERLINK(\"\"https://evil.example\"\")\"\n", "formulas").run();
    EXPECT_THAT(names(), ElementsAre("=cmd|' /C calc'!A0"));
    EXPECT_THAT(gita.get("/customers/export.csv").body, HasSubstr(",'=cmd|' /C calc'!A0,"));
}

TEST_F(ABrokenFile, WithAColumnTwiceNumbersThem)
{
    auto const import = expect_taken("Name,Phone,Phone\nTwins,555111,555222\n", "twin_columns");
    EXPECT_EQ(import.now().text("columns.2"), "Phone (2)");
    EXPECT_EQ(import.run().text("imported"), "1");
}

TEST_F(ABrokenFile, WithNulIsRefused)
{
    expect_refused(std::string("Name,Phone\nA\0B,1\nC,2\nD,3\nE,4\nF,5\nG,6\nH,7\nI,8\n", 46), "it has NUL characters");
}

TEST_F(ABrokenFile, ThatIsEmptyIsRefused)
{
    expect_refused("", "is empty");
    expect_refused("\n\r\n\n", "needs a first row with the names of its columns");
    expect_refused("Name,Phone\n", "has no rows below the names of its columns");
}

TEST_F(ABrokenFile, WithoutAHeaderIsRefused)
{
    expect_refused("Müller AG,mail@mueller.example\nMeier AG,mail@meier.example\n", "“mail@mueller.example” looks like none");
}

TEST_F(ABrokenFile, WithMixedLineEndsIsReadRowByRow)
{
    expect_taken("Name,Phone\r\nAlpha,1\nBeta,2\rGamma,3\r\n", "mixed_line_ends").run();
    EXPECT_THAT(names(), ElementsAre("Alpha", "Beta", "Gamma"));
}

TEST_F(ABrokenFile, WithDatesThatThereAreNotSaysWhichAndWhere)
{
    auto const import = expect_taken("Name,Since\nAlpha,2021-02-30\nBeta,2020-02-29\n", "impossible_dates");
    auto const shown = import.now();
    EXPECT_EQ(shown.text("notices.0.column") + shown.text("notices.0.row") + shown.text("notices.0.value"), "Since22021-02-30");
    EXPECT_EQ(import.run().text("imported"), "2");
}
