#include "base/log.h"

#include <gtest/gtest.h>

using namespace guildhall;

TEST(ALogLine, IsOneJsonObject)
{
    EXPECT_EQ(log_text(Time{0}, Level::info, "listening", {{"address", "127.0.0.1"}, {"port", 8080}, {"tls", false}}),
              "{\"time\":\"1970-01-01T00:00:00.000000Z\",\"level\":\"info\",\"what\":\"listening\","
              "\"address\":\"127.0.0.1\",\"port\":8080,\"tls\":false}\n");
    EXPECT_EQ(log_text(Time{0}, Level::error, "x", {}), "{\"time\":\"1970-01-01T00:00:00.000000Z\",\"level\":\"error\",\"what\":\"x\"}\n");
}

TEST(ALogLine, StaysOneLineWhateverIsWritten)
{
    auto line = log_text(Time{0}, Level::warning, "a\nb", {{"path", "/\r\n{\"level\":\"info\"}\x1b[2J\x7f\"\\"}});
    EXPECT_EQ(line.find('\n'), line.size() - 1);
    EXPECT_NE(line.find("\"what\":\"a\\u000ab\""), std::string::npos);
    EXPECT_NE(line.find("\"path\":\"/\\u000d\\u000a{\\\"level\\\":\\\"info\\\"}\\u001b[2J\\u007f\\\"\\\\\""), std::string::npos);
}

TEST(ALogLine, ShowsWhatAViewerWouldObey)
{
    auto line = log_text(Time{0}, Level::info, "x", {{"name", "a\u202eb\u2028c\u0085"}});
    EXPECT_NE(line.find("a\\u202eb\\u2028c\\u0085"), std::string::npos);
}

TEST(ALogLine, IsValidUtf8ForBytesThatAreNot)
{
    auto line = log_text(Time{0}, Level::info, "x",
                         {{"name", "a\xff"
                                   "b"},
                          {"nul", std::string_view("\0", 1)}});
    EXPECT_NE(line.find("a\xef\xbf\xbd"
                        "b"),
              std::string::npos);
    EXPECT_NE(line.find("\"nul\":\"\\u0000\""), std::string::npos);
}
