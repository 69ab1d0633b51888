#include "desk/desk.h"

#include <algorithm>
#include <iterator>

#include "api/listing.h"
#include "desk/desk.sql.h"
#include "desk/members.h"
#include "desk/records.h"
#include "desk/reports.h"

namespace guildhall::desk {

namespace sql {
constexpr auto list = db::statement<text, "list">;
constexpr auto count = db::statement<text, "count">;
constexpr auto by_id = db::statement<text, "by_id">;
constexpr auto messages = db::statement<text, "messages">;
constexpr auto breaches = db::statement<text, "breaches">;
constexpr auto update = db::statement<text, "update">;
constexpr auto move = db::statement<text, "move">;
constexpr auto write = db::statement<text, "write">;
}  // namespace sql

namespace {

constexpr auto long_text = length(1, 20'000);

// open: only those that are not closed, or only the others.
struct Filter {
    std::optional<std::string> search;  // of the number
    std::optional<bool> open;
};
constexpr auto shape_of(Filter*)
{
    return shape("DeskCaseFilter", field("search", &Filter::search, length(1, 200)), field("open", &Filter::open));
}
using CaseList = List<Filter, ByTime::newest>;

struct CaseById {
    Uuid desk_case_id;
};
constexpr auto shape_of(CaseById*)
{
    return shape("DeskCaseById", field("desk_case_id", &CaseById::desk_case_id));
}

struct CaseChange {
    Uuid desk_case_id;
    std::optional<std::string> if_match;
    Change<std::optional<Judgement>> severity;
    Change<std::optional<std::string>> summary, details, introduced_version, fixed_version, changelog_line;
    Change<std::optional<bool>> credit;
};
constexpr auto shape_of(CaseChange*)
{
    using T = CaseChange;
    return shape("DeskCaseChange", field("desk_case_id", &T::desk_case_id), field("if_match", &T::if_match),
                 field("severity", &T::severity), field("summary", &T::summary, length(1, 200), not_blank),
                 field("details", &T::details, long_text, not_blank), field("introduced_version", &T::introduced_version, length(1, 40)),
                 field("fixed_version", &T::fixed_version, length(1, 40)),
                 field("changelog_line", &T::changelog_line, length(1, 500), not_blank), field("credit", &T::credit));
}

struct Move {
    Uuid desk_case_id;
    State state = State::received;
};
constexpr auto shape_of(Move*)
{
    return shape("DeskCaseState", field("desk_case_id", &Move::desk_case_id), field("state", &Move::state));
}

// internal: a note that the reporter does not see, and that stops no clock.
struct Word {
    Uuid desk_case_id;
    std::string body;
    bool internal = false;
};
constexpr auto shape_of(Word*)
{
    return shape("DeskWord", field("desk_case_id", &Word::desk_case_id), field("body", &Word::body, long_text, not_blank),
                 field("internal", &Word::internal, or_default));
}

Task<Page<CaseEntry>> list(AccountTx& tx, CaseList in)
{
    auto const page = co_await listed<CaseRecord, sql::list>(tx, in, in.open);
    Page<CaseEntry> entries{{}, page.next};
    for (auto const& record : page.items)
        entries.items.push_back(entry_of(record, tx.now()));
    co_return entries;
}

Task<Count> count(AccountTx& tx, Filter in)
{
    return tx.last_one<Count>(sql::count, in.search, in.open);
}

Task<Case> whole(AccountTx& tx, CaseRecord record)
{
    auto const id = record.id;
    auto messages = tx.later<Message>(sql::messages, id);
    auto breaches = co_await tx.last_rows<Breach>(sql::breaches, id);
    co_return shown(std::move(record), messages.rows(), std::move(breaches), tx.now());
}

Task<Case> by_id(AccountTx& tx, CaseById which)
{
    auto record = co_await tx.one<CaseRecord>(sql::by_id, which.desk_case_id);
    co_return co_await whole(tx, std::move(record));
}

void expect_sense(CaseRecord const& record, std::string const& public_url, Time now)
{
    auto advisory = advisory_of(record, public_url, now);
    if (!record.fixed_version)
        advisory.fixed_version = "0.0.0";
    auto problems = problems_of(advisory);
    if (record.credit.value_or(false) && !record.credit_name)
        problems.push_back({"credit", "cannot be given: who reported this did not ask to be named"});
    if (!problems.empty())
        throw Failure(Problem::invalid, {}, std::move(problems));
}

Task<Case> change(AccountTx& tx, std::string public_url, CaseChange changes)
{
    auto now = co_await tx.one<CaseRecord>(sql::by_id, changes.desk_case_id);
    expect_version(changes.if_match, now);
    if (now.closed_at)
        throw Failure(Problem::conflict, "This case is closed.");
    apply(now, changes);
    expect_sense(now, public_url, tx.now());
    auto changed = co_await tx.one<CaseRecord>(sql::update, now.id, now.version, now.severity, now.summary, now.details,
                                               now.introduced_version, now.fixed_version, now.changelog_line, now.credit);
    co_return co_await whole(tx, std::move(changed));
}

// Everything that is published must be there, and an advisory that others can read must come of it.
void expect_complete(CaseRecord const& record, std::string const& public_url, Time now)
{
    std::vector<FieldProblem> problems;
    for (auto const name : missing_in(given_in(record)))
        problems.push_back({std::string(name), "is needed to close a case"});
    if (!problems.empty())
        throw Failure(Problem::invalid, {}, std::move(problems));
    expect_sense(record, public_url, now);
    if (!problems_of_osv(json::parse(osv_of(advisory_of(record, public_url, now)))).empty())
        throw Failure(Problem::invalid, {}, {{"details", "do not make an advisory"}});
}

Task<Case> move(AccountTx& tx, std::string public_url, Move in)
{
    auto const now = co_await tx.one<CaseRecord>(sql::by_id, in.desk_case_id);
    if (!may_follow(now.state, in.state))
        throw Failure(Problem::conflict, "A case cannot go there from where it is.");
    if (in.state == State::credited)
        expect_complete(now, public_url, tx.now());
    auto moved = co_await tx.one<CaseRecord>(sql::move, now.id, now.version, in.state);
    co_return co_await whole(tx, std::move(moved));
}

Task<Written> write(AccountTx& tx, Word in)
{
    auto const id = Uuid::make();
    auto const at = co_await tx.last_one<Time>(sql::write, in.desk_case_id, id, in.body, in.internal);
    co_return Written{id, at};
}

Task<Document> advisory(AccountTx& tx, std::string public_url, CaseById which)
{
    auto const record = co_await tx.last_one<CaseRecord>(sql::by_id, which.desk_case_id);
    if (!record.summary || !record.details || !record.fixed_version)
        throw Failure(Problem::conflict, "The advisory lacks a summary, details or the fixed version.");
    co_return Document{record.number + ".json", "application/json", osv_of(advisory_of(record, public_url, tx.now()))};
}

std::vector<Route> case_routes(identity::Services const& services)
{
    auto const url = services.options().public_url;
    auto change_here = [url](AccountTx& tx, CaseChange in) { return change(tx, url, std::move(in)); };
    auto move_here = [url](AccountTx& tx, Move in) { return move(tx, url, in); };
    auto advisory_here = [url](AccountTx& tx, CaseById in) { return advisory(tx, url, in); };
    return {
        get("/desk-cases", "The security desk's cases, newest first", signed_in_with(may_read), list),
        get("/desk-cases/count", "How many cases the security desk has", signed_in_with(may_read), count),
        get("/desk-cases/{desk_case_id}", "A case with all that was said", signed_in_with(may_read), by_id),
        patch("/desk-cases/{desk_case_id}", "Change what the desk says of a case", signed_in_with(may_read), change_here),
        put("/desk-cases/{desk_case_id}/state", "Another state; the reporter hears of it", signed_in_with(may_read), move_here),
        post("/desk-cases/{desk_case_id}/messages", "Write to the reporter, or a note", signed_in_with(may_read), write),
        get("/desk-cases/{desk_case_id}/advisory.json", "What is published of a case, as OSV", signed_in_with(may_read), advisory_here),
    };
}

}  // namespace

std::vector<Route> routes(identity::Services const& services)
{
    auto all = report_routes(services);
    for (auto more : {case_routes(services), member_routes()})
        std::ranges::move(more, std::back_inserter(all));
    return all;
}

}  // namespace guildhall::desk
