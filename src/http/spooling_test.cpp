#include "http/server.h"

#include "support/raw_http.h"

#include <gtest/gtest.h>

namespace guildhall::http {
namespace {

using test::Serving;

std::string post(std::string const& path, std::string const& fields)
{
    return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n";
}

Task<Response> form_of_body(Request request)
{
    Response response;
    auto const content = request.spooled ? request.spooled->read(0, 10'000'000) : request.body;
    response.body = std::to_string(content.size()) + (request.spooled ? " spooled " : " held ") +
                    (content == std::string(content.size(), 'x') && (!request.spooled || request.body.empty()) ? "whole" : "broken");
    co_return response;
}

TEST(ALargeBody, IsKeptInAFileWhereThePathSaysSo)
{
    Options options;
    options.body_bytes_of = [](std::string_view, std::string_view) { return std::size_t{3'000'000}; };
    options.spools = [](std::string_view, std::string_view path) { return path == "/imports"; };
    options.spool_folder = testing::TempDir();
    Serving serving(form_of_body, options);
    std::string const three_megabytes(3'000'000, 'x');
    EXPECT_EQ(serving.ask(post("/imports", "Content-Length: 3000000\r\n") + three_megabytes).body, "3000000 spooled whole");
    EXPECT_EQ(serving.ask(post("/else", "Content-Length: 3000000\r\n") + three_megabytes).body, "3000000 held whole");
    EXPECT_EQ(serving.ask(post("/imports", "Content-Length: 10\r\n") + "xxxxxxxxxx").body, "10 held whole");
    std::string chunks;
    for (int i = 0; i < 45; ++i)
        chunks += "10000\r\n" + std::string(65'536, 'x') + "\r\n";
    EXPECT_EQ(serving.ask(post("/imports", "Transfer-Encoding: chunked\r\n") + chunks + "0\r\n\r\n").body, "2949120 spooled whole");
    EXPECT_EQ(serving.ask(post("/imports", "Transfer-Encoding: chunked\r\n") + chunks + "10000\r\n" + std::string(65'536, 'x')).status,
              413);
    auto client = serving.client();
    client.send(post("/imports", "Content-Length: 200000\r\n") + std::string(200'000, 'x'));
    EXPECT_EQ(client.answer().body, "200000 spooled whole");
    client.send(post("/imports", "Content-Length: 3\r\n") + "xxx");
    EXPECT_EQ(client.answer().body, "3 held whole") << "nothing of the one before";
}

TEST(ALargeBody, IsRefusedWhereItCannotBeKept)
{
    Options options;
    options.spools = [](std::string_view, std::string_view) { return true; };
    options.spool_folder = "/nowhere/at/all";
    Serving serving(form_of_body, options);
    EXPECT_EQ(serving.ask(post("/imports", "Content-Length: 200000\r\n") + std::string(200'000, 'x')).status, 503);
}

}  // namespace
}  // namespace guildhall::http
