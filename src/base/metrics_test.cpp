#include "base/metrics.h"

#include <gmock/gmock.h>

#include <thread>
#include <vector>

namespace guildhall::metrics {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

TEST(Figures, AreWrittenAsPrometheusReadsThem)
{
    static Counter one("test_things_total", "Things.", label("kind", "a\"b\\c"));
    static Gauge waiting("test_waiting", "Who waits.");
    one.add();
    one.add(2);
    waiting.add(5);
    waiting.add(-2);
    auto const all = text();
    EXPECT_THAT(
        all, HasSubstr("# HELP test_things_total Things.\n# TYPE test_things_total counter\ntest_things_total{kind=\"a\\\"b\\\\c\"} 3\n"));
    EXPECT_THAT(all, HasSubstr("# TYPE test_waiting gauge\ntest_waiting 3\n"));
    EXPECT_THAT(all, HasSubstr("process_resident_memory_bytes "));
}

TEST(Figures, OfTimesAreCumulative)
{
    static Histogram took("test_took_seconds", "How long.", label("route", "/x"));
    EXPECT_THAT(text(), Not(HasSubstr("test_took_seconds")));
    took.observe(2ms);
    took.observe(20ms);
    took.observe(20s);
    auto const all = text();
    EXPECT_THAT(all, HasSubstr("test_took_seconds_bucket{route=\"/x\",le=\"0.001\"} 0\n"));
    EXPECT_THAT(all, HasSubstr("test_took_seconds_bucket{route=\"/x\",le=\"0.0025\"} 1\n"));
    EXPECT_THAT(all, HasSubstr("test_took_seconds_bucket{route=\"/x\",le=\"0.025\"} 2\n"));
    EXPECT_THAT(all, HasSubstr("test_took_seconds_bucket{route=\"/x\",le=\"5\"} 2\n"));
    EXPECT_THAT(all, HasSubstr("test_took_seconds_bucket{route=\"/x\",le=\"+Inf\"} 3\n"));
    EXPECT_THAT(all, HasSubstr("test_took_seconds_count{route=\"/x\"} 3\n"));
    EXPECT_THAT(all, HasSubstr("test_took_seconds_sum{route=\"/x\"} 20.02"));
}

TEST(Figures, OfAFamilyAreMadeWhenTheyAreCounted)
{
    Family<Counter> refusals("test_refusals_total", "Refusals.");
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] {
            for (int count = 0; count < 1000; ++count)
                refusals.with(label("why", "throttled")).add();
        });
    for (auto& thread : threads)
        thread.join();
    EXPECT_THAT(text(), HasSubstr("test_refusals_total{why=\"throttled\"} 4000\n"));
}

}  // namespace guildhall::metrics
