#include "jobs/every.h"

#include <atomic>
#include <gtest/gtest.h>
#include <stdexcept>

namespace guildhall::jobs {

namespace {

using std::chrono::seconds;
constexpr seconds a_day{86400};

template <class Holds>
bool becomes(Holds holds)
{
    auto const end = std::chrono::steady_clock::now() + seconds(10);
    while (!holds() && std::chrono::steady_clock::now() < end)
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    return holds();
}

}  // namespace

TEST(Every, DoesItWhenItIsDueAndAsksAfterEachTime)
{
    std::atomic<int> done = 0;
    Every const every(
        "counting", [&] { return done < 3 ? seconds(0) : a_day; }, [&](auto const&) { ++done; });
    EXPECT_TRUE(becomes([&] { return done == 3; }));
}

TEST(Every, GoesOnAfterAFailureButNotAtOnce)
{
    std::atomic<int> tried = 0;
    auto const fails = [&](auto const&) {
        ++tried;
        throw std::runtime_error("not today");
    };
    {
        Every const every(
            "failing", [] { return seconds(0); }, fails, a_day);
        EXPECT_TRUE(becomes([&] { return tried == 1; }));
    }
    EXPECT_EQ(tried, 1);
    Every const soon(
        "failing", [] { return seconds(-5); }, fails, seconds(0));
    EXPECT_TRUE(becomes([&] { return tried > 3; }));
}

TEST(Every, TellsItsWorkToStopAndWaitsForIt)
{
    std::atomic<bool> works = false, ended = false;
    {
        Every const every(
            "long", [] { return seconds(0); },
            [&](std::stop_token const& stopping) {
                works = true;
                while (!stopping.stop_requested())
                    std::this_thread::yield();
                ended = true;
            });
        EXPECT_TRUE(becomes([&] { return works.load(); }));
    }
    EXPECT_TRUE(ended);
}

TEST(Every, IsNeverWhereNothingIsSaid)
{
    Every const never;
}

}  // namespace guildhall::jobs
