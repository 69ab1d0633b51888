#include "imports/conversion.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace guildhall;
using namespace guildhall::imports;
using testing::ElementsAre;
using testing::Pair;
using testing::UnorderedElementsAre;

namespace {

std::vector<ImportRecord> converted(std::string const& text, Kind kind = Kind::customers)
{
    auto table = read_table(text);
    auto const mapping = guess_mapping(kind, table);
    Conversion conversion(kind, mapping, decimal_marks(kind, mapping, table));
    std::vector<ImportRecord> records;
    for (auto const& row : table.rows)
        records.push_back(conversion.record(row));
    return records;
}

std::vector<std::string> fields(ImportRecord const& record)
{
    std::vector<std::string> at;
    for (auto const& problem : record.problems)
        at.push_back(problem.field);
    return at;
}

}  // namespace

TEST(ARow, BecomesWhatTheApiTakes)
{
    auto records = converted("Firma;Ansprechpartner;Land;E-Mail;Webseite;Währung;Zahlungsziel;Sprache\n"
                             "Alfreds Futterkiste;Maria Anders;Deutschland; maria@alfreds.example ;alfreds.example;eur;14 Tage;de\n");
    EXPECT_THAT(records.at(0).values,
                UnorderedElementsAre(Pair("name", "Alfreds Futterkiste"), Pair("contact.first_name", "Maria"),
                                     Pair("contact.last_name", "Anders"), Pair("address.country", "DE"), Pair("country", "DE"),
                                     Pair("contact.email", "maria@alfreds.example"), Pair("website", "alfreds.example"),
                                     Pair("currency", "EUR"), Pair("payment_terms_days", "14"), Pair("language", "de")));
    EXPECT_TRUE(records[0].problems.empty());
    EXPECT_EQ(records[0].row, 2u);
}

TEST(ARow, KeepsNamesOfAnyScriptUnchanged)
{
    auto records = converted("company,city,phone\n東京商事,عمّان,+81 (3) 1234-5678 内線 9\n");
    EXPECT_THAT(records.at(0).values,
                UnorderedElementsAre(Pair("name", "東京商事"), Pair("address.city", "عمّان"), Pair("phone", "+81 (3) 1234-5678 内線 9")));
}

TEST(ARow, SaysEachProblemAtItsFieldAndWhatWasFound)
{
    auto records = converted("company,country,email,currency,payment terms,status\nA,Germny,ada@,EURO,soon,maybe\n,,,,,\n");
    ASSERT_EQ(records.size(), 2u);
    EXPECT_THAT(fields(records[0]), ElementsAre("address.country", "contact.email", "currency", "payment_terms_days", "status"));
    EXPECT_EQ(records[0].problems[0].message, "must be a country, not “Germny”");
    EXPECT_THAT(records[0].values, UnorderedElementsAre(Pair("name", "A")));
    EXPECT_THAT(fields(records[1]), ElementsAre("name"));
}

TEST(ARow, MustFitTheHeader)
{
    auto records = converted("company,city\nA\n");
    EXPECT_THAT(records.at(0).problems, ElementsAre(FieldProblem{"row", "has 1 cell where the header has 2"}));
    EXPECT_TRUE(records[0].values.empty());
}

TEST(ARow, MustNotBeTooLong)
{
    auto records = converted("company,city\n" + std::string(201, 'x') + ",y\n");
    EXPECT_THAT(fields(records.at(0)), ElementsAre("name"));
    EXPECT_LT(records[0].problems[0].message.size(), 120u);
    std::string accents;
    for (int i = 0; i < 200; ++i)
        accents += "é";
    EXPECT_TRUE(converted("company,city\n" + accents + ",y\n").at(0).problems.empty());
}

TEST(ARow, WithoutACompanyIsAPerson)
{
    auto records = converted("first name,last name,email\nMaria,Anders,maria@example.com\n");
    EXPECT_EQ(records.at(0).values.at("name"), "Maria Anders");
    EXPECT_EQ(records[0].values.at("kind"), "person");
    EXPECT_TRUE(records[0].problems.empty());
}

TEST(ARow, OfAProductHasANumberAsItsColumnWritesThem)
{
    auto records = converted("Artikel;Preis\nA;1.234,50\nB;99\nC;1.000\nD;kostenlos\nE;\n", Kind::products);
    EXPECT_EQ(records.at(0).values.at("unit_price"), "1234.5");
    EXPECT_EQ(records.at(1).values.at("unit_price"), "99");
    EXPECT_EQ(records.at(2).values.at("unit_price"), "1000");
    EXPECT_THAT(fields(records.at(3)), ElementsAre("unit_price"));
    EXPECT_THAT(fields(records.at(4)), ElementsAre("unit_price"));
}

TEST(ARow, OfAProductIsActiveUnlessItIsDiscontinued)
{
    auto records = converted("product,price,discontinued\nA,1,1\nB,1,no\nC,1,\nD,1,perhaps\n", Kind::products);
    EXPECT_EQ(records.at(0).values.at("active"), "false");
    EXPECT_EQ(records.at(1).values.at("active"), "true");
    EXPECT_FALSE(records.at(2).values.contains("active"));
    EXPECT_THAT(fields(records.at(3)), ElementsAre("discontinued"));
}

TEST(ARow, GivesBackWhatAnExportDisarmed)
{
    auto records = converted("company,phone\n'=SUM(A1),'+49 30 0074321\n");
    EXPECT_EQ(records.at(0).values.at("name"), "=SUM(A1)");
    EXPECT_EQ(records[0].values.at("phone"), "+49 30 0074321");
}
