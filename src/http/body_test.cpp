#include "http/body.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <string>

namespace guildhall::http {
namespace {

TEST(AChunkedBody, MayComeInAnyPieces)
{
    for (std::string const bytes :
         {"0\r\n\r\n", "0\r\nA: b\r\n\r\n", "000\r\n\r\n", "3\r\nabc\r\n0\r\n\r\n", "2;x=\"y\"\r\nab\r\n01\r\nc\r\n0;z\r\n\r\n"}) {
        for (std::size_t piece = 1; piece <= bytes.size(); ++piece) {
            Body body;
            std::string content;
            body.expect_chunks();
            std::size_t taken = 0;
            for (std::size_t offered = 0; offered < bytes.size();) {
                offered = std::min(offered + piece, bytes.size());
                taken += body.read(std::string_view(bytes).substr(taken, offered - taken), content, 100);
            }
            EXPECT_TRUE(body.is_whole()) << bytes << " by " << piece;
            EXPECT_EQ(taken, bytes.size());
            EXPECT_EQ(content, bytes.starts_with('0') ? "" : "abc");
        }
    }
}

TEST(AChunkedBody, LeavesWhatComesBehindIt)
{
    Body body;
    std::string content;
    body.expect_chunks();
    EXPECT_EQ(body.read("1\r\na\r\n0\r\n\r\nGET", content, 100), 11);
    EXPECT_TRUE(body.is_whole());
}

TEST(ABodyOfALength, EndsThere)
{
    Body body;
    std::string content;
    body.expect(3);
    EXPECT_EQ(body.read("ab", content, 3), 2);
    EXPECT_FALSE(body.is_whole());
    EXPECT_EQ(body.read("cGET", content, 3), 1);
    EXPECT_TRUE(body.is_whole());
    EXPECT_EQ(content, "abc");
    body.expect(0);
    EXPECT_TRUE(body.is_whole());
}

}  // namespace
}  // namespace guildhall::http
