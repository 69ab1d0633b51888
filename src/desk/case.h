#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/shape.h"
#include "base/time.h"

// A report of a hole, from its receipt to the reporter's name on the page, or not (docs/decisions/0016-security-desk.md).
namespace guildhall::desk {

// unsure: what a reporter may say. The desk's own word is one of the others.
enum class Severity { critical, high, medium, low, unsure };
constexpr std::array<std::string_view, 5> names_of(Severity*)
{
    return {"critical", "high", "medium", "low", "unsure"};
}

enum class State { received, reproduced, not_reproduced, fixing, released, credited };
constexpr std::array<std::string_view, 6> names_of(State*)
{
    return {"received", "reproduced", "not_reproduced", "fixing", "released", "credited"};
}

// Where a case may go from where it is; credited is the end.
std::vector<State> next_of(State);
bool may_follow(State from, State to);

// What closing needs, beside the state: the fields that are still missing, in the order of the screen.
struct Closing {
    bool severity = false, summary = false, details = false, introduced_version = false, fixed_version = false, changelog_line = false,
         credit = false;
};
std::vector<std::string_view> missing_in(Closing const& given);

// What the clocks go by. severity: the desk's word, else what the reporter said.
struct Times {
    State state = State::received;
    Severity severity = Severity::unsure;
    Time received_at;
    std::optional<Time> first_answer_at, told_at, released_at, closed_at;
};

enum class Clock { first_answer, status, fix, embargo };
constexpr std::array<std::string_view, 4> names_of(Clock*)
{
    return {"first_answer", "status", "fix", "embargo"};
}

struct Deadline {
    Clock clock = Clock::first_answer;
    Time due_at;
    bool overdue = false;  // it was to be kept until this moment, and this moment is over
};

// The clocks that run, the next one first. A fix of low severity comes with the next release and has no moment of its own; unsure counts
// as high until the desk has said what it is. What cannot be reproduced waits for nothing but its first answer and the end of its embargo.
std::vector<Deadline> deadlines(Times const& times, Time now);

std::optional<std::int64_t> days_to_fix(Severity);

// What is answered to who has written a message. Without the words: what was answered to a request with a key is kept for a day.
struct Written {
    Uuid id;
    Time created_at;
};
constexpr auto shape_of(Written*)
{
    return shape("DeskWritten", field("id", &Written::id), field("created_at", &Written::created_at));
}

}  // namespace guildhall::desk
