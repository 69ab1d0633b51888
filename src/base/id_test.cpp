#include "base/id.h"

#include "base/time.h"

#include <gtest/gtest.h>

#include <set>
#include <thread>
#include <vector>

using namespace guildhall;

TEST(AnId, IsAVersion7UuidOfTheVariantOfRfc9562)
{
    auto text = Uuid::make().text();
    ASSERT_EQ(text.size(), 36u);
    EXPECT_EQ(text[14], '7');
    EXPECT_NE(std::string("89ab").find(text[19]), std::string::npos);
}

TEST(AnId, CarriesTheMillisecondItWasMadeIn)
{
    auto before = Time::now().microseconds / 1000;
    std::thread([&] {  // a new thread: no milliseconds borrowed by other tests
        auto id = Uuid::make();
        std::int64_t millisecond = 0;
        for (int i = 0; i < 6; ++i)
            millisecond = millisecond << 8 | id.bytes[i];
        EXPECT_GE(millisecond, before);
        EXPECT_LE(millisecond, Time::now().microseconds / 1000);
    })
        .join();
}

TEST(AnId, IsGreaterThanTheOneMadeBeforeItOnTheSameThread)
{
    auto last = Uuid::make();
    for (int i = 0; i < 200'000; ++i) {
        auto next = Uuid::make();
        ASSERT_LT(last, next) << "after " << i;
        last = next;
    }
}

TEST(AnId, IsUniqueAcrossThreads)
{
    std::vector<std::vector<Uuid>> made(4);
    std::vector<std::thread> threads;
    for (auto& mine : made)
        threads.emplace_back([&mine] {
            for (int i = 0; i < 20'000; ++i)
                mine.push_back(Uuid::make());
        });
    for (auto& thread : threads)
        thread.join();
    std::set<Uuid> all;
    for (auto const& mine : made)
        all.insert(mine.begin(), mine.end());
    EXPECT_EQ(all.size(), 80'000u);
}

TEST(AnId, IsReadInEitherCaseAndWrittenInLowerCase)
{
    auto id = Uuid::parse("01923F00-ABCD-7ABC-8DEF-0123456789Ab");
    ASSERT_TRUE(id);
    EXPECT_EQ(id->text(), "01923f00-abcd-7abc-8def-0123456789ab");
    EXPECT_EQ(Uuid::parse(id->text()), id);
}

TEST(AnId, IsRefusedWhenItIsWrittenInAnyOtherWay)
{
    for (auto text :
         {"", "01923f00abcd7abc8def0123456789ab", "01923f00-abcd-7abc-8def-0123456789a", "01923f00-abcd-7abc-8def-0123456789abc",
          "{1923f00-abcd-7abc-8def-0123456789a}", "01923f00-abcd-7abc-8def-0123456789ag", "01923f00_abcd-7abc-8def-0123456789ab",
          "01923f0-0abcd-7abc-8def-0123456789ab", "01923f00-abcd-7abc-8def-01234567 9ab"})
        EXPECT_FALSE(Uuid::parse(text)) << text;
    EXPECT_FALSE(Uuid::parse(std::string_view("01923f00-abcd-7abc-8def-0123456789a\0", 36)));
}
