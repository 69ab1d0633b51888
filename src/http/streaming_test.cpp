#include "http/server.h"

#include "support/raw_http.h"

#include <atomic>
#include <gtest/gtest.h>
#include <stdexcept>

namespace guildhall::http {
namespace {

using namespace std::chrono_literals;
using test::get;
using test::Serving;

// Gives `count` pieces of `size` bytes, one after the other.
struct Pieces {
    int count;
    std::size_t size;
    int given = 0;

    Task<std::optional<std::string>> next()
    {
        if (given == count)
            co_return std::nullopt;
        ++given;
        co_return std::string(size, static_cast<char>('a' + given % 26));
    }
};

Task<Response> exported(Request request)
{
    auto const pieces = std::make_shared<Pieces>(Pieces{std::stoi(request.path.substr(1)), std::stoul(request.query)});
    Response response;
    response.headers = {{"Content-Type", "text/csv"}};
    response.more = [pieces] { return pieces->next(); };
    co_return response;
}

TEST(AStream, ArrivesInPiecesAndKeepsTheConnection)
{
    Serving serving(exported);
    auto client = serving.client();
    client.send(get("/3?2") + get("/0?1") + get("/2?1"));
    auto const answer = client.answer();
    EXPECT_TRUE(answer.has("Transfer-Encoding: chunked"));
    EXPECT_EQ(answer.body, "bbccdd");
    EXPECT_EQ(client.answer().body, "");
    EXPECT_EQ(client.answer().body, "bc");
}

TEST(AStream, EndsWithTheConnectionForHttp10)
{
    Serving serving(exported);
    auto const answer = serving.ask("GET /3?1 HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    EXPECT_FALSE(answer.has("Transfer-Encoding"));
    EXPECT_EQ(answer.body, "bcd");
}

TEST(AStream, IsNotBegunForAHead)
{
    Serving serving(exported);
    auto client = serving.client();
    client.send("HEAD /3?1 HTTP/1.1\r\nHost: a\r\n\r\n" + get("/1?1"));
    EXPECT_EQ(client.answer(true).status, 200);
    EXPECT_EQ(client.answer().body, "b");
}

TEST(AStream, OfManyBytesArrivesWholeAlsoForHalfAConnection)
{
    Serving serving(exported);
    auto client = serving.client();
    client.send(get("/1000?50000"));
    client.end_output();
    EXPECT_EQ(client.answer().body.size(), 50'000'000);
    EXPECT_TRUE(client.is_ended());
}

TEST(AStream, LetsOtherConnectionsHaveTheirTurn)
{
    Serving serving(exported);
    auto large = serving.client(), small = serving.client();
    large.send(get("/1000000000?50000"));
    std::jthread const reader([&] {
        while (!large.read_some().empty()) {
        }
    });
    for (int i = 0; i < 20; ++i) {
        small.send(get("/1?1"));
        EXPECT_EQ(small.answer().body, "b");
    }
    serving.on_loop([&] { EXPECT_EQ(serving.server().connections(), 2); });
    large.end();
}

TEST(AStream, ThatThrowsBreaksOffSoThatTheClientCanTell)
{
    Serving serving([](Request) -> Task<Response> {
        auto const given = std::make_shared<int>(0);
        Response response;
        response.more = [given]() -> Task<std::optional<std::string>> {
            if (++*given == 3)
                throw std::runtime_error("broken");
            co_return "piece";
        };
        co_return response;
    });
    EXPECT_EQ(serving.ask(get("/")).body, "piecepiece<broken off>");
}

// An endless answer that waits for events: it ends when it is told that the client has gone.
struct Events {
    Signal<bool> event;
    std::atomic<bool> is_gone = false, is_over = false;

    Response response(std::string type)
    {
        Response response;
        response.headers = {{"Content-Type", std::move(type)}};
        response.more = [this]() -> Task<std::optional<std::string>> { return next(); };
        response.gone = [this] {
            is_gone = true;
            event.tell(false);
        };
        return response;
    }
    Task<std::optional<std::string>> next()
    {
        bool const is_event = co_await event;
        is_over = !is_event;
        if (!is_event)
            co_return std::nullopt;
        co_return "data: x\n\n";
    }
    bool ends() const
    {
        for (int i = 0; i < 1000 && !is_over; ++i)
            std::this_thread::sleep_for(10ms);
        return is_gone && is_over;
    }
};

TEST(AnEventStream, EndsWhenTheClientGoes)
{
    for (auto const* how : {"reset", "close", "end_output"}) {
        Events events;
        Serving serving([&events](Request) -> Task<Response> { co_return events.response("text/event-stream; charset=utf-8"); });
        {
            auto client = serving.client();
            client.send(get("/"));
            EXPECT_NE(client.read_some().find("chunked"), std::string::npos);
            serving.on_loop([&] { events.event.tell(true); });
            EXPECT_EQ(client.read_some(), "9\r\ndata: x\n\n\r\n");
            if (how == std::string("reset"))
                client.reset();
            if (how == std::string("end_output"))
                client.end_output();
            if (how != std::string("close")) {
                EXPECT_TRUE(events.ends()) << how;
            }
        }
        EXPECT_TRUE(events.ends()) << how;
    }
}

TEST(AnExport, EndsWhenTheConnectionBreaks)
{
    Events events;
    Serving serving([&events](Request) -> Task<Response> { co_return events.response("text/csv"); });
    auto client = serving.client();
    client.send(get("/"));
    EXPECT_NE(client.read_some().find("chunked"), std::string::npos);
    client.reset();
    EXPECT_TRUE(events.ends());
}

TEST(ARequest, GoesOnWhenItsClientHasGone)
{
    std::atomic<bool> is_begun = false, is_done = false;
    Signal<int> later;
    Serving serving([&](Request) -> Task<Response> {
        is_begun = true;
        auto& signal = later;
        co_await signal;
        is_done = true;
        co_return Response{};
    });
    {
        auto client = serving.client();
        client.send(get("/"));
        while (!is_begun)
            std::this_thread::sleep_for(1ms);
        client.reset();
    }
    serving.on_loop([&] { later.tell(1); });
    EXPECT_TRUE(is_done);
}

}  // namespace
}  // namespace guildhall::http
