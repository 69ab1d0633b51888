#include "imports/table.h"

#include "base/csv.h"
#include "base/failure.h"

#include <gtest/gtest.h>

#include <random>

using namespace guildhall;
using namespace guildhall::imports;

namespace {

using Cells = std::vector<std::string>;

std::vector<Cells> cells(std::string_view text, char separator = ',')
{
    std::vector<Cells> all;
    TableReader reader(text, separator);
    while (auto row = reader.next())
        all.push_back(row->cells);
    return all;
}

}  // namespace

TEST(ATable, IsReadWithAnyLineEnd)
{
    for (auto text : {"a,b\r\n1,2\r\n", "a,b\n1,2\n", "a,b\r1,2\r", "a,b\r\n1,2", "a,b\n\n1,2\n\n", "\"a\",\"b\"\n\"1\",\"2\""})
        EXPECT_EQ(cells(text), (std::vector<Cells>{{"a", "b"}, {"1", "2"}})) << text;
}

TEST(ATable, KeepsWhatStandsInQuotes)
{
    EXPECT_EQ(cells("\"24, place Kléber\",\"say \"\"hi\"\"\",\"two\r\nlines\",\"\"\r\nx,,,"),
              (std::vector<Cells>{{"24, place Kléber", "say \"hi\"", "two\r\nlines", ""}, {"x", "", "", ""}}));
    EXPECT_EQ(cells("5\" pipe,a \"b\" c"), (std::vector<Cells>{{"5\" pipe", "a \"b\" c"}}));
}

TEST(ATable, NumbersItsRowsAsASpreadsheetDoes)
{
    auto table = read_table("name,city\r\n\"two\nlines\",x\r\n\r\nb,y\r\n");
    ASSERT_EQ(table.rows.size(), 2u);
    EXPECT_EQ(table.rows[0].number, 2u);
    EXPECT_EQ(table.rows[1].number, 4u);
}

TEST(ATable, ReportsRowsThatDoNotFitTheHeader)
{
    auto table = read_table("a,b,c\n1,2\n1,2,3,,\n1,2,3,4\n\n1,2,3\n");
    ASSERT_EQ(table.rows.size(), 4u);
    EXPECT_EQ(table.rows[0].problem, "has 2 cells where the header has 3");
    EXPECT_EQ(table.rows[1].problem, "");
    EXPECT_EQ(table.rows[1].cells.size(), 3u);
    EXPECT_EQ(table.rows[2].problem, "has 4 cells where the header has 3");
    EXPECT_EQ(table.rows[2].number, 4u);
    EXPECT_EQ(table.rows[3].problem, "");
}

TEST(ATable, ReportsQuotesThatDoNotClose)
{
    auto table = read_table("a,b\n1,\"2\nrest,of\nfile");
    ASSERT_EQ(table.rows.size(), 1u);
    EXPECT_EQ(table.rows[0].problem, "has a quotation mark that is never closed");
    table = read_table("a,b\n\"1\" x,2\n1,2\n");
    ASSERT_EQ(table.rows.size(), 2u);
    EXPECT_EQ(table.rows[0].problem, "has text behind a closing quotation mark");
    EXPECT_EQ(table.rows[1].problem, "");
}

TEST(ATable, HasTheSeparatorThatPartsItMostEvenly)
{
    EXPECT_EQ(guess_separator("a,b,c\n1,2,3\n"), ',');
    EXPECT_EQ(guess_separator("a;b;c\n1,5;2,5;3,5\n"), ';');
    EXPECT_EQ(guess_separator("a\tb\n1,5\t2;3\n"), '\t');
    EXPECT_EQ(guess_separator("Name, Vorname;Ort;PLZ\nx;y;z\nu;v;w\n"), ';');
    EXPECT_EQ(guess_separator("\"a;b\",c\n\"1;2;3\",4\n"), ',');
    EXPECT_EQ(guess_separator("name\nx\n"), ',');
    EXPECT_EQ(guess_separator(""), ',');
    EXPECT_EQ(read_table("sep=;\r\na;b\r\n1;2\r\n").columns, (Cells{"a", "b"}));
}

TEST(ATable, GivesEveryColumnANameOfItsOwn)
{
    EXPECT_EQ(read_table(" Name ,,Name,Name (2),\n").columns, (Cells{"Name", "Column 2", "Name (2)", "Name (2) (2)"}));
}

TEST(ATable, NeedsAHeader)
{
    for (std::string text : {std::string(), std::string("\n\n"), std::string("\"a"), std::string(600, ',') + "x"})
        EXPECT_THROW(read_table(text), Failure);
}

TEST(ATable, GivesBackWhatWasExported)
{
    std::mt19937 random(5);
    std::string const alphabet = "ab ,;\t\"'\r\n=+-@é";
    for (int i = 0; i < 3'000; ++i) {
        Cells written{"x"};  // a first cell, since a line without any text is left out
        for (auto count = random() % 5 + 1; count > 0; --count) {
            std::string cell;
            for (auto length = random() % 6; length > 0; --length)
                cell += alphabet[random() % alphabet.size()];
            written.push_back(cell);
        }
        ASSERT_EQ(cells(csv_line(written)), std::vector<Cells>{written});
    }
}
