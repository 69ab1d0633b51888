#include "http/server.h"

#include "http/door.h"
#include "support/raw_http.h"

#include <gtest/gtest.h>
#include <stdexcept>

#include <sys/stat.h>

namespace guildhall::http {
namespace {

using test::get;
using test::Serving;

// Says what it was asked.
Task<Response> echo(Request request)
{
    Response response;
    response.headers = {{"Content-Type", "text/plain"}};
    response.body = request.method + " " + request.path + " ?" + request.query + " " + request.body;
    co_return response;
}

Task<Response> body_of_size(Request request)
{
    Response response;
    response.body.assign(std::stoul(request.path.substr(1)), 'x');
    co_return response;
}

Task<Response> failing(Request)
{
    throw std::runtime_error("inside");
    co_return Response{};
}

TEST(AServer, AnswersAndKeepsTheConnection)
{
    Serving serving(echo);
    auto client = serving.client();
    client.send(get("/customers?limit=5"));
    auto const first = client.answer();
    EXPECT_EQ(first.status, 200);
    EXPECT_EQ(first.body, "GET /customers ?limit=5 ");
    EXPECT_TRUE(first.has("HTTP/1.1 200 OK\r\nDate: ")) << first.head;
    EXPECT_FALSE(first.has("Connection:"));
    client.send("POST /notes HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello");
    EXPECT_EQ(client.answer().body, "POST /notes ? hello");
}

TEST(AServer, AnswersAHundredPipelinedRequestsInTheirOrder)
{
    Serving serving(echo);
    auto client = serving.client();
    std::string requests;
    for (int i = 0; i < 100; ++i)
        requests +=
            i % 3 ? get("/" + std::to_string(i)) : "PUT /" + std::to_string(i) + " HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nok";
    client.send(requests);
    for (int i = 0; i < 100; ++i)
        EXPECT_EQ(client.answer().body, (i % 3 ? "GET /" : "PUT /") + std::to_string(i) + " ? " + (i % 3 ? "" : "ok"));
}

TEST(AServer, AnswersPipelinedRequestsInTheirOrderWhenTheAnswersTakeTime)
{
    Loop* loop = nullptr;
    Serving serving([&loop](Request request) -> Task<Response> {
        Signal<int> later;
        if (request.path.ends_with('0')) {
            loop->post([&later] { later.tell(1); });
            co_await later;
        }
        Response response;
        response.body = request.path;
        if (request.path == "/50")
            response.body.append(3'000'000, '.');
        co_return response;
    });
    loop = &serving.loop();
    auto client = serving.client();
    std::string requests;
    for (int i = 0; i < 100; ++i)
        requests += get("/" + std::to_string(i));
    client.send(requests);
    for (int i = 0; i < 100; ++i) {
        auto const answer = client.answer();
        EXPECT_EQ(answer.body.substr(0, answer.body.find('.')), "/" + std::to_string(i));
        EXPECT_EQ(answer.body.size() > 1000, i == 50);
    }
}

TEST(AServer, AnswersRequestsThatComeByteByByte)
{
    Serving serving(echo);
    auto client = serving.client();
    for (char c : std::string("\r\nPOST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nTrailer: x\r\n\r\n") +
                      get("/b"))
        client.send(std::string_view(&c, 1));
    EXPECT_EQ(client.answer().body, "POST /a ? abc");
    EXPECT_EQ(client.answer().body, "GET /b ? ");
}

TEST(AServer, TakesChunkedBodies)
{
    Serving serving(echo);
    auto client = serving.client();
    client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: "
                "CHUNKED\r\n\r\n4;name=value\r\nWiki\r\nA;q=\"a\\\"b\"\r\n0123456789\r\n0\r\n\r\n");
    EXPECT_EQ(client.answer().body, "POST / ? Wiki0123456789");
}

TEST(AServer, DropsTrailersSoThatTheyCannotPoseAsFields)
{
    Serving serving([](Request request) -> Task<Response> {
        Response response;
        response.body = request.headers.find("Authorization") ? "field" : "none";
        co_return response;
    });
    EXPECT_EQ(serving.ask("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nAuthorization: me\r\n\r\n").body, "none");
}

TEST(AServer, SaysContinueOnlyWhenTheBodyIsNotThereYet)
{
    Serving serving(echo);
    auto client = serving.client();
    std::string const head = "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n";
    client.send(head);
    EXPECT_EQ(client.answer().status, 100);
    client.send("hi");
    EXPECT_EQ(client.answer().body, "POST / ? hi");
    client.send(head + "hi");
    EXPECT_EQ(client.answer().status, 200);
}

TEST(AServer, AnswersAHeadWithoutABodyButWithItsLength)
{
    Serving serving(body_of_size);
    auto client = serving.client();
    client.send("HEAD /5 HTTP/1.1\r\nHost: a\r\n\r\n" + get("/3"));
    EXPECT_TRUE(client.answer(true).has("Content-Length: 5"));
    EXPECT_EQ(client.answer().body, "xxx");
}

TEST(AServer, SpeaksHttp10)
{
    Serving serving(echo);
    auto client = serving.client();
    client.send("GET /old HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    EXPECT_TRUE(client.answer().has("Connection: keep-alive"));
    client.send("GET /old HTTP/1.0\r\n\r\n");
    EXPECT_EQ(client.answer().body, "GET /old ? ");
    EXPECT_TRUE(client.is_ended());
}

TEST(AServer, ClosesWhenTheClientAsksForIt)
{
    Serving serving(echo);
    auto client = serving.client();
    client.send(get("/", "Connection: close\r\n"));
    EXPECT_TRUE(client.answer().has("Connection: close"));
    EXPECT_TRUE(client.is_ended());
}

TEST(AServer, AnswersAClientThatHasEndedItsHalf)
{
    Serving serving(body_of_size);
    auto client = serving.client();
    client.send(get("/5") + get("/2000000"));
    client.end_output();
    EXPECT_EQ(client.answer().body.size(), 5);
    EXPECT_EQ(client.answer().body.size(), 2'000'000);
    EXPECT_TRUE(client.is_ended());
}

TEST(AServer, SendsLargeBodiesWhole)
{
    Serving serving(body_of_size);
    auto client = serving.client();
    client.send(get("/20000000") + get("/7"));
    EXPECT_EQ(client.answer().body.size(), 20'000'000);
    EXPECT_EQ(client.answer().body, "xxxxxxx");
}

TEST(AServer, TurnsAnExceptionIntoABareProblem)
{
    Serving serving(failing);
    auto client = serving.client();
    client.send(get("/") + get("/"));
    auto const answer = client.answer();
    EXPECT_EQ(answer.status, 500);
    EXPECT_EQ(answer.body.find("inside"), std::string::npos);
    EXPECT_TRUE(answer.has("application/problem+json"));
    EXPECT_EQ(client.answer().status, 500) << "the connection goes on";
}

TEST(AServer, LetsNoHandlerSplitItsAnswer)
{
    Serving serving([](Request request) -> Task<Response> {
        Response response;
        response.headers.emplace_back("Location", "/x" + *decode_percent(request.query));
        co_return response;
    });
    auto const answer = serving.ask(get("/?%0d%0aSet-Cookie:%20a=b"));
    EXPECT_EQ(answer.status, 500);
    EXPECT_FALSE(answer.has("Set-Cookie"));
    EXPECT_EQ(serving.ask(get("/?good")).status, 200);
}

TEST(AServer, ListensOnIpv6AndUnixSockets)
{
    std::string const path = testing::TempDir() + "guildhall_http_test.sock";
    Options options;
    options.listen = {"unix:" + path, "[::1]:0"};
    Serving serving(
        [](Request request) -> Task<Response> {
            Response response;
            response.body = request.peer_address;
            co_return response;
        },
        options);
    EXPECT_EQ(serving.ask(get("/")).body, "unix");
    struct stat status {};
    ASSERT_EQ(stat(path.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0666U) << "the folder says who may come in";
    test::RawClient v6(serving.server().addresses().at(1));
    v6.send(get("/"));
    EXPECT_EQ(v6.answer().body, "::1");
}

TEST(AServer, SharesItsPortAndItsUnixSocketWithTheServersOfOtherLoops)
{
    Options options;
    options.door = std::make_shared<Door>();
    std::string const path = "unix:" + testing::TempDir() + "guildhall_http_shared.sock";
    options.listen = {"127.0.0.1:0", path};
    Serving one(echo, options);
    options.listen = {one.address(), path};
    Serving other(echo, options);
    for (int i = 0; i < 20; ++i) {
        EXPECT_EQ(one.ask(get("/")).status, 200);
        test::RawClient client(path);
        client.send(get("/"));
        EXPECT_EQ(client.answer().status, 200);
    }
}

TEST(AServer, NamesTheAddressItCannotListenOn)
{
    for (std::string const address : {"localhost:80", "127.0.0.1", "[127.0.0.1]:1", "127.0.0.1:99999", "::1:80", "192.0.2.1:80"}) {
        Loop loop;
        Options options;
        options.listen = {address};
        Server server(loop, options, echo);
        try {
            server.listen();
            ADD_FAILURE() << address;
        } catch (std::runtime_error const& error) {
            EXPECT_NE(std::string(error.what()).find(address), std::string::npos) << error.what();
        }
    }
}

}  // namespace
}  // namespace guildhall::http
