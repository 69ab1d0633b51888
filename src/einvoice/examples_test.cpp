#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/failure.h"
#include "einvoice/read.h"
#include "einvoice/rules.h"
#include "einvoice/write.h"
#include "support/invoices.h"

namespace guildhall::einvoice {

namespace {

std::string text_of(std::filesystem::path const& path)
{
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::string names_of(std::vector<Finding> const& findings)
{
    std::string names;
    for (auto const& each : findings)
        names += std::string(each.rule) + (each.place ? "[" + std::to_string(*each.place) + "] " : " ");
    return names;
}

class AnOfficialExample : public testing::TestWithParam<std::string> {
protected:
    Invoice const invoice = read(text_of(std::string(TEST_DATA "einvoice/") + GetParam()));
};

std::vector<std::string> examples()
{
    std::vector<std::string> found;
    for (std::string const syntax : {"ubl", "cii"})
        for (auto const& each : std::filesystem::directory_iterator(TEST_DATA "einvoice/" + syntax))
            found.push_back(syntax + "/" + each.path().filename().string());
    std::sort(found.begin(), found.end());
    return found;
}

}  // namespace

TEST_P(AnOfficialExample, KeepsEveryRule)
{
    EXPECT_FALSE(invoice.lines.empty());
    EXPECT_EQ(names_of(check(invoice)), "");
}

TEST_P(AnOfficialExample, IsTheSameWrittenInEitherSyntax)
{
    EXPECT_EQ(read(write_ubl(invoice)), invoice);
    EXPECT_EQ(read(write_cii(invoice)), invoice);
}

INSTANTIATE_TEST_SUITE_P(All, AnOfficialExample, testing::ValuesIn(examples()), [](auto const& each) {
    auto name = each.param;
    std::replace_if(
        name.begin(), name.end(), [](char letter) { return !std::isalnum(static_cast<unsigned char>(letter)); }, '_');
    return name;
});

TEST(AnInvoice, HasTheExamplesOfTheNorm)
{
    EXPECT_EQ(examples().size(), 31u);
}

TEST(AnInvoice, KeepsAllItSaysInEitherSyntax)
{
    for (auto const* category : {"S", "Z", "E", "AE", "K", "G", "O", "L", "M"}) {
        auto const invoice = support::invoice_of(category);
        EXPECT_EQ(names_of(check(invoice)), "") << category;
        EXPECT_EQ(read(write_ubl(invoice)), invoice) << category;
        EXPECT_EQ(read(write_cii(invoice)), invoice) << category;
    }
}

TEST(AnInvoice, KeepsAnyTextInEitherSyntax)
{
    auto invoice = support::invoice_of("S");
    invoice.lines[0].name = "<b>&amp; \"quotes\" 'n' ]]> \xE2\x80\x8F\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D \xF0\x9F\xA6\x8A";
    invoice.notes = {"first\nsecond"};
    EXPECT_EQ(read(write_ubl(invoice)), invoice);
    EXPECT_EQ(read(write_cii(invoice)), invoice);
}

TEST(AnInvoice, IsWrittenToTheSameBytes)
{
    EXPECT_EQ(write_ubl(support::invoice_of("S")), write_ubl(support::invoice_of("S")));
    EXPECT_EQ(write_cii(support::invoice_of("S")), write_cii(support::invoice_of("S")));
}

TEST(ACreditNote, IsADocumentOfItsOwnInUbl)
{
    auto note = support::invoice_of("S");
    note.is_credit_note = true;
    note.type = "381";
    note.project.reset();  // it has no place there
    EXPECT_NE(write_ubl(note).find("<cac:CreditNoteLine>"), std::string::npos);
    EXPECT_EQ(read(write_ubl(note)), note);
    EXPECT_EQ(read(write_cii(note)), note);
}

TEST(WhatIsNoInvoice, IsRefused)
{
    for (auto const* text : {"", "no XML", "<Invoice>", "<Order/>", "<?xml version=\"1.0\"?><html></html>"})
        EXPECT_THROW(read(text), Failure) << text;
    EXPECT_THROW(read("<Invoice><LegalMonetaryTotal><PayableAmount>much</PayableAmount></LegalMonetaryTotal></Invoice>"), Failure);
    EXPECT_THROW(read(std::string((20 << 20) + 1, ' ')), Failure);
}

TEST(WhatIsNoInvoice, OpensNothingAndDoesNotGrow)
{
    auto const opened = read("<!DOCTYPE Invoice [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><Invoice><ID>&x;</ID></Invoice>");
    EXPECT_EQ(opened.number, "&x;");
    auto const grown = read("<!DOCTYPE Invoice [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><Invoice><ID>&b;</ID></Invoice>");
    EXPECT_EQ(grown.number, "&b;");
}

}  // namespace guildhall::einvoice
