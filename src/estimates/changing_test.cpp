#include <gtest/gtest.h>

#include "support/documents.h"

using namespace guildhall::support;
using guildhall::Uuid;

namespace {

// One estimate with two lines over 200 and 40 at 20 %, by ada.
struct ADraft : testing::Test {
    TestServer& server = shared_server();
    World const& world = server.world();
    Client gita = server.as(world.first.administrator);
    Client ada = server.as(world.first.ada);
    std::string tax_code = made_tax_code(gita, "20");
    std::string customer = made_customer(ada);
    Answer draft = ada.post("/estimates", json_of("{'customer_id':'" + customer + "','notes':'first','lines':[" + line("Desk", "200") +
                                                  "," + line("Chair", "40") + "]}"));
    std::string id = draft.text("id");
    std::string path = "/estimates/" + id;

    std::string line(std::string const& description, std::string const& price, std::string const& known = "") const
    {
        return "{" + (known.empty() ? "" : "'id':'" + known + "',") + "'description':'" + description + "','quantity':'1','unit_price':'" +
               price + "','tax_code_id':'" + tax_code + "'}";
    }
    Answer change(std::string const& body, std::string_view version) const { return ada.patch(path, json_of(body), version); }
};

}  // namespace

TEST_F(ADraft, ChangesOnlyWhatIsGiven)
{
    auto const changed = change("{'document_discount_percent':'10','issue_date':'2026-11-21'}", "1");
    ASSERT_EQ(changed.status, 200) << changed.body;
    EXPECT_EQ(changed.text("version"), "2");
    EXPECT_EQ(changed.header("ETag"), "\"2\"");
    EXPECT_EQ(changed.text("notes"), "first");
    EXPECT_EQ(changed.text("lines.1.id"), draft.text("lines.1.id"));
    EXPECT_EQ(changed.text("totals.net"), "216.00");
    auto const cleared = change("{'document_discount_percent':null,'notes':null}", "2");
    EXPECT_EQ(cleared.text("totals.net"), "240.00");
    EXPECT_EQ(cleared.text("notes"), "");
    EXPECT_EQ(cleared.text("issue_date"), "2026-11-21");
    EXPECT_EQ(ada.get(path).body, cleared.body);
}

TEST_F(ADraft, IsNotChangedByWhoKnowsAnOlderOne)
{
    ASSERT_EQ(change("{'notes':'second'}", "1").status, 200);
    auto const stale = change("{'notes':'third'}", "1");
    EXPECT_EQ(stale.status, 412);
    EXPECT_EQ(stale.text("current.notes"), "second");
    EXPECT_EQ(stale.text("current.lines.0.id"), draft.text("lines.0.id"));
    EXPECT_EQ(stale.text("current.totals.gross"), "288.00");
    EXPECT_EQ(ada.ask("PATCH", path, json_of("{'notes':'third'}")).status, 428);
    EXPECT_EQ(ada.ask("DELETE", path, {}, {{"If-Match", "\"1\""}}).status, 412);
    EXPECT_EQ(ada.get(path).text("notes"), "second");
}

TEST_F(ADraft, KeepsTheLinesThatAreSentWithTheirIds)
{
    auto const desk = draft.text("lines.0.id"), chair = draft.text("lines.1.id");
    auto const changed =
        change("{'lines':[" + line("Armchair", "60", chair) + "," + line("Lamp", "10") + "," + line("Desk", "200", desk) + "]}", "1");
    ASSERT_EQ(changed.status, 200) << changed.body;
    EXPECT_EQ(changed.text("lines.0.id"), chair);
    EXPECT_EQ(changed.text("lines.0.description"), "Armchair");
    EXPECT_EQ(changed.text("lines.1.description"), "Lamp");
    EXPECT_EQ(changed.text("lines.2.id"), desk);
    EXPECT_EQ(changed.text("totals.net"), "270.00");

    auto const fewer = change("{'lines':[" + line("Desk", "200", desk) + "]}", "2");
    EXPECT_EQ(fewer.json().find("lines")->items.size(), 1u);
    EXPECT_EQ(fewer.text("totals.net"), "200.00");
    EXPECT_EQ(change("{'lines':[]}", "3").text("totals.gross"), "0.00");
}

TEST_F(ADraft, LeavesUntouchedLinesOutOfTheAuditTrail)
{
    auto const desk = draft.text("lines.0.id"), chair = draft.text("lines.1.id");
    ASSERT_EQ(change("{'lines':[" + line("Desk", "200", desk) + "," + line("Chair", "45", chair) + "]}", "1").status, 200);
    auto const acts = [&](std::string const& line_id) {
        return server.database().superuser().value<std::string>(
            "select string_agg(action, ',' order by seq) from guild.audit_events where object = 'estimate_lines/" + line_id + "'");
    };
    EXPECT_EQ(acts(desk), "estimate_lines.created");
    EXPECT_EQ(acts(chair), "estimate_lines.created,estimate_lines.updated");
}

TEST_F(ADraft, KnowsOnlyItsOwnLines)
{
    auto const other = ada.post("/estimates", json_of("{'customer_id':'" + customer + "','lines':[" + line("Rug", "5") + "]}"));
    auto const taken = change("{'lines':[" + line("Rug", "5", other.text("lines.0.id")) + "]}", "1");
    EXPECT_EQ(taken.status, 422);
    EXPECT_EQ(complaints(taken), "lines.0.id: is not a line of this estimate");
    EXPECT_EQ(change("{'lines':[" + line("Rug", "5", Uuid::make().text()) + "]}", "1").body, taken.body);
    auto const twice = draft.text("lines.0.id");
    EXPECT_EQ(complaints(change("{'lines':[" + line("A", "1", twice) + "," + line("B", "1", twice) + "]}", "1")),
              "lines.1.id: stands twice");
    EXPECT_EQ(ada.get("/estimates/" + other.text("id")).body, other.body);
    EXPECT_EQ(ada.get(path).body, draft.body);
}

TEST_F(ADraft, WorksEverythingOutAgainInAnotherCurrency)
{
    auto const in_yen = change("{'currency':'JPY'}", "1");
    ASSERT_EQ(in_yen.status, 200) << in_yen.body;
    EXPECT_EQ(in_yen.text("lines.0.net"), "200");
    EXPECT_EQ(in_yen.text("totals.gross"), "288");
    auto const in_dinars = change("{'currency':'KWD'}", "2");
    EXPECT_EQ(in_dinars.text("lines.1.net"), "40.000");
    EXPECT_EQ(in_dinars.text("totals.gross"), "288.000");
    EXPECT_EQ(complaints(change("{'currency':'QQQ'}", "3")),
              complaints(ada.post("/estimates", json_of("{'customer_id':'" + customer + "','currency':'QQQ'}"))));
}

TEST_F(ADraft, TakesTheCustomerOverAsItWas)
{
    auto const rich = made(ada, "/customers",
                           "{'name':'Blauer See','currency':'CHF','vat_number':'CHE-1','payment_terms_days':14,"
                           "'address':{'street':'Seeweg 1','city':'Zug','country':'CH'},"
                           "'shipping_address':{'street':'Lager 2','city':'Baar'}}");
    auto const taken = change("{'customer_id':'" + rich + "'}", "1");
    ASSERT_EQ(taken.status, 200) << taken.body;
    EXPECT_EQ(taken.text("customer_name"), "Blauer See");
    EXPECT_EQ(taken.text("currency"), "CHF");
    EXPECT_EQ(taken.text("vat_number"), "CHE-1");
    EXPECT_EQ(taken.text("payment_terms_days"), "14");
    EXPECT_EQ(taken.text("billing_address.street"), "Seeweg 1");  // it has no billing address of its own
    EXPECT_EQ(taken.text("shipping_address.city"), "Baar");

    ASSERT_EQ(ada.patch("/customers/" + rich, json_of("{'name':'Grüner See','vat_number':'CHE-2'}"), "1").status, 200);
    auto const later = change("{'notes':'after that','customer_id':'" + rich + "'}", "2");
    EXPECT_EQ(later.text("customer_name"), "Blauer See");
    EXPECT_EQ(later.text("vat_number"), "CHE-1");

    auto const own = change("{'vat_number':null,'billing_address':{'city':'Chur'},'payment_terms_days':7}", "3");
    EXPECT_EQ(own.text("vat_number"), "");
    EXPECT_EQ(own.text("billing_address.city"), "Chur");
    EXPECT_EQ(own.text("billing_address.street"), "");
    EXPECT_EQ(own.text("payment_terms_days"), "7");
    auto const back = change("{'customer_id':'" + customer + "','currency':'USD'}", "4");
    EXPECT_EQ(back.text("customer_name"), "Alfreds Futterkiste");
    EXPECT_EQ(back.text("billing_address"), "");
    EXPECT_EQ(back.text("currency"), "USD");
    EXPECT_EQ(back.text("payment_terms_days"), "30");
}

TEST_F(ADraft, StaysChangeableWhenItsCustomerAndTaxCodeAreGone)
{
    ASSERT_EQ(ada.del("/customers/" + customer).status, 204);
    ASSERT_EQ(gita.del("/tax-codes/" + tax_code).status, 204);
    auto const changed = change("{'lines':[" + line("Desk", "100", draft.text("lines.0.id")) + "]}", "1");
    ASSERT_EQ(changed.status, 200) << changed.body;
    EXPECT_EQ(changed.text("totals.tax"), "20.00");
    EXPECT_EQ(complaints(change("{'lines':[" + line("New", "1") + "]}", "2")), "lines.0.tax_code_id: is not a tax code");
    EXPECT_EQ(ada.post("/estimates", json_of("{'customer_id':'" + customer + "'}")).status, 422);
}

TEST_F(ADraft, KeepsTheRateItWasWrittenWith)
{
    ASSERT_EQ(gita.patch("/tax-codes/" + tax_code, json_of("{'rate':'21'}"), "1").status, 200);
    EXPECT_EQ(change("{'notes':'unchanged'}", "1").text("totals.tax"), "48.00");
    auto const rewritten = change("{'lines':[" + line("Desk", "100", draft.text("lines.0.id")) + "]}", "2");
    EXPECT_EQ(rewritten.text("totals.tax"), "21.00");
}

TEST_F(ADraft, GoesIntoTheTrash)
{
    EXPECT_EQ(ada.del(path).status, 204);
    EXPECT_EQ(ada.get(path).status, 404);
    EXPECT_EQ(change("{'notes':'too late'}", "1").status, 404);
    EXPECT_EQ(ada.del(path).status, 404);
    EXPECT_TRUE(ada.get("/estimates?customer_id=" + customer).ids().empty());
    EXPECT_EQ(
        server.database().superuser().value<std::int64_t>("select count(*) from guild.estimate_lines where estimate_id = '" + id + "'"), 2);
}

TEST_F(ADraft, ThatWasSentIsNoDraftAnyMore)
{
    server.database().superuser().run("update guild.estimates set state = 'sent', number = 'EST-1' where id = $1",
                                      guildhall::db::values(id));
    EXPECT_EQ(change("{'notes':'too late'}", "2").status, 409);
    EXPECT_EQ(ada.del(path).status, 409);
    EXPECT_EQ(ada.get(path).text("state"), "sent");
}

TEST_F(ADraft, ChangesOneOfAThousandLines)
{
    std::string lines;
    for (int i = 0; i < 1'000; ++i)
        lines += (i ? "," : "") + line("Part " + std::to_string(i), "1");
    auto const grown = change("{'lines':[" + lines + "]}", "1");
    ASSERT_EQ(grown.status, 200) << grown.body.substr(0, 500);
    auto const all = grown.json();
    lines.clear();
    for (auto const& each : all.find("lines")->items) {
        auto const& description = each.find("description")->string;
        lines += (lines.empty() ? "" : ",") + line(description, description == "Part 500" ? "3" : "1", each.find("id")->string);
    }
    auto const events = [&] {
        return server.database().superuser().value<std::int64_t>("select seq from platform.audit_heads where guild_id = $1",
                                                                 guildhall::db::values(world.first.guild.id));
    };
    auto const before = events();
    auto const changed = change("{'lines':[" + lines + "]}", "2");
    ASSERT_EQ(changed.status, 200) << changed.body.substr(0, 500);
    EXPECT_EQ(changed.text("totals.net"), "1002.00");
    EXPECT_EQ(changed.text("lines.500.unit_price"), "3");
    EXPECT_EQ(changed.text("lines.999.id"), grown.text("lines.999.id"));
    EXPECT_EQ(events() - before, 2);  // the line and the estimate
}
