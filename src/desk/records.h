#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/codec.h"
#include "desk/advisory.h"
#include "desk/case.h"

// A case as the desk's members see it.
namespace guildhall::desk {

// The desk's own word: never unsure.
enum class Judgement { critical, high, medium, low };
constexpr std::array<std::string_view, 4> names_of(Judgement*)
{
    return {"critical", "high", "medium", "low"};
}

enum class Source { form, mail };
constexpr std::array<std::string_view, 2> names_of(Source*)
{
    return {"form", "mail"};
}

struct CaseRecord {
    Uuid id;
    std::string number;
    Source source = Source::form;
    Time received_at, created_at;
    Severity reported_severity = Severity::unsure;
    std::optional<Judgement> severity;
    State state = State::received;
    std::string description;
    std::optional<std::string> impact, steps, versions, suggested_fix, credit_name, email;
    std::string language;
    std::optional<Time> first_answer_at, told_at, released_at, closed_at;
    std::optional<std::string> summary, details, introduced_version, fixed_version, changelog_line;
    std::optional<bool> credit;
    std::int32_t version = 1;
};
constexpr auto shape_of(CaseRecord*)
{
    using T = CaseRecord;
    return shape("DeskCaseRecord", field("id", &T::id), field("number", &T::number), field("source", &T::source),
                 field("received_at", &T::received_at), field("created_at", &T::created_at),
                 field("reported_severity", &T::reported_severity), field("severity", &T::severity), field("state", &T::state),
                 field("description", &T::description), field("impact", &T::impact), field("steps", &T::steps),
                 field("versions", &T::versions), field("suggested_fix", &T::suggested_fix), field("credit_name", &T::credit_name),
                 field("email", &T::email), field("language", &T::language), field("first_answer_at", &T::first_answer_at),
                 field("told_at", &T::told_at), field("released_at", &T::released_at), field("closed_at", &T::closed_at),
                 field("summary", &T::summary), field("details", &T::details), field("introduced_version", &T::introduced_version),
                 field("fixed_version", &T::fixed_version), field("changelog_line", &T::changelog_line), field("credit", &T::credit),
                 field("version", &T::version));
}

constexpr auto shape_of(Deadline*)
{
    return shape("DeskDeadline", field("clock", &Deadline::clock), field("due_at", &Deadline::due_at),
                 field("overdue", &Deadline::overdue));
}

// internal: a note that the reporter does not see.
struct Message {
    Uuid id;
    bool from_desk = false;
    std::optional<std::string> account_name;
    bool internal = false;
    std::string body;
    Time created_at;
};
constexpr auto shape_of(Message*)
{
    using T = Message;
    return shape("DeskMessage", field("id", &T::id), field("from_desk", &T::from_desk), field("account_name", &T::account_name),
                 field("internal", &T::internal), field("body", &T::body), field("created_at", &T::created_at));
}

// A deadline that was not kept, and when the desk was told so.
struct Breach {
    Clock clock = Clock::first_answer;
    Time due_at, created_at;
};
constexpr auto shape_of(Breach*)
{
    return shape("DeskBreach", field("clock", &Breach::clock), field("due_at", &Breach::due_at), field("created_at", &Breach::created_at));
}

// next_states: where it may go. missing: what closing still wants.
struct Case : CaseRecord {
    std::vector<Deadline> clocks;
    std::vector<State> next_states;
    std::vector<std::string> missing;
    std::vector<Message> messages;
    std::vector<Breach> breaches;
};
constexpr auto shape_of(Case*)
{
    return extended<CaseRecord>("DeskCase", field("clocks", &Case::clocks), field("next_states", &Case::next_states),
                                field("missing", &Case::missing), field("messages", &Case::messages), field("breaches", &Case::breaches));
}

// One line of the list. clock: the one that ends next.
struct CaseEntry {
    Uuid id;
    std::string number;
    Source source = Source::form;
    State state = State::received;
    Severity severity = Severity::unsure;
    bool judged = false;  // by the desk
    Time received_at, created_at;
    std::optional<Time> closed_at;
    std::optional<Clock> clock;
    std::optional<Time> due_at;
    bool overdue = false;
};
constexpr auto shape_of(CaseEntry*)
{
    using T = CaseEntry;
    return shape("DeskCaseEntry", field("id", &T::id), field("number", &T::number), field("source", &T::source), field("state", &T::state),
                 field("severity", &T::severity), field("judged", &T::judged), field("received_at", &T::received_at),
                 field("created_at", &T::created_at), field("closed_at", &T::closed_at), field("clock", &T::clock),
                 field("due_at", &T::due_at), field("overdue", &T::overdue));
}

Severity severity_of(CaseRecord const& record);  // the desk's word, else the reporter's
Times times_of(CaseRecord const& record);
CaseEntry entry_of(CaseRecord const& record, Time now);
Closing given_in(CaseRecord const& record);
Advisory advisory_of(CaseRecord const& record, std::string const& public_url, Time now);
Case shown(CaseRecord record, std::vector<Message> messages, std::vector<Breach> breaches, Time now);

}  // namespace guildhall::desk
