#include "base/csv.h"

#include <gtest/gtest.h>

#include <vector>

using namespace guildhall;

namespace {
std::string line(std::vector<std::string> cells)
{
    return csv_line(cells);
}
}  // namespace

TEST(ACsvLine, QuotesWhatMustBeQuoted)
{
    EXPECT_EQ(line({"a", "", "b c"}), "a,,b c\r\n");
    EXPECT_EQ(line({"24, place Kléber", "say \"hi\"", "two\nlines", "a;b", " x", "x\t"}),
              "\"24, place Kléber\",\"say \"\"hi\"\"\",\"two\nlines\",\"a;b\",\" x\",\"x\t\"\r\n");
    EXPECT_EQ(line({}), "\r\n");
}

TEST(ACsvLine, DisarmsWhatASpreadsheetWouldRun)
{
    EXPECT_EQ(line({"=1+1", "+49 30", "-5", "@SUM(A1)"}), "'=1+1,'+49 30,'-5,'@SUM(A1)\r\n");
    EXPECT_EQ(line({"\t=1", "\r=1"}), "\"'\t=1\",\"'\r=1\"\r\n");
    EXPECT_EQ(line({"=HYPERLINK(\"https://evil.example\";\"x\")"}), "\"'=HYPERLINK(\"\"https://evil.example\"\";\"\"x\"\")\"\r\n");
    EXPECT_EQ(line({"a=1", "5-3", "ada@example.com", "'quoted'"}), "a=1,5-3,ada@example.com,'quoted'\r\n");
}

TEST(Disarming, IsUndoneExactly)
{
    for (std::string cell : {"", "=", "=1", "+49", "-1", "@x", "\t", "\rx", "'", "''", "'=1", "''=1", "'x", "'-", "x", " =1", "'''@"}) {
        EXPECT_EQ(rearmed(disarmed(cell)), cell) << cell;
        EXPECT_FALSE(std::string("=+-@\t\r").find(disarmed(cell + "x")[0]) != std::string::npos) << cell;
    }
}

TEST(Disarming, LeavesApostrophesOfOthersAlone)
{
    EXPECT_EQ(rearmed("'t Hooft"), "'t Hooft");
    EXPECT_EQ(rearmed("'"), "'");
}
