#include "desk/records.h"

namespace guildhall::desk {

Severity severity_of(CaseRecord const& record)
{
    return record.severity ? static_cast<Severity>(*record.severity) : record.reported_severity;
}

Times times_of(CaseRecord const& record)
{
    return {.state = record.state,
            .severity = severity_of(record),
            .received_at = record.received_at,
            .first_answer_at = record.first_answer_at,
            .told_at = record.told_at,
            .released_at = record.released_at,
            .closed_at = record.closed_at};
}

CaseEntry entry_of(CaseRecord const& record, Time now)
{
    CaseEntry entry{.id = record.id,
                    .number = record.number,
                    .source = record.source,
                    .state = record.state,
                    .severity = severity_of(record),
                    .judged = record.severity.has_value(),
                    .received_at = record.received_at,
                    .created_at = record.created_at,
                    .closed_at = record.closed_at};
    if (auto const running = deadlines(times_of(record), now); !running.empty()) {
        entry.clock = running.front().clock;
        entry.due_at = running.front().due_at;
        entry.overdue = running.front().overdue;
    }
    return entry;
}

Closing given_in(CaseRecord const& record)
{
    return {.severity = record.severity.has_value(),
            .summary = record.summary.has_value(),
            .details = record.details.has_value(),
            .introduced_version = record.introduced_version.has_value(),
            .fixed_version = record.fixed_version.has_value(),
            .changelog_line = record.changelog_line.has_value(),
            .credit = record.credit.has_value()};
}

Advisory advisory_of(CaseRecord const& record, std::string const& public_url, Time now)
{
    return {.id = record.number,
            .summary = record.summary.value_or(""),
            .details = record.details.value_or(""),
            .severity = std::string(name_of(severity_of(record))),
            .introduced_version = record.introduced_version.value_or("0"),
            .fixed_version = record.fixed_version.value_or(""),
            .credit_name = record.credit.value_or(false) ? record.credit_name : std::nullopt,
            .url = public_url + "/security",
            .published = record.closed_at,
            .modified = record.closed_at.value_or(now)};
}

Case shown(CaseRecord record, std::vector<Message> messages, std::vector<Breach> breaches, Time now)
{
    Case all{std::move(record), {}, {}, {}, std::move(messages), std::move(breaches)};
    all.clocks = deadlines(times_of(all), now);
    all.next_states = next_of(all.state);
    if (all.state != State::credited)
        for (auto const name : missing_in(given_in(all)))
            all.missing.emplace_back(name);
    return all;
}

}  // namespace guildhall::desk
