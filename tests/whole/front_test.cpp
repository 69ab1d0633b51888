// What stands on every answer, whoever makes it: the application, the web files, or HTTP itself.
#include <gtest/gtest.h>

#include "support/server.h"

namespace guildhall::whole {
namespace {

struct Case {
    char const* name;
    std::string bytes;
    int status;
    std::string problem;  // "": none
};

void PrintTo(Case const& each, std::ostream* out)
{
    *out << each.name;
}

std::string asked(std::string const& line, std::string const& fields = {}, std::string const& host = "guildhall.test")
{
    return line + " HTTP/1.1\r\nHost: " + host + "\r\n" + fields + "\r\n";
}

class EveryAnswer : public testing::TestWithParam<Case> {
protected:
    static test::Answer answer_to(std::string const& bytes)
    {
        test::RawClient client(support::shared_server().address());
        client.send(bytes);
        return client.answer();
    }
};

}  // namespace

TEST_P(EveryAnswer, HasItsHeadersAndSaysItsProblem)
{
    auto const answer = answer_to(GetParam().bytes);
    EXPECT_EQ(answer.status, GetParam().status) << answer.body;
    for (std::string_view const header : {"X-Request-Id: ", "X-Content-Type-Options: nosniff", "Referrer-Policy: no-referrer",
                                          "Cross-Origin-Opener-Policy: same-origin", "Cross-Origin-Resource-Policy: same-origin",
                                          "Permissions-Policy: ", "Content-Security-Policy: default-src 'none'", "Cache-Control: "})
        EXPECT_TRUE(answer.has(header)) << header << " in\n" << answer.head;
    EXPECT_FALSE(answer.has("Server: ")) << answer.head;
    if (GetParam().problem.empty())
        return;
    EXPECT_TRUE(answer.has("Content-Type: application/problem+json")) << answer.head;
    auto const problem = json::parse(answer.body);
    EXPECT_EQ(problem.find("type")->string, "https://guildhall.example/problems/" + GetParam().problem);
    EXPECT_EQ(problem.find("status")->integer, answer.status);
}

INSTANTIATE_TEST_SUITE_P(
    , EveryAnswer,
    testing::Values(Case{"Page", asked("GET /"), 200, ""}, Case{"Api", asked("GET /api/openapi.json"), 200, ""},
                    Case{"Health", asked("GET /healthz"), 200, ""},
                    Case{"Unauthenticated", asked("GET /api/v1/customers"), 401, "unauthenticated"},
                    Case{"UnknownRoute", asked("GET /api/v1/nothing"), 404, "not_found"},
                    Case{"UnknownFile", asked("GET /nothing.js"), 404, "not_found"},
                    Case{"Method", asked("DELETE /api/v1/customers"), 405, "method"},
                    Case{"MethodOfNobody", asked("OPTIONS /api/v1/customers"), 405, "method"},
                    Case{"Metrics", asked("GET /metrics"), 200, ""}, Case{"EmptyName", asked("GET //customers"), 404, "not_found"},
                    Case{"HealthIsRead", asked("POST /healthz", "Content-Length: 0\r\n"), 405, "method"},
                    Case{"BrokenText", asked("GET /api/v1/customers?search=%ff"), 401, "unauthenticated"},
                    Case{"OtherHost", asked("GET /", "", "elsewhere.example"), 421, "misdirected"},
                    Case{"NoHttp", "nonsense\r\n\r\n", 400, "malformed"},
                    Case{"TwoLengths", asked("POST /api/v1/sessions", "Content-Length: 1\r\nContent-Length: 2\r\n"), 400, "malformed"},
                    Case{"LargeHead", asked("GET /", "X: " + std::string(20'000, 'x') + "\r\n"), 431, "too_large"},
                    Case{"LargeBody", asked("POST /api/v1/sessions", "Content-Length: 9999999\r\n"), 413, "too_large"}),
    [](auto const& of) { return of.param.name; });

namespace {

int figures(support::TestServer const& server, std::string const& fields = {}, std::string* body = nullptr)
{
    test::RawClient client(server.address());
    client.send(asked("GET /metrics", fields));
    auto const answer = client.answer();
    if (body)
        *body = answer.body;
    return answer.status;
}

}  // namespace

TEST(TheFigures, TellOfRoutesAndNotOfAnybody)
{
    auto& server = support::shared_server();
    auto const ada = server.as(server.world().first.ada);
    auto const customer = ada.post("/customers", R"({"name":"Zyzzyva Instruments"})").text("id");
    EXPECT_EQ(ada.get("/customers/" + customer).status, 200);
    std::string body;
    EXPECT_EQ(figures(server, {}, &body), 200);
    EXPECT_NE(body.find(R"(guildhall_requests_total{method="GET",route="/customers/{customer_id}",status="2xx"} )"), std::string::npos)
        << body;
    EXPECT_NE(body.find(R"(guildhall_request_seconds_count{method="POST",route="/customers"} )"), std::string::npos);
    for (auto const& somebodys : {customer, std::string("Zyzzyva"), server.world().first.guild.id.text(), server.world().first.ada.email})
        EXPECT_EQ(body.find(somebodys), std::string::npos) << somebodys;
}

TEST(TheFigures, AreForWhoHoldsTheTokenWhereThereIsOne)
{
    support::TestServer const server([](app::Config& config) { config.metrics_token = "0123456789abcdefghij"; });
    EXPECT_EQ(figures(server), 404);
    EXPECT_EQ(figures(server, "Authorization: Bearer 0123456789abcdefghix\r\n"), 404);
    EXPECT_EQ(figures(server, "Authorization: Bearer 0123456789abcdefghij\r\n"), 200);
}

TEST(TheFigures, AreNotForWhoComesThroughAProxy)
{
    support::TestServer const proxied([](app::Config& config) { config.trusted_proxies = {"127.0.0.0/8"}; });
    EXPECT_EQ(figures(proxied), 404);
    EXPECT_EQ(figures(proxied, "X-Forwarded-For: 127.0.0.1\r\n"), 404);
    support::TestServer const hidden([](app::Config& config) { config.public_url = "https://guildhall.test"; });
    EXPECT_EQ(figures(hidden), 404) << "something before it does TLS";
}

// Over TLS of its own: src/http/tls_test.cpp shows that such a request counts as secure.
TEST(AnAnswerOverTls, TellsBrowsersToComeThisWayAlone)
{
    support::TestServer server([](app::Config& config) { config.trusted_proxies = {"127.0.0.0/8"}; });
    auto const answered = [&](std::string const& line, std::string const& protocol) {
        test::RawClient client(server.address());
        client.send(asked(line, "X-Forwarded-For: 203.0.113.9\r\nX-Forwarded-Proto: " + protocol + "\r\n"));
        return client.answer();
    };
    for (std::string const line : {"GET /", "GET /api/v1/customers", "GET /nothing.js", "DELETE /api/v1/customers"}) {
        EXPECT_TRUE(answered(line, "https").has("Strict-Transport-Security: max-age=31536000; includeSubDomains")) << line;
        EXPECT_FALSE(answered(line, "http").has("Strict-Transport-Security")) << line;
    }
}

}  // namespace guildhall::whole
