// Imports through the running server: files come in whole, stop, go back, and tell what was wrong.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "support/importing.h"

using namespace guildhall;
using namespace guildhall::support;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

namespace {

World const& world()
{
    return shared_server().world();
}

std::string total(support::Client const& client, std::string const& things)
{
    return client.get("/" + things + "/count").text("count");
}

std::string utf16(std::string const& ascii)
{
    std::string bytes = "\xff\xfe";
    for (char c : ascii)
        bytes += {c, '\0'};
    return bytes;
}

}  // namespace

TEST(AnImport, BringsNorthwindAndTheSp500WithoutAnEdit)
{
    TestServer server;
    auto const gita = server.as(server.world().first.administrator);
    struct Expected {
        char const *path, *kind;
        char const* rows;
    };
    for (auto const& [path, kind, rows] :
         {Expected{"northwind/customers.csv", "customers", "91"}, Expected{"northwind/products.csv", "products", "77"},
          Expected{"sp500/constituents.csv", "customers", "503"}}) {
        Running const import(gita, test_file(path), kind);
        auto const preview = import.now();
        EXPECT_EQ(preview.text("state"), "preview");
        EXPECT_EQ(preview.text("rows"), rows) << path;
        EXPECT_EQ(preview.text("faulty"), "0") << path;
        EXPECT_EQ(preview.text("problems_url"), "");
        auto const done = import.run();
        EXPECT_EQ(done.text("state"), "done") << done.body;
        EXPECT_EQ(done.text("imported"), rows) << done.body;
        EXPECT_EQ(done.text("failed"), "0");
        EXPECT_EQ(done.text("resumable"), "false");
    }
    EXPECT_EQ(total(gita, "customers"), "594");
    auto const alfreds = gita.get("/customers?external_id=ALFKI").text("items.0.id");
    auto const contacts = gita.get("/customers/" + alfreds + "/contacts");
    EXPECT_EQ(contacts.text("items.0.last_name"), "Anders");
    EXPECT_EQ(contacts.text("items.0.primary"), "true");
    EXPECT_EQ(gita.get("/customers/" + alfreds).text("billing_address.city"), "Berlin");
    EXPECT_EQ(server.database().superuser().value<std::int64_t>("select count(*) from wall.verify_chains() where first_bad is not null"),
              0);
}

TEST(AnImport, ShowsWhatWouldBeMade)
{
    Running const import(
        shared_server().as(world().first.administrator),
        "Firma;E-Mail;Land;Zahlungsziel\r\nPreview Eins;eins@preview.example;Deutschland;30\r\nPreview Zwei;keine;Atlantis;30\r\n",
        "customers");
    auto const preview = import.now();
    EXPECT_EQ(preview.text("delimiter"), ";");
    EXPECT_EQ(preview.text("columns.1"), "E-Mail");
    EXPECT_EQ(preview.text("mapping.Firma"), "name");
    EXPECT_EQ(preview.text("mapping.Land"), "address.country");
    EXPECT_EQ(preview.text("sample.0.0"), "Preview Eins");
    EXPECT_EQ(preview.text("rows"), "2");
    EXPECT_EQ(preview.text("faulty"), "1");
    EXPECT_EQ(preview.json().find("preview")->items.at(0).find("values")->find("address.country")->string, "DE");
    EXPECT_THAT(preview.json().find("preview")->items.at(1).find("problems")->items, testing::SizeIs(2));
    EXPECT_EQ(preview.text("problems_url"), "/api/v1" + import.path() + "/problems.csv");
    EXPECT_THAT(import.client().get(import.path() + "/problems.csv").body, HasSubstr("must be a country, not “Atlantis”"));
}

TEST(AnImport, IsReadInAnotherWayIfSomebodySaysSo)
{
    Running const import(shared_server().as(world().first.administrator), "Name,Code\nMapped one,MO-1\n", "customers");
    auto const wrong = import.client().put(import.path() + "/mapping", R"({"mapping":{"Name":"name","Colour":"phone"}})");
    EXPECT_EQ(wrong.status, 422);
    EXPECT_EQ(wrong.text("fields.0.field"), "mapping.Colour");
    EXPECT_EQ(import.client().put(import.path() + "/mapping", R"({"mapping":{"Code":"name"}})").status, 200);
    auto const nameless = import.client().put(import.path() + "/mapping", R"({"mapping":{"Code":"phone","Name":null}})");
    EXPECT_EQ(nameless.status, 422) << "a customer needs a name";
    auto const mapped = import.client().put(import.path() + "/mapping", R"({"mapping":{"Code":"vat_number","Name":"name"}})");
    ASSERT_EQ(mapped.status, 200) << mapped.body;
    EXPECT_EQ(mapped.text("mapping.Code"), "vat_number");
    EXPECT_EQ(import.run().text("imported"), "1");
    EXPECT_EQ(import.client().get("/customers?search=mapped").text("items.0.vat_number"), "MO-1");
    EXPECT_EQ(import.client().put(import.path() + "/mapping", R"({"mapping":{"Name":"name"}})").status, 409);
}

TEST(AnImport, ReadsEveryEncodingAndSeparator)
{
    auto const gita = shared_server().as(world().first.administrator);
    struct Case {
        std::string bytes, encoding, name;
    };
    for (auto const& [bytes, encoding, name] :
         {Case{"Name,Phone\nZoë A,1\n", "utf_8", "Zoë A"}, Case{"\xef\xbb\xbfName;Phone\nZoë B;1\n", "utf_8", "Zoë B"},
          Case{"Name\tPhone\r\nZo\xeb C\t1\r\n", "windows_1252", "Zoë C"}, Case{utf16("Name,Phone\nZoe D,1\n"), "utf_16_le", "Zoe D"}}) {
        Running const import(gita, bytes, "customers");
        EXPECT_EQ(import.now().text("encoding"), encoding) << name;
        EXPECT_EQ(import.run().text("imported"), "1") << name;
        EXPECT_EQ(gita.get("/customers?limit=1").text("items.0.name"), name);
    }
    EXPECT_EQ(upload(gita, std::string("Name\0Phone\n", 11), "customers").status, 422);
    EXPECT_EQ(upload(gita, "", "customers").status, 422);
    EXPECT_EQ(upload(gita, "Name\nA\n", "stars").status, 422);
}

TEST(AnImport, LeavesOutRowsAndGivesThemBackToBeCorrected)
{
    auto const gita = shared_server().as(world().first.administrator);
    std::string rows = "Code,Name,Email,Remark\n";
    for (int i = 1; i <= 450; ++i)
        rows += "R-" + std::to_string(i) + ",Row " + std::to_string(i) + "," + (i % 100 == 0 ? "nobody" : "row@rows.example") + ",=1+1\n";
    Running const import(gita, rows + "R-7,The seventh again,x@rows.example,\n", "customers");
    auto const done = import.run();
    EXPECT_EQ(done.text("imported"), "446") << done.body;
    EXPECT_EQ(done.text("failed"), "5");
    auto problems = gita.get(import.path() + "/problems.csv").body;
    EXPECT_THAT(problems, StartsWith("\xef\xbb\xbfWhat is wrong,Code,Name,Email,Remark\r\n"));
    EXPECT_THAT(problems, HasSubstr("external_id is the id of another customer,R-7,"));
    EXPECT_THAT(problems, HasSubstr(",'=1+1\r\n")) << "formulas are disarmed";
    EXPECT_THAT(problems, Not(HasSubstr("R-101,")));
    for (std::size_t at; (at = problems.find(",nobody,")) != problems.npos;)
        problems.replace(at, 8, ",mended@rows.example,");
    problems.replace(problems.find(",R-7,"), 5, ",R-7b,");
    Running const again(gita, problems, "customers");
    EXPECT_EQ(again.now().text("faulty"), "0") << again.now().body;
    EXPECT_EQ(again.run().text("imported"), "5");
    EXPECT_EQ(gita.get("/customers?external_id=R-300").text("items.0.name"), "Row 300");
}

TEST(AnImport, ThatIsRepeatedMakesNothingTwice)
{
    auto const gita = shared_server().as(world().second.administrator);
    Running const first(gita, test_file("northwind/customers.csv"), "customers");
    EXPECT_EQ(first.run().text("imported"), "91");
    EXPECT_EQ(first.step("start").status, 409);
    Running const second(gita, test_file("northwind/customers.csv"), "customers");
    auto const done = second.run();
    EXPECT_EQ(done.text("imported"), "0");
    EXPECT_EQ(done.text("failed"), "91");
    EXPECT_EQ(total(gita, "customers"), "91");
}

TEST(AnImport, ThatStandsStillGoesOnWhereItWas)
{
    TestServer server;
    auto const gita = server.as(server.world().first.administrator);
    Running const import(gita, test_file("sp500/constituents.csv"), "customers");
    // as a server leaves it that was killed behind the first batch
    server.database().superuser().script("update guild.imports set state = 'running'");
    EXPECT_EQ(import.now().text("resumable"), "true");
    auto const done = import.run();
    EXPECT_EQ(done.text("imported"), "503");
    server.database().superuser().script("update guild.imports set state = 'running'");
    EXPECT_EQ(import.run().text("done"), "503") << "there is nothing left to do";
    EXPECT_EQ(total(gita, "customers"), "503");
}

TEST(AnImport, StopsWhenItIsCancelled)
{
    TestServer server;
    auto const gita = server.as(server.world().first.administrator);
    std::string rows = "Name,Email\n";
    for (int i = 0; i < 20'000; ++i)
        rows += "Row " + std::to_string(i) + ",row" + std::to_string(i) + "@rows.example\n";
    Running const import(gita, rows, "customers");
    EXPECT_EQ(import.step("start").status, 202);
    EXPECT_EQ(import.step("start").status, 409) << "it runs already";
    while (import.now().text("done") == "0")
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    auto const cancelled = import.step("cancellation");
    ASSERT_EQ(cancelled.text("state"), "cancelled") << cancelled.body;
    auto const count = total(gita, "customers");
    EXPECT_EQ(count, cancelled.text("imported"));
    EXPECT_LT(std::stoi(count), 20'000);
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    EXPECT_EQ(total(gita, "customers"), count);
    EXPECT_EQ(import.now().text("resumable"), "true");
    EXPECT_EQ(import.step("undo").status, 202);
    EXPECT_EQ(import.settled().text("removed"), count);
    EXPECT_EQ(total(gita, "customers"), "0");
    EXPECT_EQ(import.step("start").status, 409) << "it was taken back";
}

TEST(AnImport, StopsWhenItsPersonIsSuspended)
{
    TestServer server;
    auto const& gita = server.world().first.administrator;
    std::string rows = "Name\n";
    for (int i = 0; i < 20'000; ++i)
        rows += "Row " + std::to_string(i) + "\n";
    Running const import(server.as(gita), rows, "customers");
    EXPECT_EQ(import.step("start").status, 202);
    server.database().superuser().run("update platform.accounts set suspended_at = now() where id = $1", db::values(gita.account));
    std::this_thread::sleep_for(std::chrono::milliseconds(500));
    auto const count = server.database().superuser().value<std::int64_t>("select count(*) from guild.customers");
    std::this_thread::sleep_for(std::chrono::milliseconds(500));
    EXPECT_EQ(server.database().superuser().value<std::int64_t>("select count(*) from guild.customers"), count);
    EXPECT_LT(count, 20'000);
    server.database().superuser().run("update platform.accounts set suspended_at = null where id = $1", db::values(gita.account));
    EXPECT_EQ(import.now().text("resumable"), "true");
}

TEST(UndoingAnImport, LeavesWhatSomebodyHasChangedOrUses)
{
    TestServer server;
    auto const gita = server.as(server.world().first.administrator);
    Running const import(gita, "Code,Name,Contact\nU-1,One,Ada A\nU-2,Two,Bob B\nU-3,Three,Cy C\nU-4,Four,\n", "customers");
    EXPECT_EQ(import.run().text("imported"), "4");
    auto const id_of = [&](std::string const& code) { return gita.get("/customers?external_id=" + code).text("items.0.id"); };
    auto const one = id_of("U-1"), two = id_of("U-2"), three = id_of("U-3"), four = id_of("U-4");
    EXPECT_EQ(gita.patch("/customers/" + one, R"({"phone":"1"})", "1").status, 200);
    EXPECT_EQ(gita.post("/customers/" + two + "/notes", R"({"body":"called"})").status, 201);
    EXPECT_EQ(import.step("undo").status, 202);
    auto const undone = import.settled();
    EXPECT_EQ(undone.text("state"), "undone") << undone.body;
    EXPECT_EQ(undone.text("removed"), "2");
    EXPECT_EQ(undone.text("kept"), "2");
    EXPECT_EQ(gita.get("/customers/" + one).status, 200);
    EXPECT_EQ(gita.get("/customers/" + two).status, 200);
    EXPECT_EQ(gita.get("/customers/" + three).status, 404);
    EXPECT_EQ(gita.get("/customers/" + four).status, 404);
    EXPECT_EQ(import.step("undo").status, 409);
    Running const again(gita, "Code,Name\nU-3,Three\n", "customers");
    EXPECT_EQ(again.run().text("imported"), "1") << "the id is free again";
}

TEST(AnImport, IsSeenByItsGuildAndByNobodyElse)
{
    auto& server = shared_server();
    Running const import(server.as(world().first.sales_head), "Name\nSeen by its own\n", "customers");
    EXPECT_EQ(import.run().text("imported"), "1");
    for (auto const* person : {&world().second.administrator, &world().foreign.administrator, &world().first.service_head}) {
        auto const other = server.as(*person);
        EXPECT_EQ(other.get(import.path()).status, 404) << person->email;
        EXPECT_EQ(other.get(import.path() + "/problems.csv").status, 404);
        EXPECT_EQ(other.put(import.path() + "/mapping", R"({"mapping":{"Name":"name"}})").status, 404);
        for (auto const* step : {"start", "cancellation", "undo"})
            EXPECT_EQ(other.post(import.path() + "/" + step, "").status, 404) << person->email << " " << step;
        EXPECT_THAT(other.get("/imports").body, Not(HasSubstr(import.path().substr(9))));
    }
    EXPECT_EQ(server.as(world().first.administrator).get(import.path()).status, 200);
    EXPECT_THAT(server.as(world().first.administrator).get("/imports").body, HasSubstr(import.path().substr(9)));
    auto const customer = server.as(world().first.sales_head).get("/customers?search=seen").text("items.0.id");
    EXPECT_EQ(server.as(world().first.ada).get("/customers/" + customer).status, 200) << "it lies in the head's spot";
    EXPECT_EQ(server.as(world().first.sara).get("/customers/" + customer).status, 404);
}

TEST(AnImport, NeedsTheRight)
{
    auto& server = shared_server();
    auto const ada = server.as(world().first.ada);
    EXPECT_EQ(upload(ada, "Name\nA\n", "customers").status, 403);
    EXPECT_EQ(ada.get("/imports").status, 403);
    EXPECT_EQ(upload(server.nobody(), "Name\nA\n", "customers").status, 401);
    EXPECT_EQ(upload(server.as(world().admin), "Name\nA\n", "customers").status, 403);
    EXPECT_EQ(server.as(world().first.administrator).post("/imports", "{}").status, 415);
}
