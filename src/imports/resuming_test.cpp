#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "support/importing.h"

using namespace guildhall;
using namespace guildhall::support;

TEST(AnImport, ThatWasCancelledGoesOnWithNothingTwice)
{
    TestServer server;
    auto const gita = server.as(server.world().first.administrator);
    std::string rows = "Code,Name,Email\n";
    for (int i = 0; i < 6'000; ++i)
        rows += "C-" + std::to_string(i) + ",Row " + std::to_string(i) + ",row" + std::to_string(i) + "@rows.example\n";
    Running const import(gita, rows, "customers");
    EXPECT_EQ(import.step("start").status, 202);
    for (int times = 0; times < 3; ++times) {
        auto const before = import.now().text("done");
        while (import.now().text("done") == before && import.now().text("state") == "running")
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        if (import.step("cancellation").status != 202)
            break;
        while (import.step("start").status != 202)  // behind the batch that runs
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    EXPECT_EQ(import.settled().text("imported"), "6000");
    EXPECT_EQ(gita.get("/customers/count").text("count"), "6000");
    EXPECT_EQ(server.database().superuser().value<std::int64_t>("select count(*) from guild.import_rows"), 6'000);
    EXPECT_EQ(server.database().superuser().value<std::int64_t>("select count(*) from guild.contacts"), 6'000);
}

TEST(AnImport, IsStartedByOneOfThoseWhoWantToAtOnce)
{
    TestServer server;
    auto const& gita = server.world().first.administrator;
    for (int times = 0; times < 5; ++times) {
        Running const import(server.as(gita), "Name\nRow\n", "customers");
        std::atomic<int> started = 0, refused = 0;
        std::vector<std::jthread> clients;
        for (int i = 0; i < 6; ++i)
            clients.emplace_back([&, client = server.as(gita)] {
                auto const status = client.post(import.path() + "/start", "").status;
                ++(status == 202 ? started : refused);
            });
        clients.clear();
        EXPECT_EQ(started, 1);
        EXPECT_EQ(refused, 5);
        EXPECT_EQ(import.settled().text("imported"), "1");
    }
}
