#include "desk/case.h"

#include <algorithm>

namespace guildhall::desk {

namespace {

constexpr std::int64_t an_hour = 3'600'000'000, a_day = 24 * an_hour;
constexpr std::int64_t to_first_answer = 48 * an_hour, to_status = 7 * a_day, to_publication = 90 * a_day;

Time after(Time begun, std::int64_t time)
{
    return {begun.microseconds + time};
}

}  // namespace

std::vector<State> next_of(State state)
{
    switch (state) {
    case State::received: return {State::reproduced, State::not_reproduced};
    case State::reproduced: return {State::fixing, State::not_reproduced};
    case State::not_reproduced: return {State::reproduced};
    case State::fixing: return {State::released, State::not_reproduced};
    case State::released: return {State::credited, State::fixing};
    case State::credited: return {};
    }
    return {};
}

bool may_follow(State from, State to)
{
    auto const next = next_of(from);
    return std::ranges::find(next, to) != next.end();
}

std::vector<std::string_view> missing_in(Closing const& given)
{
    std::vector<std::string_view> missing;
    auto const want = [&](bool there, std::string_view name) {
        if (!there)
            missing.push_back(name);
    };
    want(given.severity, "severity");
    want(given.summary, "summary");
    want(given.details, "details");
    want(given.introduced_version, "introduced_version");
    want(given.fixed_version, "fixed_version");
    want(given.changelog_line, "changelog_line");
    want(given.credit, "credit");
    return missing;
}

std::optional<std::int64_t> days_to_fix(Severity severity)
{
    switch (severity) {
    case Severity::critical: return 2;
    case Severity::high:
    case Severity::unsure: return 7;
    case Severity::medium: return 30;
    case Severity::low: return {};
    }
    return {};
}

std::vector<Deadline> deadlines(Times const& times, Time now)
{
    std::vector<Deadline> all;
    if (times.closed_at || times.state == State::credited)
        return all;
    auto const add = [&](Clock clock, Time due) { all.push_back({clock, due, now > due}); };
    bool const rests = times.state == State::not_reproduced;
    if (!times.first_answer_at)
        add(Clock::first_answer, after(times.received_at, to_first_answer));
    if (!rests)
        add(Clock::status, after(times.told_at.value_or(times.received_at), to_status));
    auto const days = days_to_fix(times.severity);
    if (days && !rests && !times.released_at)
        add(Clock::fix, after(times.received_at, *days * a_day));
    add(Clock::embargo, after(times.received_at, to_publication));
    std::ranges::stable_sort(all, {}, &Deadline::due_at);
    return all;
}

}  // namespace guildhall::desk
