#include "einvoice/rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cctype>
#include <fstream>
#include <iterator>

#include "support/invoices.h"

// Each rule is broken once, and nothing else is found but what is broken with it.
namespace guildhall::einvoice {

using support::amount;
using support::Broken;
using Names = std::set<std::string>;

namespace {

Names found(Invoice const& invoice)
{
    Names names;
    for (auto const& each : check(invoice))
        names.emplace(each.rule);
    return names;
}

// Totals that follow from another tax or another sum, so that it alone is wrong.
void set_totals(Invoice& invoice, char const* without_tax, char const* with_tax, char const* due)
{
    invoice.totals.without_tax = amount(without_tax);
    invoice.totals.with_tax = amount(with_tax);
    invoice.totals.due = amount(due);
}

std::vector<Broken> content()
{
    return {
        {{"BR-01"}, [](auto& i) { i.specification.reset(); }},
        {{"BR-02"}, [](auto& i) { i.number.reset(); }},
        {{"BR-03"}, [](auto& i) { i.issue_date.reset(); }},
        {{"BR-04"}, [](auto& i) { i.type.reset(); }},
        {{"BR-05"}, [](auto& i) { i.currency.reset(); }},
        {{"BR-06"}, [](auto& i) { i.seller.name.reset(); }},
        {{"BR-07"}, [](auto& i) { i.buyer.name.reset(); }},
        {{"BR-08"}, [](auto& i) { i.seller.address.reset(); }},
        {{"BR-09"}, [](auto& i) { i.seller.address->country.reset(); }},
        {{"BR-10"}, [](auto& i) { i.buyer.address.reset(); }},
        {{"BR-11"}, [](auto& i) { i.buyer.address->country.reset(); }},
        {{"BR-12"}, [](auto& i) { i.totals.lines.reset(); }},
        {{"BR-13"}, [](auto& i) { i.totals.without_tax.reset(); }},
        {{"BR-14"}, [](auto& i) { i.totals.with_tax.reset(); }},
        {{"BR-15"}, [](auto& i) { i.totals.due.reset(); }},
        {{"BR-16"},
         [](auto& i) {
             i.lines.clear();
             i.totals.lines = amount("0.00");
             i.totals.tax = i.taxes[0].tax = amount("2.00");
             i.taxes[0].base = amount("10.00");
             set_totals(i, "10.00", "12.00", "2.00");
         }},
        {{"BR-17"}, [](auto& i) { i.payee->name.reset(); }},
        {{"BR-17"}, [](auto& i) { i.payee->name = i.seller.name; }},
        {{"BR-18"}, [](auto& i) { i.representative->name.reset(); }},
        {{"BR-19"}, [](auto& i) { i.representative->address.reset(); }},
        {{"BR-20"}, [](auto& i) { i.representative->address->country.reset(); }},
        {{"BR-29"}, [](auto& i) { i.period->end = "2026-10-31"; }},
        {{"BR-52"}, [](auto& i) { i.documents[0].id.reset(); }},
        {{"BR-53"}, [](auto& i) { i.accounting_currency = "SEK"; }},
        {{"BR-55"}, [](auto& i) { i.preceding[0].id.reset(); }},
        {{"BR-56"}, [](auto& i) { i.representative->vat_id.reset(); }},
        {{"BR-57"}, [](auto& i) { i.delivery->address->country.reset(); }},
        {{"BR-62"}, [](auto& i) { i.seller.electronic_address->scheme.reset(); }},
        {{"BR-63"}, [](auto& i) { i.buyer.electronic_address->scheme.reset(); }},
    };
}

std::vector<Broken> payments()
{
    return {
        {{"BR-49"}, [](auto& i) { i.payments[1].code.reset(); }},
        {{"BR-50"}, [](auto& i) { i.payments[0].transfers[0].account.reset(); }},
        {{"BR-51"}, [](auto& i) { i.payments[1].card_number = "4111111111111111"; }},
        {{"BR-51"}, [](auto& i) { i.payments[1].card_number.reset(); }},
        {{"BR-61"}, [](auto& i) { i.payments[0].transfers.clear(); }},
    };
}

std::vector<Broken> parts()
{
    return {
        {{"BR-21"}, [](auto& i) { i.lines[0].id.reset(); }},
        {{"BR-22"}, [](auto& i) { i.lines[0].quantity.reset(); }},
        {{"BR-23"}, [](auto& i) { i.lines[0].unit.reset(); }},
        {{"BR-24"}, [](auto& i) { i.lines[0].net.reset(); }},
        {{"BR-25"}, [](auto& i) { i.lines[0].name.reset(); }},
        {{"BR-26"}, [](auto& i) { i.lines[0].price.reset(); }},
        {{"BR-27"}, [](auto& i) { i.lines[0].price = amount("-0.01"); }},
        {{"BR-28"}, [](auto& i) { i.lines[0].gross_price = amount("-0.01"); }},
        {{"BR-30"}, [](auto& i) { i.lines[1].period->end = "2026-10-31"; }},
        {{"BR-31"}, [](auto& i) { i.adjustments[0].amount.reset(); }},
        {{"BR-32", "BR-S-08"}, [](auto& i) { i.adjustments[0].tax = {}; }},
        {{"BR-33", "BR-CO-21"}, [](auto& i) { i.adjustments[0].reason.reset(), i.adjustments[0].reason_code.reset(); }},
        {{"BR-36"}, [](auto& i) { i.adjustments[1].amount.reset(); }},
        {{"BR-37", "BR-S-08"}, [](auto& i) { i.adjustments[1].tax = {}; }},
        {{"BR-38", "BR-CO-22"}, [](auto& i) { i.adjustments[1].reason.reset(), i.adjustments[1].reason_code.reset(); }},
        {{"BR-41"}, [](auto& i) { i.lines[0].adjustments[0].amount.reset(); }},
        {{"BR-42", "BR-CO-23"}, [](auto& i) { i.lines[0].adjustments[0].reason.reset(), i.lines[0].adjustments[0].reason_code.reset(); }},
        {{"BR-43"}, [](auto& i) { i.lines[0].adjustments[1].amount.reset(); }},
        {{"BR-44", "BR-CO-24"}, [](auto& i) { i.lines[0].adjustments[1].reason.reset(), i.lines[0].adjustments[1].reason_code.reset(); }},
        {{"BR-45"}, [](auto& i) { i.taxes[0].base.reset(); }},
        {{"BR-46"}, [](auto& i) { i.taxes[0].tax.reset(); }},
        {{"BR-47", "BR-S-01"}, [](auto& i) { i.taxes[0].kind.category.reset(); }},
        {{"BR-48"}, [](auto& i) { i.taxes[0].kind.rate.reset(); }, "E"},
        {{"BR-54"}, [](auto& i) { i.lines[0].attributes[0].value.reset(); }},
        {{"BR-64"}, [](auto& i) { i.lines[0].standard_id->scheme.reset(); }},
        {{"BR-65"}, [](auto& i) { i.lines[0].classifications[0].scheme.reset(); }},
    };
}

std::vector<Broken> sums()
{
    return {
        {{"BR-CO-03"}, [](auto& i) { i.tax_point_code = "35"; }},
        {{"BR-CO-04", "BR-S-08"}, [](auto& i) { i.lines[0].tax = {}; }},
        {{"BR-CO-09"}, [](auto& i) { i.seller.vat_id = "123456789"; }},
        {{"BR-CO-09"}, [](auto& i) { i.buyer.vat_id = "fr1"; }},
        {{"BR-CO-09"}, [](auto& i) { i.buyer.vat_id = "QQ123"; }},
        {{}, [](auto& i) { i.buyer.vat_id = "EL123456789", i.seller.vat_id = "XI123456789"; }},
        {{"BR-CO-09"}, [](auto& i) { i.representative->vat_id = "1"; }},
        {{"BR-CO-10"}, [](auto& i) { i.totals.lines = amount("201.00"), set_totals(i, "211.00", "253.00", "243.00"); }},
        {{"BR-CO-11"}, [](auto& i) { i.totals.allowances = amount("21.00"), set_totals(i, "209.00", "251.00", "241.00"); }},
        {{"BR-CO-11"}, [](auto& i) { i.totals.allowances.reset(), set_totals(i, "230.00", "272.00", "262.00"); }},
        {{"BR-CO-12"}, [](auto& i) { i.totals.charges = amount("29.00"), set_totals(i, "209.00", "251.00", "241.00"); }},
        {{"BR-CO-13"}, [](auto& i) { set_totals(i, "210.01", "252.01", "242.01"); }},
        {{"BR-CO-14"}, [](auto& i) { i.totals.tax = amount("42.01"), set_totals(i, "210.00", "252.01", "242.01"); }},
        {{"BR-CO-15"}, [](auto& i) { set_totals(i, "210.00", "252.01", "242.01"); }},
        {{"BR-CO-16"}, [](auto& i) { i.totals.due = amount("242.01"); }},
        {{"BR-CO-16"}, [](auto& i) { i.totals.rounding = amount("0.01"); }},
        {{"BR-CO-17", "BR-S-09"},
         [](auto& i) { i.totals.tax = i.taxes[0].tax = amount("43.00"), set_totals(i, "210.00", "253.00", "243.00"); }},
        {{"BR-CO-17", "BR-S-08", "BR-S-09"}, [](auto& i) { i.taxes[0].kind.rate = amount("99999999999999"); }},
        {{"BR-CO-18", "BR-S-01"}, [](auto& i) { i.taxes.clear(); }},
        {{"BR-CO-19"}, [](auto& i) { i.period = Period(); }},
        {{"BR-CO-20"}, [](auto& i) { i.lines[0].period = Period(); }},
        {{"BR-CO-25"}, [](auto& i) { i.due_date.reset(), i.terms.reset(); }},
        {{"BR-CO-26"}, [](auto& i) { i.seller.ids.clear(), i.seller.registration.reset(), i.seller.vat_id.reset(); }},
    };
}

std::vector<Broken> decimals()
{
    return {
        {{"BR-DEC-01"}, [](auto& i) { i.adjustments[0].amount = amount("20.000"); }},
        {{"BR-DEC-02"}, [](auto& i) { i.adjustments[0].base = amount("200.000"); }},
        {{"BR-DEC-05"}, [](auto& i) { i.adjustments[1].amount = amount("30.000"); }},
        {{"BR-DEC-06"}, [](auto& i) { i.adjustments[1].base = amount("200.000"); }},
        {{"BR-DEC-09"}, [](auto& i) { i.totals.lines = amount("200.000"); }},
        {{"BR-DEC-10"}, [](auto& i) { i.totals.allowances = amount("20.000"); }},
        {{"BR-DEC-11"}, [](auto& i) { i.totals.charges = amount("30.000"); }},
        {{"BR-DEC-12"}, [](auto& i) { i.totals.without_tax = amount("210.000"); }},
        {{"BR-DEC-13"}, [](auto& i) { i.totals.tax = amount("42.000"); }},
        {{"BR-DEC-14"}, [](auto& i) { i.totals.with_tax = amount("252.000"); }},
        {{"BR-DEC-15"}, [](auto& i) { i.accounting_currency = "SEK", i.totals.accounting_tax = amount("420.001"); }},
        {{"BR-DEC-16"}, [](auto& i) { i.totals.prepaid = amount("10.000"); }},
        {{"BR-DEC-17"}, [](auto& i) { i.totals.rounding = amount("0.000"); }},
        {{"BR-DEC-18"}, [](auto& i) { i.totals.due = amount("242.000"); }},
        {{"BR-DEC-19"}, [](auto& i) { i.taxes[0].base = amount("210.000"); }},
        {{"BR-DEC-20"}, [](auto& i) { i.taxes[0].tax = amount("42.000"); }},
        {{"BR-DEC-23"}, [](auto& i) { i.lines[0].net = amount("95.000"); }},
        {{"BR-DEC-24"}, [](auto& i) { i.lines[0].adjustments[0].amount = amount("10.000"); }},
        {{"BR-DEC-25"}, [](auto& i) { i.lines[0].adjustments[0].base = amount("200.000"); }},
        {{"BR-DEC-27"}, [](auto& i) { i.lines[0].adjustments[1].amount = amount("5.000"); }},
        {{"BR-DEC-28"}, [](auto& i) { i.lines[0].adjustments[1].base = amount("200.000"); }},
    };
}

std::vector<Broken> all_broken()
{
    std::vector<Broken> all;
    for (auto const& some : {content(), payments(), parts(), sums(), decimals(), support::broken_taxes()})
        all.insert(all.end(), some.begin(), some.end());
    return all;
}

}  // namespace

TEST(ABrokenInvoice, GetsExactlyTheRulesThatItBreaks)
{
    for (auto const& each : all_broken()) {
        auto invoice = support::invoice_of(each.category);
        each.how(invoice);
        EXPECT_EQ(found(invoice), each.rules) << testing::PrintToString(each.rules) << " of " << each.category;
    }
}

TEST(ARule, IsBrokenSomewhere)
{
    Names tried;
    for (auto const& each : all_broken())
        tried.insert(each.rules.begin(), each.rules.end());
    Names known;
    for (auto const& each : rules())
        EXPECT_TRUE(known.insert(each.id).second) << each.id << " stands twice";
    EXPECT_EQ(known, tried);
    EXPECT_GE(all_broken().size(), 60u);
}

// Where a rule is written down, and where it is broken.
std::string places_of(std::string const& id)
{
    if (id.starts_with("BR-CO-"))
        return "rules_sums.cpp | rules_test.cpp";
    if (id.starts_with("BR-DEC-"))
        return "rules_decimals.cpp | rules_test.cpp";
    return std::isdigit(static_cast<unsigned char>(id[3])) ? "rules_content.cpp | rules_test.cpp" : "rules_tax.cpp | broken_taxes.cpp";
}

// docs/einvoice.md: a row for each rule, in this order.
TEST(TheDocumentation, ListsEveryRule)
{
    std::string rows;
    for (auto const& each : rules())
        rows += "| " + each.id + " | " + std::string(each.term) + " | " + std::string(each.says) + " | " + places_of(each.id) + " |\n";
    std::ifstream in(TEST_DATA "../../docs/einvoice.md");
    std::string const text{std::istreambuf_iterator<char>(in), {}};
    EXPECT_NE(text.find(rows), text.npos) << rows;
}

TEST(AFinding, SaysWhere)
{
    auto invoice = support::invoice_of("S");
    invoice.lines[1].name.reset();
    auto const findings = check(invoice);
    ASSERT_EQ(findings.size(), 1u);
    EXPECT_EQ(findings[0].term, "BT-153");
    EXPECT_EQ(findings[0].place, 1u);
    EXPECT_EQ(findings[0].says, "A line has the name of an item");
}

}  // namespace guildhall::einvoice
