// The clocks and states of a case, each at the second before, the second itself and the second after.
#include "desk/case.h"

#include <gmock/gmock.h>

namespace guildhall::desk {

using testing::ElementsAre;
using testing::IsEmpty;

namespace {

constexpr std::int64_t second = 1'000'000, hour = 3600 * second, day = 24 * hour;
Time const received = *Time::parse("2026-02-27T23:59:59Z");

Time later(std::int64_t time)
{
    return {received.microseconds + time};
}

std::optional<Deadline> deadline(Times const& times, Clock clock, Time now)
{
    for (auto const& each : deadlines(times, now))
        if (each.clock == clock)
            return each;
    return {};
}

// Over one second after, and not one second before or at the moment itself.
void expect_due(Times const& times, Clock clock, std::int64_t after)
{
    auto const found = deadline(times, clock, received);
    ASSERT_TRUE(found) << name_of(clock);
    EXPECT_EQ(found->due_at.text(), later(after).text()) << name_of(clock);
    EXPECT_FALSE(deadline(times, clock, later(after - second))->overdue) << name_of(clock);
    EXPECT_FALSE(deadline(times, clock, later(after))->overdue) << name_of(clock);
    EXPECT_TRUE(deadline(times, clock, later(after + second))->overdue) << name_of(clock);
}

Times a_case(Severity severity = Severity::unsure, State state = State::received)
{
    return {.state = state, .severity = severity, .received_at = received};
}

std::vector<Clock> running(Times const& times)
{
    std::vector<Clock> all;
    for (auto const& each : deadlines(times, received))
        all.push_back(each.clock);
    return all;
}

}  // namespace

TEST(TheClocksOfACase, RunFromItsReceiptToTheSecond)
{
    expect_due(a_case(), Clock::first_answer, 48 * hour);
    expect_due(a_case(), Clock::status, 7 * day);
    expect_due(a_case(), Clock::embargo, 90 * day);
}

TEST(TheClocksOfACase, GiveAFixTheTimeOfItsSeverity)
{
    expect_due(a_case(Severity::critical), Clock::fix, 48 * hour);
    expect_due(a_case(Severity::high), Clock::fix, 7 * day);
    expect_due(a_case(Severity::unsure), Clock::fix, 7 * day);
    expect_due(a_case(Severity::medium), Clock::fix, 30 * day);
    EXPECT_FALSE(deadline(a_case(Severity::low), Clock::fix, received)) << "with the next release";
}

TEST(TheClocksOfACase, BeginAnewWithEachStatus)
{
    auto answered = a_case(Severity::low);
    answered.first_answer_at = later(day);
    answered.told_at = later(day);
    EXPECT_FALSE(deadline(answered, Clock::first_answer, later(80 * day)));
    expect_due(answered, Clock::status, 8 * day);
    answered.told_at = later(8 * day);
    expect_due(answered, Clock::status, 15 * day);
}

TEST(TheClocksOfACase, AreInTheOrderInWhichTheyEnd)
{
    EXPECT_THAT(running(a_case(Severity::medium)), ElementsAre(Clock::first_answer, Clock::status, Clock::fix, Clock::embargo));
    EXPECT_THAT(running(a_case(Severity::low)), ElementsAre(Clock::first_answer, Clock::status, Clock::embargo));
}

TEST(TheClocksOfACase, StopWithWhatTheyWaitFor)
{
    auto fixed = a_case(Severity::critical, State::released);
    fixed.first_answer_at = fixed.told_at = fixed.released_at = later(day);
    EXPECT_THAT(running(fixed), ElementsAre(Clock::status, Clock::embargo));
    auto resting = a_case(Severity::critical, State::not_reproduced);
    EXPECT_THAT(running(resting), ElementsAre(Clock::first_answer, Clock::embargo)) << "somebody still waits for a word";
    auto closed = fixed;
    closed.state = State::credited;
    closed.closed_at = later(2 * day);
    EXPECT_THAT(running(closed), IsEmpty());
}

TEST(TheClocksOfACase, GoOnWhereAReleaseWasTakenBack)
{
    auto again = a_case(Severity::critical, State::fixing);
    again.first_answer_at = later(day);
    expect_due(again, Clock::fix, 48 * hour);
}

TEST(AState, LeadsWhereItMayAndNowhereElse)
{
    EXPECT_THAT(next_of(State::received), ElementsAre(State::reproduced, State::not_reproduced));
    EXPECT_THAT(next_of(State::reproduced), ElementsAre(State::fixing, State::not_reproduced));
    EXPECT_THAT(next_of(State::not_reproduced), ElementsAre(State::reproduced));
    EXPECT_THAT(next_of(State::fixing), ElementsAre(State::released, State::not_reproduced));
    EXPECT_THAT(next_of(State::released), ElementsAre(State::credited, State::fixing));
    EXPECT_THAT(next_of(State::credited), IsEmpty());
    EXPECT_FALSE(may_follow(State::received, State::released));
    EXPECT_FALSE(may_follow(State::fixing, State::credited));
    EXPECT_FALSE(may_follow(State::received, State::received));
}

TEST(Closing, WantsEveryThing)
{
    EXPECT_THAT(missing_in({}),
                ElementsAre("severity", "summary", "details", "introduced_version", "fixed_version", "changelog_line", "credit"));
    Closing all{true, true, true, true, true, true, true};
    EXPECT_THAT(missing_in(all), IsEmpty());
    all.credit = false;
    EXPECT_THAT(missing_in(all), ElementsAre("credit"));
}

}  // namespace guildhall::desk
