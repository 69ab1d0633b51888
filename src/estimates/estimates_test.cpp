#include <gtest/gtest.h>

#include "support/documents.h"

using namespace guildhall::support;
using guildhall::Uuid;
namespace json = guildhall::json;

namespace {

struct AnEstimate : testing::Test {
    TestServer& server = shared_server();
    World const& world = server.world();
    Client gita = server.as(world.first.administrator);
    Client ada = server.as(world.first.ada);
    std::string customer = made_customer(ada);

    std::string line(std::string_view quantity, std::string_view price, std::string const& tax_code, std::string_view more = "") const
    {
        return "{'description':'Chai','quantity':'" + std::string(quantity) + "','unit_price':'" + std::string(price) +
               "','tax_code_id':'" + tax_code + "'" + std::string(more) + "}";
    }
    Answer write(std::string const& lines, std::string const& more = "") const
    {
        return ada.post("/estimates", json_of("{'customer_id':'" + customer + "','lines':[" + lines + "]" + more + "}"));
    }
    std::string at(std::string_view rate) const { return made_tax_code(gita, rate); }
};

}  // namespace

TEST_F(AnEstimate, IsADraftWithoutANumber)
{
    auto const written = write(line("2", "99.34", at("20")));
    ASSERT_EQ(written.status, 201) << written.body;
    EXPECT_EQ(written.text("state"), "draft");
    EXPECT_EQ(written.json().find("number")->kind, json::Value::Kind::null);
    EXPECT_EQ(written.text("version"), "1");
    EXPECT_EQ(written.header("ETag"), "\"1\"");
    EXPECT_EQ(written.text("lines.0.quantity"), "2");
    EXPECT_EQ(written.text("lines.0.net"), "198.68");
    EXPECT_EQ(written.text("totals.tax"), "39.74");
    EXPECT_EQ(ada.get("/estimates/" + written.text("id")).body, written.body);
}

TEST_F(AnEstimate, RoundsTaxOncePerRate)
{
    auto const twenty = at("20");
    auto const lines = line("1", "299.33", twenty) + "," + line("1", "179.33", twenty) + "," + line("1", "99.34", twenty);
    auto const grouped = write(lines);
    ASSERT_EQ(grouped.status, 201) << grouped.body;
    EXPECT_EQ(grouped.text("tax_rounding"), "group");
    EXPECT_EQ(grouped.text("totals.net"), "578.00");
    EXPECT_EQ(grouped.text("totals.tax"), "115.60");
    EXPECT_EQ(grouped.text("totals.gross"), "693.60");
    EXPECT_EQ(grouped.text("totals.paid"), "0.00");
    EXPECT_EQ(grouped.text("totals.rounding"), "0.00");
    EXPECT_EQ(grouped.text("totals.due"), "693.60");
    EXPECT_EQ(grouped.text("totals.taxes.0.category"), "S");
    EXPECT_EQ(grouped.text("totals.taxes.0.rate"), "20");
    EXPECT_EQ(grouped.text("totals.taxes.0.base"), "578.00");
    EXPECT_EQ(grouped.text("totals.taxes.0.tax"), "115.60");
    EXPECT_EQ(write(lines, ",'tax_rounding':'line'").text("totals.tax"), "115.61");

    auto const nineteen = at("19");
    auto const other = write(line("1", "97.50", nineteen) + "," + line("1", "65", nineteen) + "," + line("1", "32.50", nineteen));
    EXPECT_EQ(other.text("totals.tax"), "37.05");
    EXPECT_EQ(write(line("9.5", "124.75", nineteen)).text("lines.0.net"), "1185.13");
}

TEST_F(AnEstimate, KeepsTheGrossThatWasTyped)
{
    auto const written = write(line("1", "2500.00", at("8")), ",'prices_include_tax':true");
    ASSERT_EQ(written.status, 201) << written.body;
    EXPECT_EQ(written.text("totals.gross"), "2500.00");
    EXPECT_EQ(written.text("totals.net"), "2314.81");
    EXPECT_EQ(written.text("totals.tax"), "185.19");
    EXPECT_EQ(written.text("lines.0.net"), "2500.00");
}

TEST_F(AnEstimate, SplitsItsDiscountOverTheTaxCodes)
{
    auto const written = write(line("1", "100", at("19")) + "," + line("2", "25", at("7")), ",'document_discount_percent':'10'");
    ASSERT_EQ(written.status, 201) << written.body;
    EXPECT_EQ(written.text("totals.lines_total"), "150.00");
    EXPECT_EQ(written.text("totals.discount"), "15.00");
    EXPECT_EQ(written.text("totals.taxes.0.discount"), "10.00");
    EXPECT_EQ(written.text("totals.taxes.0.base"), "90.00");
    EXPECT_EQ(written.text("totals.taxes.0.tax"), "17.10");
    EXPECT_EQ(written.text("totals.taxes.1.base"), "45.00");
    EXPECT_EQ(written.text("totals.taxes.1.tax"), "3.15");
    EXPECT_EQ(written.text("totals.gross"), "155.25");
    auto const amount = write(line("1", "100", at("19")), ",'document_discount_amount':'0.5','document_discount_percent':'10'");
    EXPECT_EQ(amount.text("document_discount_amount"), "0.50");
    EXPECT_EQ(amount.text("totals.discount"), "10.50");
}

TEST_F(AnEstimate, TakesLineDiscountsOff)
{
    auto const nineteen = at("19");
    auto const written =
        write(line("3", "33.35", nineteen, ",'discount_percent':'12.5'") + "," + line("1", "10", nineteen, ",'discount_amount':'2.5'"));
    ASSERT_EQ(written.status, 201) << written.body;
    EXPECT_EQ(written.text("lines.0.net"), "87.54");  // 100.05 − 12.51
    EXPECT_EQ(written.text("lines.1.net"), "7.50");
    EXPECT_EQ(written.text("lines.1.discount_amount"), "2.50");
}

TEST_F(AnEstimate, RoundsWhatIsDueToTheSmallestCoin)
{
    auto const written = write(line("1", "10.02", at("19")), ",'currency':'CHF','cash_rounding':'0.05'");
    ASSERT_EQ(written.status, 201) << written.body;
    EXPECT_EQ(written.text("cash_rounding"), "0.05");
    EXPECT_EQ(written.text("totals.gross"), "11.92");
    EXPECT_EQ(written.text("totals.rounding"), "-0.02");
    EXPECT_EQ(written.text("totals.due"), "11.90");
    EXPECT_EQ(write(line("1", "10.02", at("19")), ",'cash_rounding':'0'").text("totals.due"), "11.92");
}

TEST_F(AnEstimate, CountsInTheUnitsOfItsCurrency)
{
    auto const yen = write(line("3", "33.5", at("10")), ",'currency':'JPY'");
    ASSERT_EQ(yen.status, 201) << yen.body;
    EXPECT_EQ(yen.text("lines.0.net"), "101");
    EXPECT_EQ(yen.text("totals.tax"), "10");
    EXPECT_EQ(yen.text("totals.gross"), "111");
    auto const dinar = write(line("1", "1.2345", at("5")), ",'currency':'KWD'");
    EXPECT_EQ(dinar.text("lines.0.net"), "1.235");
    EXPECT_EQ(dinar.text("totals.tax"), "0.062");
    EXPECT_EQ(dinar.text("totals.gross"), "1.297");

    auto const half_a_yen = write(line("1", "10", at("10"), ",'discount_amount':'0.5'"), ",'currency':'JPY'");
    EXPECT_EQ(half_a_yen.status, 422);
    EXPECT_EQ(complaints(half_a_yen), "lines.0.discount_amount: must be a whole number of JPY");
    auto const too_fine = write("", ",'document_discount_amount':'0.001','cash_rounding':'0.025'");
    EXPECT_EQ(complaints(too_fine),
              "document_discount_amount: must have at most 2 decimals in EUR; cash_rounding: must have at most 2 decimals in EUR");
}

TEST_F(AnEstimate, RefusesAmountsThatNoDocumentHolds)
{
    auto const code = at("19");
    auto const product = write(line("1", "1", code) + "," + line("99999999999999", "99999999999999", code));
    EXPECT_EQ(product.status, 422);
    EXPECT_EQ(complaints(product), "lines.1.unit_price: comes to more than a document can hold");
    auto const digits = write(line("123456789012345", "1", code));
    EXPECT_EQ(digits.status, 422);
    EXPECT_EQ(complaints(digits), "lines.0.quantity: must be a decimal number such as 99.34");
    auto const sum = write(line("90000000", "99999999", code) + "," + line("90000000", "99999999", code));
    EXPECT_EQ(sum.status, 422);
    EXPECT_EQ(complaints(sum), "lines: comes to more than a document can hold");
    EXPECT_EQ(complaints(write(line("1", "1", code), ",'document_discount_amount':'1.01'")),
              "document_discount_amount: must not be more than the lines come to");
    EXPECT_EQ(complaints(write(line("1", "1", code, ",'discount_percent':'101'"))), "lines.0.discount_percent: must be from 0 to 100");
}

TEST_F(AnEstimate, KeepsDescriptionsToTheByte)
{
    auto const code = at("19");
    std::string const texts[] = {
        "تركيب نظام التدفئة ١٢٣",     "הרכבה והדרכה", "बिजली का काम",  "\U0001F469\u200D\U0001F527 Cafe\u0301 \u202Eabc\u202C",
        "{\"a\",NULL} \\ , ' \" } {", "NULL",         "  two spaces  "};
    std::string body;
    json::Writer out(body);
    out.begin_object();
    out.plain_key("customer_id");
    out.string(customer);
    out.plain_key("notes");
    out.string(texts[0] + "\n" + texts[3]);
    out.plain_key("lines");
    out.begin_array();
    for (auto const& text : texts) {
        out.begin_object();
        out.plain_key("description");
        out.string(text);
        out.plain_key("quantity");
        out.string("1");
        out.plain_key("unit_price");
        out.string("1");
        out.plain_key("tax_code_id");
        out.string(code);
        out.end_object();
    }
    out.end_array();
    out.end_object();
    auto const written = ada.post("/estimates", body);
    ASSERT_EQ(written.status, 201) << written.body;
    auto const read = ada.get("/estimates/" + written.text("id"));
    EXPECT_EQ(read.text("notes"), texts[0] + "\n" + texts[3]);
    for (std::size_t i = 0; i < std::size(texts); ++i)
        EXPECT_EQ(read.text("lines." + std::to_string(i) + ".description"), texts[i]);
}

TEST_F(AnEstimate, HoldsAThousandLines)
{
    auto const code = at("19");
    std::string lines;
    for (int i = 0; i < 1'000; ++i)
        lines += (i ? "," : "") + line("1", std::to_string(i) + ".01", code);
    auto const written = write(lines);
    ASSERT_EQ(written.status, 201) << written.body.substr(0, 500);
    EXPECT_EQ(written.text("totals.net"), "499510.00");
    EXPECT_EQ(written.text("lines.999.unit_price"), "999.01");
    EXPECT_EQ(ada.get("/estimates/" + written.text("id")).body, written.body);
    auto const too_many = write(lines + "," + line("1", "1", code));
    EXPECT_EQ(too_many.status, 422);
    EXPECT_EQ(complaints(too_many), "lines: must have at most 1000 entries");
}

TEST_F(AnEstimate, MayBeBegunWithoutLines)
{
    auto const begun = ada.post("/estimates", json_of("{'customer_id':'" + customer + "'}"));
    ASSERT_EQ(begun.status, 201) << begun.body;
    EXPECT_EQ(begun.text("totals.gross"), "0.00");
    EXPECT_TRUE(begun.json().find("lines")->items.empty());
}

TEST_F(AnEstimate, TakesNothingThatIsNotItsWritersToSay)
{
    auto const code = at("19");
    for (std::string const field : {"id", "guild_id", "created_by", "number", "state", "totals", "owner_id", "customer_name"})
        EXPECT_EQ(write("", ",'" + field + "':'" + Uuid::make().text() + "'").status, 400) << field;
    for (std::string const field : {"id", "net", "tax_rate", "guild_id"})
        EXPECT_EQ(write(line("1", "1", code, ",'" + field + "':'" + Uuid::make().text() + "'")).status, 400) << field;
    EXPECT_EQ(write("{'description':'x','quantity':2,'unit_price':'1','tax_code_id':'" + code + "'}").status, 400);
    EXPECT_EQ(complaints(write("{'description':' ','unit_price':'1'}")),
              "lines.0.description: must not be empty; lines.0.quantity: is required; lines.0.tax_code_id: is required");
    EXPECT_EQ(complaints(write("", ",'issue_date':'2026-02-30'")), "issue_date: must be a date such as 2026-11-21");
    EXPECT_EQ(complaints(write("", ",'issue_date':'2026-03-02','due_date':'2026-03-01'")), "due_date: must not be before the issue date");
}

TEST_F(AnEstimate, IsWrittenOnceHoweverOftenItIsSent)
{
    auto const body = json_of("{'customer_id':'" + customer + "','lines':[" + line("1", "1", at("19")) + "]}");
    HeaderList const key{{"Idempotency-Key", "\"" + Uuid::make().text() + "\""}};
    auto const first = ada.post("/estimates", body, key);
    ASSERT_EQ(first.status, 201) << first.body;
    auto const second = ada.post("/estimates", body, key);
    EXPECT_EQ(second.body, first.body);
    EXPECT_EQ(ada.get("/estimates?customer_id=" + customer).ids(), std::vector<std::string>{first.text("id")});
    EXPECT_EQ(ada.post("/estimates", json_of("{'customer_id':'" + customer + "'}"), key).status, 422);
}

TEST_F(AnEstimate, IsInTheAuditTrail)
{
    auto const written = write(line("1", "1", at("19")));
    ASSERT_EQ(ada.patch("/estimates/" + written.text("id"), json_of("{'notes':'by Friday'}"), "1").status, 200);
    auto const acts = server.database().superuser().value<std::string>(
        "select string_agg(action, ',' order by seq) from guild.audit_events where object = 'estimates/" + written.text("id") + "'");
    EXPECT_EQ(acts, "estimates.created,estimates.updated");
}
