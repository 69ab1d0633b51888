#include "imports/parts.h"

#include "base/csv.h"
#include "base/failure.h"
#include "imports/notices.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

using namespace guildhall;
using namespace guildhall::imports;
using testing::HasSubstr;

namespace {

FileBytes bytes_of(std::string const& text)
{
    return [text](std::uint64_t at, std::size_t most) { return at < text.size() ? text.substr(at, most) : std::string(); };
}

// A file of any size that is nowhere.
FileBytes endless(std::string beginning, std::uint64_t size, std::uint64_t& read)
{
    return [beginning = std::move(beginning), size, &read](std::uint64_t at, std::size_t most) {
        auto const count = at < size ? std::min<std::uint64_t>(most, size - at) : 0;
        read = std::max(read, at + count);
        std::string bytes(count, 'x');
        for (std::size_t i = 0; i < bytes.size() && at + i < beginning.size(); ++i)
            bytes[i] = beginning[at + i];
        return bytes;
    };
}

std::vector<TableRow> all_rows(Parts& parts, std::vector<Part>* kept = nullptr)
{
    std::vector<TableRow> rows;
    while (auto part = parts.next()) {
        EXPECT_EQ(part->first_row, static_cast<std::int32_t>(rows.size()));
        EXPECT_EQ(rows_of(part->text, static_cast<std::size_t>(part->first_number), parts.header().separator, parts.header().columns.size())
                      .size(),
                  part->rows.size());
        rows.insert(rows.end(), part->rows.begin(), part->rows.end());
        if (kept)
            kept->push_back(std::move(*part));
    }
    return rows;
}

std::string refusal(FileBytes bytes)
{
    try {
        TextReader reader(std::move(bytes));
        Parts parts(reader);
        while (parts.next()) {
        }
    } catch (Failure const& failure) {
        return failure.fields.at(0).field + " " + failure.fields.at(0).message;
    }
    return "was taken";
}

std::vector<Notice> notices_of(std::string const& text)
{
    TextReader reader(bytes_of(text));
    Parts parts(reader);
    Noticing noticing(parts.header(), reader.encoding());
    while (auto const part = parts.next())
        noticing.see(*part);
    return noticing.notices();
}

}  // namespace

TEST(ALongTable, IsTheSameInPartsAsWhole)
{
    std::mt19937 random(7);
    std::vector<std::string> const pieces{"a", "\"", "\"\"", ",", "\n", "\r\n", "\r", "é", "0123456789", " "};
    for (int round = 0; round < 300; ++round) {
        std::string text = "one,two\n";
        for (int i = 0; i < 400; ++i)
            text += pieces[random() % pieces.size()];
        auto const whole = read_table(text).rows;
        TextReader reader(bytes_of(text));
        Parts parts(reader);
        auto const rows = all_rows(parts);
        ASSERT_EQ(rows.size(), whole.size()) << text;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            ASSERT_EQ(rows[i].number, whole[i].number) << text;
            ASSERT_EQ(rows[i].cells, whole[i].cells) << text;
            ASSERT_EQ(rows[i].problem, whole[i].problem) << text;
        }
    }
}

TEST(ALongTable, IsHeldAPartAtATime)
{
    std::string text = "Name,Note\r\n";
    for (int i = 0; i < 30'000; ++i)
        text += "Row " + std::to_string(i) + ",\"" + std::string(static_cast<std::size_t>(i) % 300, 'n') + "\r\n\r\nsecond\"\r\n" +
                (i % 1000 == 0 ? "\r\n" : "");
    TextReader reader(bytes_of(text));
    Parts parts(reader);
    auto const head = parts.head();
    EXPECT_GT(head.rows.size(), 1'000u);
    EXPECT_LT(head.rows.size(), 30'000u);
    std::vector<Part> kept;
    auto const rows = all_rows(parts, &kept);
    ASSERT_EQ(rows.size(), 30'000u);
    EXPECT_EQ(rows.back().cells[0], "Row 29999");
    EXPECT_EQ(rows.back().number, 30'001u + 30) << "empty lines are counted";
    std::string again;
    for (auto const& part : kept) {
        EXPECT_LE(part.rows.size(), 1'000u);
        EXPECT_LT(part.text.size(), 300'000u);
        again += part.text;
    }
    EXPECT_EQ(again, text.substr(11));
}

TEST(AFileThatIsNoTable, IsRefusedSoonAndSaysWhy)
{
    std::uint64_t const gigabyte = 1 << 30;
    std::uint64_t read = 0;
    EXPECT_THAT(refusal(endless("Name,Phone", gigabyte, read)), HasSubstr("file has a line of more than four megabytes"));
    EXPECT_LT(read, 5u << 20) << "nobody reads the gigabyte";
    std::string const two_megabytes(2 << 20, 'x');
    EXPECT_THAT(refusal(bytes_of("Name,Phone" + two_megabytes + "\n")), HasSubstr("file has a first row of more than a megabyte"));
    EXPECT_THAT(refusal(bytes_of("Name,Phone\nA,1\nB,\"" + two_megabytes + "\nC,3\n")),
                HasSubstr("file has a row of more than a megabyte, row 3: is a quotation mark missing there?"));
    EXPECT_EQ(refusal(bytes_of("")), "file is empty");
    EXPECT_EQ(refusal(bytes_of("\n\n\n")), "file needs a first row with the names of its columns");
    EXPECT_THAT(refusal(bytes_of("ada@lovelace.example,Ada\nbob@builder.example,Bob\n")),
                HasSubstr("file needs a first row with the names of its columns: “ada@lovelace.example” looks like none"));
    EXPECT_THAT(refusal(bytes_of("Müller AG,+49 30 1234567\n")), HasSubstr("“+49 30 1234567” looks like none"));
    EXPECT_THAT(refusal(bytes_of(std::string("Name,Phone\nA\0B,1\nC,2\nD,3\nE,4\nF,5\nG,6\nH,7\nI,8\n", 46))), HasSubstr("NUL"));
}

TEST(AFileThatIsOdd, IsTakenAndSaysWhatIsOdd)
{
    auto const kinds = [](std::string const& text) {
        std::vector<Oddity> all;
        for (auto const& notice : notices_of(text))
            all.push_back(notice.kind);
        return all;
    };
    using testing::ElementsAre;
    EXPECT_THAT(kinds("Name,Phone\nA,1\n"), ElementsAre());
    EXPECT_THAT(kinds("Name,Name\nA,1\n"), ElementsAre(Oddity::twin_columns));
    EXPECT_THAT(kinds("Name,Phone\r\nA,1\nB,2\r\n"), ElementsAre(Oddity::mixed_line_ends));
    EXPECT_THAT(kinds("Name,Note\r\nA,\"1\n2\"\r\n"), ElementsAre()) << "a line feed within a cell is none";
    EXPECT_THAT(kinds("Name\nZo\xeb\n"), ElementsAre(Oddity::not_utf8));
    auto const formulas = notices_of("Name,Note\nA,=cmd|' /C calc'!A0\nB,@SUM(1)\nC,-5\n");
    ASSERT_EQ(formulas.size(), 1u);
    EXPECT_EQ(formulas[0].kind, Oddity::formulas);
    EXPECT_EQ(formulas[0].count, 2);
    EXPECT_EQ(formulas[0].row, 2);
    EXPECT_EQ(formulas[0].column, "Note");
    auto const dates = notices_of("Name,Since\nA,2021-02-30\nB,31.12.2020\nC,13/13/2021\nD,12/31/2021\nE,soon\nF,2020-02-29 10:00\n");
    ASSERT_EQ(dates.size(), 1u);
    EXPECT_EQ(dates[0].kind, Oddity::impossible_dates);
    EXPECT_EQ(dates[0].count, 3);
    EXPECT_EQ(dates[0].value, "2021-02-30");
}
