// Rows whose records are there already, and contacts that find their customers.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/importing.h"

using namespace guildhall;
using namespace guildhall::support;
using testing::HasSubstr;

namespace {

class AGuild : public testing::Test {
protected:
    std::string customer(std::string const& code) { return gita.get("/customers?external_id=" + code).text("items.0.id"); }

    // With the mapping that was guessed.
    Running read(std::string const& rows, std::string const& kind, std::string const& duplicates, std::string const& match_by)
    {
        Running import(gita, rows, kind);
        auto const shown = import.now().json();
        std::string text;
        for (auto const& [column, field] : shown.find("mapping")->members)
            text += (text.empty() ? "\"" : ",\"") + column + "\":" + (field.is_null() ? "null" : "\"" + field.string + "\"");
        auto const put = import.client().put(import.path() + "/mapping", "{\"mapping\":{" + text + "},\"duplicates\":\"" + duplicates +
                                                                             "\",\"match_by\":\"" + match_by + "\"}");
        EXPECT_EQ(put.status, 200) << put.body;
        return import;
    }

    TestServer server;
    support::Client gita = server.as(server.world().first.administrator);
};

}  // namespace

using RowsThatAreThere = AGuild;

TEST_F(RowsThatAreThere, AreLeftAsTheyAre)
{
    read("Code,Name\nD-1,One\n", "customers", "create", "external_id").run();
    auto const done = read("Code,Name,Phone\nD-1,Another name,1\nD-2,Two,2\nD-2,Two again,3\n", "customers", "skip", "external_id").run();
    EXPECT_EQ(done.text("imported") + done.text("skipped") + done.text("failed"), "120") << done.body;
    EXPECT_EQ(gita.get("/customers/" + customer("D-1")).text("name"), "One");
    EXPECT_EQ(gita.get("/customers/" + customer("D-2")).text("phone"), "2");
}

TEST_F(RowsThatAreThere, AreBroughtUpToDateAndBack)
{
    read("Code,Name,City,Street,Email\nU-1,One,Berlin,Elm 1,one@one.example\n", "customers", "create", "external_id").run();
    auto const id = customer("U-1");
    auto const before = gita.get("/customers/" + id);
    auto const import = read("Code,Name,City,Phone,Email,First Name,Last Name\n"
                             "U-1,One renamed,Wien,111111,one@one.example,Ada,A\nU-2,Two,,,two@two.example,Bob,B\n"
                             "U-1,,,222222,new@one.example,Cy,C\n",
                             "customers", "update", "external_id");
    auto const done = import.run();
    EXPECT_EQ(done.text("imported") + done.text("updated") + done.text("failed"), "120") << done.body;
    auto const after = gita.get("/customers/" + id);
    EXPECT_EQ(after.text("name"), "One renamed");
    EXPECT_EQ(after.text("phone"), "222222");
    EXPECT_EQ(after.text("address.city"), "Wien");
    EXPECT_EQ(after.text("address.street"), "Elm 1") << "what a row does not say stays";
    EXPECT_EQ(gita.get("/customers/" + id + "/contacts").json().find("items")->items.size(), 2u) << "the one of that address is there";
    EXPECT_EQ(import.step("undo").status, 202);
    auto const undone = import.settled();
    EXPECT_EQ(undone.text("removed"), "3") << undone.body;
    auto const back = gita.get("/customers/" + id);
    for (auto const* field : {"name", "phone", "address.city", "address.street", "external_id"})
        EXPECT_EQ(back.text(field), before.text(field)) << field;
    EXPECT_EQ(gita.get("/customers/" + id + "/contacts").json().find("items")->items.size(), 1u);
}

TEST_F(RowsThatAreThere, AreKnownByVatNumberEmailOrName)
{
    read("Name,VAT,Email\nAlpha,DE 123 456 789,a@alpha.example\nBeta,,b@beta.example\nBeta,,c@beta.example\n", "customers", "create",
         "name")
        .run();
    auto skipped = [&](std::string const& rows, std::string const& by) {
        return read(rows, "customers", "skip", by).run().text("skipped");
    };
    EXPECT_EQ(skipped("Name,VAT\nOther,de123456789\n", "vat_number"), "1");
    EXPECT_EQ(skipped("Name,Email\nOther,A@Alpha.example\n", "email"), "1");
    EXPECT_EQ(skipped("Name,Email\nAlpha,\nNobody,x@x.example\n", "name"), "1");
    auto const several = read("Name,Phone\nBeta,1\n", "customers", "update", "name");
    EXPECT_EQ(several.run().text("failed"), "1");
    EXPECT_THAT(gita.get(several.path() + "/problems.csv").body, HasSubstr("is that of several records"));
}

TEST_F(RowsThatAreThere, AreProductsToo)
{
    read("SKU,Name,Price\nS-1,One,10\nS-2,Two,20\n", "products", "create", "sku").run();
    auto const import = read("SKU,Name,Price\nS-1,One,11.50\nS-3,Three,30\n", "products", "update", "sku");
    auto const done = import.run();
    EXPECT_EQ(done.text("updated") + done.text("imported"), "11") << done.body;
    EXPECT_EQ(gita.get("/products?search=one").text("items.0.unit_price"), "11.5");
    EXPECT_EQ(import.step("undo").status, 202);
    EXPECT_EQ(import.settled().text("removed"), "2");
    EXPECT_EQ(gita.get("/products?search=one").text("items.0.unit_price"), "10");
}

TEST_F(RowsThatAreThere, NeedAColumnByWhichTheyAreKnown)
{
    Running const import(gita, "Name\nA\n", "customers");
    auto const put = [&](std::string const& more) {
        return import.client().put(import.path() + "/mapping", "{\"mapping\":{\"Name\":\"name\"}," + more + "}");
    };
    EXPECT_EQ(put(R"("duplicates":"skip","match_by":"vat_number")").text("fields.0.field"), "match_by");
    EXPECT_EQ(put(R"("duplicates":"skip","match_by":"sku")").text("fields.0.field"), "match_by");
    EXPECT_EQ(put(R"("duplicates":"skip","match_by":"name")").status, 200);
}

using Contacts = AGuild;

TEST_F(Contacts, FindTheirCustomersByIdOrName)
{
    read("Code,Name\nK-1,One\nK-2,Two\nK-3,Twin\nK-4,Twin\n", "customers", "create", "external_id").run();
    auto const import = read("Customer Id,Company,First Name,Last Name,Email\n"
                             "K-1,,Ada,A,ada@one.example\n"
                             ",Two,Bob,B,bob@two.example\n"
                             "K-1,,Cy,C,cy@one.example\n"
                             ",Twin,Dee,D,\n"
                             "K-9,Two,Eve,E,\n"
                             ",Nobody,Fay,F,\n"
                             ",,Gus,G,\n",
                             "contacts", "create", "email");
    auto const done = import.run();
    EXPECT_EQ(done.text("imported") + done.text("failed"), "34") << done.body;
    auto const problems = gita.get(import.path() + "/problems.csv").body;
    EXPECT_THAT(problems, HasSubstr("customer.name is that of several customers,,Twin"));
    EXPECT_THAT(problems, HasSubstr("customer.external_id is no customer's,K-9"));
    EXPECT_THAT(problems, HasSubstr("customer.name is no customer's,,Nobody"));
    EXPECT_THAT(problems, HasSubstr("customer.name is missing,,,Gus"));
    auto const contacts = gita.get("/customers/" + customer("K-1") + "/contacts");
    EXPECT_EQ(contacts.json().find("items")->items.size(), 2u);
    auto const again = read("Company,Name,Email,Phone\nOne,Ada Changed,ADA@one.example,123456\n", "contacts", "update", "email");
    EXPECT_EQ(again.run().text("updated"), "1");
    EXPECT_THAT(gita.get("/customers/" + customer("K-1") + "/contacts").body, HasSubstr("\"phone\":\"123456\""));
    EXPECT_EQ(again.step("undo").status, 202);
    EXPECT_EQ(again.settled().text("removed"), "1");
    auto const bob = gita.get("/contacts?search=bob@two.example");
    EXPECT_EQ(gita.patch("/contacts/" + bob.text("items.0.id"), R"({"title":"Buyer"})", bob.text("items.0.version")).status, 200);
    EXPECT_EQ(import.step("undo").status, 202);
    auto const undone = import.settled();
    EXPECT_EQ(undone.text("removed"), "2") << "Ada is as she came, Bob is not: " << undone.body;
    EXPECT_EQ(gita.get(import.path() + "/left").text("rows.0.name"), "Bob B");
    EXPECT_EQ(gita.get(import.path() + "/left").text("rows.0.why"), "changed");
}
