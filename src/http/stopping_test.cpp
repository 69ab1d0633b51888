#include "http/server.h"

#include "support/raw_http.h"

#include <atomic>
#include <gtest/gtest.h>

namespace guildhall::http {
namespace {

using namespace std::chrono_literals;
using test::get;
using test::Serving;

// Answers /slow only when it is told to, everything else at once.
struct Slow {
    Signal<int> go;
    std::atomic<int> begun = 0;

    Task<Response> answer(Request request)
    {
        ++begun;
        if (request.path == "/slow")
            co_await go;
        Response response;
        response.body = "done";
        co_return response;
    }
    void wait_for(int count) const
    {
        while (begun < count)
            std::this_thread::sleep_for(1ms);
    }
};

struct Stopping {
    explicit Stopping(Serving& serving, std::chrono::milliseconds grace)
    {
        serving.on_loop([&] { start(serving.server().stop(grace), [this](std::exception_ptr) { is_over = true; }); });
    }
    bool is_over_within(std::chrono::milliseconds time) const
    {
        for (auto waited = 0ms; waited < time && !is_over; waited += 5ms)
            std::this_thread::sleep_for(5ms);
        return is_over;
    }
    std::atomic<bool> is_over = false;
};

TEST(Stopping, FinishesWhatRunsAndClosesWhatIsIdle)
{
    Slow slow;
    Serving serving([&](Request request) { return slow.answer(std::move(request)); });
    auto busy = serving.client(), idle = serving.client();
    idle.send(get("/"));
    EXPECT_EQ(idle.answer().status, 200);
    busy.send(get("/slow"));
    slow.wait_for(2);
    Stopping stopping(serving, 10s);
    EXPECT_TRUE(idle.is_ended());
    EXPECT_THROW(serving.client(), std::runtime_error);
    EXPECT_FALSE(stopping.is_over_within(50ms));
    serving.on_loop([&] { slow.go.tell(1); });
    auto const answer = busy.answer();
    EXPECT_EQ(answer.body, "done");
    EXPECT_TRUE(answer.has("Connection: close"));
    EXPECT_TRUE(busy.is_ended());
    busy.end();
    EXPECT_TRUE(stopping.is_over_within(8s));
}

TEST(Stopping, CutsOffWhatIsNotDoneInTime)
{
    Slow slow;
    Serving serving([&](Request request) { return slow.answer(std::move(request)); });
    auto busy = serving.client();
    busy.send(get("/slow"));
    slow.wait_for(1);
    Stopping stopping(serving, 100ms);
    EXPECT_EQ(busy.answer().status, 0);
    EXPECT_TRUE(stopping.is_over_within(8s));
    serving.on_loop([&] { slow.go.tell(1); });  // its answer goes nowhere
}

TEST(Stopping, IsAtOnceWhereNobodyIsIn)
{
    Slow slow;
    Serving serving([&](Request request) { return slow.answer(std::move(request)); });
    Stopping const stopping(serving, 10s);
    EXPECT_TRUE(stopping.is_over_within(5s));
}

TEST(AServer, MayEndBeforeItsRequestsDo)
{
    Slow slow;
    Loop loop;
    auto server = std::make_unique<Server>(loop, Options{.listen = {"127.0.0.1:0"}},
                                           [&](Request request) { return slow.answer(std::move(request)); });
    server->listen();
    test::RawClient client(server->addresses().front());
    std::thread thread([&] { loop.run(); });
    client.send(get("/slow"));
    slow.wait_for(1);
    std::atomic<bool> is_told = false;
    loop.post([&] {
        server.reset();
        slow.go.tell(1);
        is_told = true;
    });
    EXPECT_EQ(client.answer().status, 0);
    while (!is_told)
        std::this_thread::sleep_for(1ms);
    loop.stop();
    thread.join();
}

}  // namespace
}  // namespace guildhall::http
