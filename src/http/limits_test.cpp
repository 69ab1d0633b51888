#include "http/door.h"
#include "http/server.h"

#include "support/raw_http.h"

#include <chrono>
#include <gtest/gtest.h>
#include <list>
#include <thread>

namespace guildhall::http {
namespace {

using namespace std::chrono_literals;
using test::get;
using test::RawClient;
using test::Serving;

Task<Response> size_of_body(Request request)
{
    Response response;
    response.body = std::to_string(request.body.size());
    co_return response;
}

std::string post(std::string const& path, std::string const& fields)
{
    return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n";
}

TEST(ALimit, OnTheHeadIsKept)
{
    Serving serving(size_of_body);
    EXPECT_EQ(serving.ask(get("/", "X-Long: " + std::string(16'000, 'x') + "\r\n")).status, 200);
    EXPECT_EQ(serving.ask(get("/", "X-Long: " + std::string(16'400, 'x') + "\r\n")).status, 431);
    EXPECT_EQ(serving.ask(get("/" + std::string(20'000, 'x'))).status, 431);
    EXPECT_EQ(serving.ask(std::string(20'000, 'x')).status, 431) << "without any line end";
    std::string many;
    for (int i = 0; i < 101; ++i)
        many += "X-" + std::to_string(i) + ": a\r\n";
    EXPECT_EQ(serving.ask(get("/", many)).status, 431);
}

TEST(ALimit, OnTheBodyIsKept)
{
    Serving serving(size_of_body);
    EXPECT_EQ(serving.ask(post("/", "Content-Length: 1048576\r\n") + std::string(1'048'576, 'x')).body, "1048576");
    EXPECT_EQ(serving.ask(post("/", "Content-Length: 1048577\r\n") + std::string(1'048'577, 'x')).status, 413);
    EXPECT_EQ(serving.ask(post("/", "Transfer-Encoding: chunked\r\n") + "100001\r\n").status, 413);
    std::string chunks;
    for (int i = 0; i < 17; ++i)
        chunks += "10000\r\n" + std::string(65'536, 'x') + "\r\n";
    EXPECT_EQ(serving.ask(post("/", "Transfer-Encoding: chunked\r\n") + chunks + "0\r\n\r\n").status, 413);
}

TEST(ALimit, OnTheBodyIsToldBeforeItIsSent)
{
    Serving serving(size_of_body);
    EXPECT_EQ(serving.ask(post("/", "Expect: 100-continue\r\nContent-Length: 99999999999\r\n")).status, 413);
}

TEST(ALimit, OnTheBodyMayDependOnThePath)
{
    Options options;
    options.body_bytes_of = [](std::string_view, std::string_view path) {
        return path == "/imports" ? std::size_t{9'000'000} : std::size_t{10};
    };
    Serving serving(size_of_body, options);
    EXPECT_EQ(serving.ask(post("/imports", "Content-Length: 8000000\r\n") + std::string(8'000'000, 'x')).body, "8000000");
    EXPECT_EQ(serving.ask(post("/", "Content-Length: 11\r\n") + "xxxxxxxxxxx").status, 413);
}

TEST(ALimit, OnAllBodiesTogetherIsKeptAndSmallOnesGoOn)
{
    Options options;
    options.body_bytes_in_all = 1'500'000;
    options.door = std::make_shared<Door>();
    Serving serving(size_of_body, options);
    std::string const megabyte(1'000'000, 'x');
    auto const head = post("/", "Content-Length: 1000001\r\n");
    auto const is_held = [&](std::size_t bytes) {  // soon
        for (int i = 0; i < 500; ++i) {
            bool const is_enough = !options.door->hold(100, bytes + 99);
            bool const is_too_much = !options.door->hold(100, bytes + 100);
            options.door->release((is_enough ? 0 : 100) + (is_too_much ? 0 : 100));
            if (is_enough && !is_too_much)
                return true;
            std::this_thread::sleep_for(10ms);
        }
        return false;
    };
    {
        auto first = serving.client();
        first.send(head + megabyte);
        EXPECT_TRUE(is_held(1'000'000));
        EXPECT_EQ(serving.ask(head + megabyte + "x").status, 503);
        EXPECT_EQ(serving.ask(post("/", "Content-Length: 60000\r\n") + std::string(60'000, 'x')).status, 200);
        first.send("x");
        EXPECT_EQ(first.answer().status, 200);
        EXPECT_TRUE(is_held(0)) << "answered";
        first.send(head + megabyte);
        EXPECT_TRUE(is_held(1'000'000));
    }
    EXPECT_TRUE(is_held(0)) << "what clients take with them is given free";
    EXPECT_EQ(serving.ask(head + megabyte + "x").status, 200);
}

TEST(ALimit, OnChunkExtensionsAndTrailersIsKept)
{
    Serving serving(size_of_body);
    auto const chunked = post("/", "Transfer-Encoding: chunked\r\n");
    EXPECT_EQ(serving.ask(chunked + "1;" + std::string(5000, 'x')).status, 400) << "an endless line";
    std::string many;
    for (int i = 0; i < 200; ++i)
        many += "1;" + std::string(100, 'x') + "\r\na\r\n";
    EXPECT_EQ(serving.ask(chunked + many + "0\r\n\r\n").status, 400);
    EXPECT_EQ(serving.ask(chunked + "0\r\nX: " + std::string(70'000, 'x')).status, 400);
}

TEST(ARefusal, ReachesAClientThatIsStillSending)
{
    Serving serving(size_of_body);
    for (int i = 0; i < 20; ++i) {
        auto client = serving.client();
        client.send(post("/", "Content-Length: 4000000\r\n") + std::string(4'000'000, 'x'));
        EXPECT_EQ(client.answer().status, 413);
    }
}

TEST(ARefusal, LooksAsTheApplicationWantsIt)
{
    Options options;
    options.refusal = [](int status) {
        Response response{.status = status};
        response.headers.emplace_back("X-Ours", "yes");
        return response;
    };
    Serving serving(size_of_body, options);
    auto const answer = serving.ask("nonsense\r\n\r\n");
    EXPECT_EQ(answer.status, 400);
    EXPECT_TRUE(answer.has("X-Ours: yes"));
}

TEST(AClient, HasSoMuchTimeForTheHead)
{
    Options options;
    options.head_time = 1s;
    Serving serving(size_of_body, options);
    auto silent = serving.client(), slow = serving.client(), second = serving.client();
    slow.send("GET / HT");
    second.send(get("/") + "GET");
    EXPECT_EQ(second.answer().status, 200);
    EXPECT_EQ(slow.answer().status, 408);
    EXPECT_TRUE(slow.is_ended());
    EXPECT_EQ(second.answer().status, 408);
    EXPECT_TRUE(silent.is_ended()) << "nothing was asked: nothing is answered";
}

TEST(AClient, CannotBuyTimeForTheHeadByteByByte)
{
    Options options;
    options.head_time = 300ms;
    Serving serving(size_of_body, options);
    auto client = serving.client();
    auto const begin = std::chrono::steady_clock::now();
    client.send("GET / HTTP/1.1\r\nHost: a\r\n");
    while (!client.is_ended(50ms) && std::chrono::steady_clock::now() - begin < 5s) {
        client.send("X-Slow: 1\r\n");
        if (client.answer().status == 408)
            break;
    }
    EXPECT_LT(std::chrono::steady_clock::now() - begin, 4s);
}

TEST(AClient, HasSoMuchTimeForTheBodyAndMoreForALargeOne)
{
    Options options;
    options.body_time = 200ms;
    options.slowest_bytes = 1000;
    Serving serving(size_of_body, options);
    auto stuck = serving.client(), large = serving.client();
    stuck.send(post("/", "Content-Length: 10\r\n") + "abc");
    large.send(post("/", "Content-Length: 5001\r\n") + std::string(5000, 'x'));
    EXPECT_EQ(stuck.answer().status, 408);
    std::this_thread::sleep_for(300ms);
    large.send("x");
    EXPECT_EQ(large.answer().status, 200);
}

TEST(AClient, MayBeIdleForSoLong)
{
    Options options;
    options.idle_time = 1500ms;
    Serving serving(size_of_body, options);
    auto client = serving.client();
    client.send(get("/"));
    EXPECT_EQ(client.answer().status, 200);
    EXPECT_FALSE(client.is_ended(100ms));
    EXPECT_TRUE(client.is_ended());
}

TEST(AClient, ThatDoesNotReadIsCutOff)
{
    Options options;
    options.write_time = 200ms;
    options.slowest_bytes = 100'000'000;
    Serving serving(
        [](Request) -> Task<Response> {
            Response response;
            response.body.assign(30'000'000, 'x');
            co_return response;
        },
        options);
    auto client = serving.client();
    client.send(get("/"));
    std::size_t connections = 1;
    for (int i = 0; i < 200 && connections > 0; ++i) {
        std::this_thread::sleep_for(50ms);
        serving.on_loop([&] { connections = serving.server().connections(); });
    }
    EXPECT_EQ(connections, 0);
}

TEST(SlowClients, DoNotSlowOthers)
{
    Options options;
    options.connections_per_address = 500;
    options.head_time = options.body_time = 60s;
    Serving serving(size_of_body, options);
    std::list<RawClient> slow;
    for (int i = 0; i < 400; ++i) {
        slow.emplace_back(serving.address());
        slow.back().send(i % 2 ? "GET / HTTP/1.1\r\nX-" : "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nabc");
    }
    auto client = serving.client();
    auto const begin = std::chrono::steady_clock::now();
    for (int i = 0; i < 500; ++i) {
        client.send(get("/"));
        ASSERT_EQ(client.answer().status, 200);
        slow.front().send("x");
    }
    EXPECT_LT(std::chrono::steady_clock::now() - begin, 30s);
}

TEST(TheDoor, LimitsConnectionsOfOneAddressAndInAll)
{
    Options options;
    options.connections_per_address = 2;
    options.connections = 3;
    options.listen = {"127.0.0.1:0", "unix:" + testing::TempDir() + "guildhall_http_door.sock"};
    Serving serving(size_of_body, options);
    auto const is_served = [](RawClient& client) {
        client.send(get("/"));
        return client.answer().status == 200;
    };
    std::list<RawClient> clients;
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(is_served(clients.emplace_back(serving.address())), i < 2);
    for (int i = 0; i < 2; ++i)
        EXPECT_EQ(is_served(clients.emplace_back(serving.server().addresses().at(1))), i < 1);
    clients.clear();
    for (int i = 0; i < 100; ++i) {  // as soon as the server has seen them go
        auto again = serving.client();
        if (is_served(again))
            return;
        std::this_thread::sleep_for(20ms);
    }
    ADD_FAILURE() << "the places were not given free";
}

TEST(TheDoor, CountsAnIpv6NetworkAsOneAddress)
{
    Door door;
    auto const at = [](char const* text) { return *Address::parse(text); };
    EXPECT_TRUE(door.enter(at("2001:db8::1"), 2, 9));
    EXPECT_TRUE(door.enter(at("2001:db8::2"), 2, 9));
    EXPECT_FALSE(door.enter(at("2001:db8::3"), 2, 9));
    EXPECT_TRUE(door.enter(at("2001:db8:0:1::3"), 2, 9));
    EXPECT_TRUE(door.enter(at("192.0.2.1"), 1, 9));
    EXPECT_TRUE(door.enter(at("192.0.2.2"), 1, 9));
    EXPECT_FALSE(door.enter(at("192.0.2.2"), 1, 9));
    door.leave(at("2001:db8::2"));
    EXPECT_TRUE(door.enter(at("2001:db8::3"), 2, 9));
}

}  // namespace
}  // namespace guildhall::http
