#include "desk/watch.h"

#include "base/codec.h"
#include "db/mapping.h"
#include "db/statement.h"
#include "desk/watch.sql.h"

namespace guildhall::desk {

namespace sql {
constexpr auto open_cases = db::statement<watch_text, "open_cases">;
constexpr auto escalate = db::statement<watch_text, "escalate">;
constexpr auto import_hole = db::statement<watch_text, "import_hole">;
constexpr auto add_member = db::statement<watch_text, "add_member">;
constexpr auto remove_member = db::statement<watch_text, "remove_member">;
}  // namespace sql

constexpr auto shape_of(OpenCase*)
{
    using T = OpenCase;
    return shape("OpenDeskCase", field("id", &T::id), field("number", &T::number), field("reported_severity", &T::reported_severity),
                 field("severity", &T::severity), field("state", &T::state), field("received_at", &T::received_at),
                 field("first_answer_at", &T::first_answer_at), field("told_at", &T::told_at), field("released_at", &T::released_at),
                 field("closed_at", &T::closed_at), field("fixed_version", &T::fixed_version),
                 field("changelog_digest", &T::changelog_digest));
}

namespace {

void write(json::Writer& out, Deadline const& deadline)
{
    out.begin_object();
    out.plain_key("clock");
    out.plain_string(name_of(deadline.clock));
    out.plain_key("due_at");
    out.plain_string(deadline.due_at.text());
    out.plain_key("overdue");
    out.boolean(deadline.overdue);
    out.end_object();
}

void write(json::Writer& out, std::string_view name, std::optional<std::string> const& text)
{
    out.plain_key(name);
    Codec<std::optional<std::string>>::write(out, text);
}

void write(json::Writer& out, OpenCase const& each, Time now)
{
    auto const times = each.times();
    out.begin_object();
    write(out, "number", each.number);
    write(out, "severity", std::string(name_of(times.severity)));
    write(out, "state", std::string(name_of(each.state)));
    write(out, "received_at", each.received_at.text());
    write(out, "fixed_version", each.fixed_version);
    write(out, "changelog_digest", each.changelog_digest);
    out.plain_key("clocks");
    out.begin_array();
    for (auto const& deadline : deadlines(times, now))
        write(out, deadline);
    out.end_array();
    out.end_object();
}

bool is_news(db::Session& session, OpenCase const& each, Deadline const& deadline)
{
    return session.value<bool>(std::string(sql::escalate.text), db::values(each.id, deadline.clock, deadline.due_at));
}

}  // namespace

Times OpenCase::times() const
{
    return {.state = state,
            .severity = severity.value_or(reported_severity),
            .received_at = received_at,
            .first_answer_at = first_answer_at,
            .told_at = told_at,
            .released_at = released_at,
            .closed_at = closed_at};
}

std::vector<OpenCase> open_cases(db::Session& session)
{
    return db::map_rows<OpenCase>(session.run(std::string(sql::open_cases.text)));
}

int escalate(db::Session& session, Time now)
{
    int told = 0;
    for (auto const& each : open_cases(session))
        for (auto const& deadline : deadlines(each.times(), now))
            if (deadline.overdue && is_news(session, each, deadline))
                ++told;
    return told;
}

std::string import(db::Session& session, MailReport const& report)
{
    db::Bytes const digest{report.digest};
    return session.value<std::string>(std::string(sql::import_hole.text),
                                      db::values(Uuid::make(), report.received_at, report.description, report.email, digest));
}

void add_member(db::Session& session, std::string const& email)
{
    session.run(std::string(sql::add_member.text), db::values(email));
}

void remove_member(db::Session& session, std::string const& email)
{
    session.run(std::string(sql::remove_member.text), db::values(email));
}

std::string listed_as_json(std::vector<OpenCase> const& cases, Time now)
{
    std::string text;
    json::Writer out(text);
    out.begin_array();
    for (auto const& each : cases)
        write(out, each, now);
    out.end_array();
    return text;
}

}  // namespace guildhall::desk
