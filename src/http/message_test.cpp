#include "http/message.h"

#include "http/writer.h"

#include <gtest/gtest.h>

namespace guildhall::http {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

TEST(Headers, AreFoundInAnyCaseAndKeepTheirOrder)
{
    Headers headers;
    headers.add("Accept", "a");
    headers.add("X-Empty", "");
    headers.add("ACCEPT", "b");
    EXPECT_EQ(headers.find("accept"), "a");
    EXPECT_EQ(headers.find("x-empty"), "");
    EXPECT_EQ(headers.find("x"), std::nullopt);
    EXPECT_EQ(headers.all("Accept"), (std::vector<std::string_view>{"a", "b"}));
    Headers const copy = headers;
    EXPECT_EQ(copy.name(2), "ACCEPT");
    EXPECT_EQ(copy.value(2), "b");
}

TEST(ACookie, IsFoundAmongOthers)
{
    Request request;
    request.headers.add("Cookie", "a=1; __Host-session=x=y ;b=2;  c");
    request.headers.add("Cookie", "d=4; b=2; e=5; e=6");
    EXPECT_EQ(request.cookie("__Host-session"), "x=y");
    EXPECT_EQ(request.cookie("d"), "4");
    EXPECT_EQ(request.cookie("c"), std::nullopt);
    EXPECT_EQ(request.cookie("session"), std::nullopt);
    EXPECT_EQ(request.cookie("b"), "2") << "twice the same";
    EXPECT_EQ(request.cookie("e"), std::nullopt) << "one of them was planted";
}

TEST(Percent, IsDecodedStrictly)
{
    EXPECT_EQ(decode_percent("a%20b+%C3%a4%2f"), "a b+\xc3\xa4/");
    for (auto const* broken : {"%", "%2", "%2g", "a%", "%00", "%%41", "%+1"})
        EXPECT_FALSE(decode_percent(broken)) << broken;
    EXPECT_EQ(decode_percent(encode_percent("a b/\xc3\xa4~")), "a b/\xc3\xa4~");
    EXPECT_EQ(encode_percent("a b/\xc3\xa4~"), "a%20b%2F%C3%A4~");
}

TEST(AQuery, IsReadInItsOrder)
{
    EXPECT_EQ(parse_query("b=2&a=1+1&a=%26&&empty=&bare&=x&y=a=b"),
              (Pairs{{"b", "2"}, {"a", "1 1"}, {"a", "&"}, {"empty", ""}, {"bare", ""}, {"", "x"}, {"y", "a=b"}}));
    EXPECT_EQ(parse_query(""), Pairs{});
    EXPECT_FALSE(parse_query("a=1&b=%0"));
    EXPECT_FALSE(parse_query("%00=1"));
    EXPECT_FALSE(parse_query("a=%ff"));  // no UTF-8
    EXPECT_FALSE(parse_query("%ed%a0%80=1"));
}

TEST(AnAnswer, LeavesOutWhatTheServerDecides)
{
    Response response;
    response.headers = {{"content-length", "99"}, {"TRANSFER-ENCODING", "x"}, {"connection", "x"}, {"date", "x"}, {"ETag", "\"1\""}};
    response.body = "abc";
    std::string head;
    append_head(head, response, {}, "now");
    EXPECT_EQ(head, "HTTP/1.1 200 OK\r\nDate: now\r\nETag: \"1\"\r\nContent-Length: 3\r\n\r\n");
}

TEST(AnAnswer, WithoutABodyHasNoLength)
{
    for (int status : {204, 304}) {
        Response const response{.status = status};
        std::string head;
        append_head(head, response, {}, "now");
        EXPECT_EQ(head.find("Length"), std::string::npos);
    }
}

TEST(TheDate, IsWrittenAsHttpWantsIt)
{
    DateLine date;
    EXPECT_EQ(date.text(784'111'777), "Sun, 06 Nov 1994 08:49:37 GMT");
    EXPECT_EQ(date.text(784'111'778), "Sun, 06 Nov 1994 08:49:38 GMT");
}

TEST(ASessionCookie, CannotBeReadByScriptsOrSentToOthers)
{
    EXPECT_EQ(host_cookie("__Host-session", "abc", 60), "__Host-session=abc; Path=/; Max-Age=60; Secure; HttpOnly; SameSite=Lax");
}

}  // namespace
}  // namespace guildhall::http
