#include "http/static_files.h"

#include "support/raw_http.h"

#include <gtest/gtest.h>

namespace guildhall::http {
namespace {

StaticFiles files()
{
    return StaticFiles({{"/index.html", "<!doctype html>"},
                        {"/login.html", "login"},
                        {"/assets/index-Bq_Z9x-z.js", "plain script", "gzipped", "brotlied"},
                        {"/assets/style.css", "plain style", "gzipped"},
                        {"/unknown.xyz", "bytes"}});
}

Request asking(std::string path, std::string_view name = "X", std::string_view value = "")
{
    Request request;
    request.method = "GET";
    request.path = std::move(path);
    request.headers.add(name, value);
    return request;
}

std::string field(Response const& response, std::string_view name)
{
    for (auto const& [known, value] : response.headers)
        if (known == name)
            return value;
    return "";
}

TEST(AStaticFile, IsFoundByItsPathAlone)
{
    auto const all = files();
    EXPECT_EQ(all.answer(asking("/"))->lasting_body, "<!doctype html>");
    EXPECT_EQ(all.answer(asking("/login"))->lasting_body, "login");
    EXPECT_EQ(all.answer(asking("/customers/1"), "/index.html")->lasting_body, "<!doctype html>");
    for (auto const* path : {"/nothing", "/assets", "/assets/", "/../index.html", "//", "/index.htm", ""})
        EXPECT_FALSE(all.answer(asking(path))) << path;
}

TEST(AStaticFile, IsKeptForEverOnlyUnderAHashedName)
{
    auto const all = files();
    EXPECT_EQ(field(*all.answer(asking("/assets/index-Bq_Z9x-z.js")), "Cache-Control"), "public, max-age=31536000, immutable");
    EXPECT_EQ(field(*all.answer(asking("/assets/style.css")), "Cache-Control"), "no-cache");
    EXPECT_EQ(field(*all.answer(asking("/")), "Cache-Control"), "no-cache");
}

TEST(AStaticFile, ComesInACodingThatTheClientTakes)
{
    auto const all = files();
    auto const coding = [&](std::string_view accepted, std::string const& path = "/assets/index-Bq_Z9x-z.js") {
        auto const response = all.answer(asking(path, "accept-encoding", accepted)).value();
        return field(response, "Content-Encoding") + ":" + std::string(response.lasting_body);
    };
    EXPECT_EQ(coding("gzip, deflate, br"), "br:brotlied");
    EXPECT_EQ(coding("gzip;q=0.5, br;q=0.0"), "gzip:gzipped");
    EXPECT_EQ(coding("GZIP"), "gzip:gzipped");
    EXPECT_EQ(coding("br", "/assets/style.css"), ":plain style");
    EXPECT_EQ(coding("x-gzip, identity"), ":plain script");
    EXPECT_EQ(coding(""), ":plain script");
    EXPECT_EQ(field(*all.answer(asking("/assets/style.css")), "Vary"), "Accept-Encoding");
}

TEST(AStaticFile, IsNotSentAgainToAClientThatHasIt)
{
    auto const all = files();
    auto const etag = field(*all.answer(asking("/")), "ETag");
    for (auto const& condition : {etag, "W/" + etag, "\"other\" , " + etag, std::string("*")}) {
        auto const response = all.answer(asking("/", "If-None-Match", condition)).value();
        EXPECT_EQ(response.status, 304) << condition;
        EXPECT_TRUE(response.lasting_body.empty());
        EXPECT_EQ(field(response, "ETag"), etag);
    }
    EXPECT_EQ(all.answer(asking("/", "If-None-Match", "\"other\""))->status, 200);
    auto const zipped = field(*all.answer(asking("/assets/style.css", "Accept-Encoding", "gzip")), "ETag");
    EXPECT_EQ(all.answer(asking("/assets/style.css", "If-None-Match", zipped))->status, 200) << "the plain bytes are others";
}

TEST(AStaticFile, SaysItsType)
{
    EXPECT_EQ(content_type_of("/a.b/index.html"), "text/html; charset=utf-8");
    EXPECT_EQ(content_type_of("/a.js"), "text/javascript; charset=utf-8");
    EXPECT_EQ(content_type_of("/a.xyz"), "application/octet-stream");
    EXPECT_EQ(content_type_of("/html"), "application/octet-stream");
}

TEST(AStaticFile, IsSentFromWhereItLies)
{
    static std::string const large(1'000'000, 'x');
    StaticFiles const all({{"/large.txt", large}});
    test::Serving const serving(
        [&all](Request request) -> Task<Response> { co_return all.answer(request).value_or(Response{.status = 404}); });
    auto client = serving.client();
    client.send(test::get("/large.txt") + "HEAD /large.txt HTTP/1.1\r\nHost: a\r\n\r\n" + test::get("/none"));
    EXPECT_EQ(client.answer().body, large);
    EXPECT_TRUE(client.answer(true).has("Content-Length: 1000000"));
    EXPECT_EQ(client.answer().status, 404);
}

TEST(TheEmbeddedWeb, HasAPageWhereItHasAnything)
{
    StaticFiles const web(embedded_web());
    EXPECT_EQ(web.has("/"), !embedded_web().empty());
}

}  // namespace
}  // namespace guildhall::http
