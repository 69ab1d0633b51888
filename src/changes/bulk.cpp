#include "changes/bulk.h"

#include <algorithm>

#include "api/listing.h"
#include "changes/bulk.sql.h"
#include "changes/input.h"
#include "changes/running.h"

namespace guildhall::changes {

namespace sql {
constexpr auto add = db::statement<bulk_text, "add">;
constexpr auto workplace = db::statement<bulk_text, "workplace">;
constexpr auto tags_there = db::statement<bulk_text, "tags_there">;
constexpr auto group_there = db::statement<bulk_text, "group_there">;
constexpr auto add_named = db::statement<bulk_text, "add_named">;
constexpr auto count_named = db::statement<bulk_text, "count_named">;
constexpr auto by_id = db::statement<bulk_text, "by_id">;
constexpr auto list = db::statement<bulk_text, "list">;
constexpr auto count = db::statement<bulk_text, "count">;
constexpr auto to_change = db::statement<bulk_text, "to_change">;
constexpr auto set_state = db::statement<bulk_text, "set_state">;
}  // namespace sql

namespace {

using ChangeId = Id<BulkChange>;

struct ChangeById {
    ChangeId bulk_change_id;
};
constexpr auto shape_of(ChangeById*)
{
    return shape("BulkChangeById", field("bulk_change_id", &ChangeById::bulk_change_id));
}

struct Filter {
    std::optional<std::string> search;  // the kind
};
constexpr auto shape_of(Filter*)
{
    return shape("BulkChangeFilter", field("search", &Filter::search, length(1, 200)));
}

// A change as it is locked to be run or undone.
struct Kept {
    ChangeId id;
    Kind kind = Kind::customers;
    State state = State::running;
    bool undoing = false;
    Stored<BulkPatch> change;
    std::optional<Stored<Selection>> selection;
    Time created_at;
    bool over = false;
};
constexpr auto shape_of(Kept*)
{
    using T = Kept;
    return shape("KeptBulkChange", field("id", &T::id), field("kind", &T::kind), field("state", &T::state), field("undoing", &T::undoing),
                 field("change", &T::change), field("selection", &T::selection), field("created_at", &T::created_at),
                 field("over", &T::over));
}

BulkChange shown(BulkChange change, jobs::Jobs const& jobs)
{
    change.resumable = change.state == State::running && !jobs.runs(jobs::key_of(change.id.uuid, change.undoing));
    return change;
}

// Whose work, if there is any, begins as soon as this is kept.
Task<Reply<BulkChange>> long_work(Tx& tx, ChangeId id)
{
    auto asking = tx.last_one<BulkChange>(sql::by_id, id);
    auto change = co_await std::move(asking);
    co_return Reply<BulkChange>{std::move(change), {{"Location", "/api/v1/bulk-changes/" + id.text()}}};
}

// Long work, from the moment on at which its state is kept.
void begin(Tx& tx, jobs::Jobs& jobs, Order order, bool undoing)
{
    auto const place = jobs.reserve(jobs::key_of(order.id.uuid, undoing));
    if (!place)
        throw Failure(Problem::conflict, "This change runs already.");
    auto& work = undoing ? undo_bulk : run_bulk;
    order.by = {tx.client().proof, tx.client().request_id};
    tx.when_kept(
        [place, &work, order] { place->begin([&work, order](jobs::Jobs& all, db::Pool& pool) { return work(all, pool, order); }); });
}

Order order_of(Kept const& kept)
{
    Order order{kept.id, kept.kind, kept.change.value(), {}, kept.created_at, {}};
    if (kept.selection)
        order.selection = kept.selection->value();
    return order;
}

// What one sees of them is the guild's, or who one may give work to: said at once, not row by row.
Task<void> check_references(Tx& tx, BulkPatch change)
{
    auto refuse = [](std::string const& field, std::string message) {
        throw Failure(Problem::invalid, {}, {{"change." + field, std::move(message)}});
    };
    if (change.owner_id.given) {
        auto const place = co_await tx.maybe<std::optional<Uuid>>(sql::workplace, change.owner_id.value);
        if (!place)
            refuse("owner_id", "is nobody whom you can give this to");
    }
    if (change.add_tags) {
        auto tags = *change.add_tags;
        std::sort(tags.begin(), tags.end());
        tags.erase(std::unique(tags.begin(), tags.end()), tags.end());
        auto const there = co_await tx.one<std::int64_t>(sql::tags_there, tags);
        if (there != static_cast<std::int64_t>(tags.size()))
            refuse("add_tags", "are not all tags");
    }
    if (change.group_id.given && change.group_id.value) {
        auto const there = co_await tx.one<std::int64_t>(sql::group_there, *change.group_id.value);
        if (there == 0)
            refuse("group_id", "is not a group");
    }
}

Task<Reply<BulkChange>> add(Tx& tx, jobs::Jobs& jobs, BulkInput in)
{
    auto const id = ChangeId::make();
    co_await check_references(tx, in.change);
    db::Json const change{given_only(in.change)};
    tx.send(sql::add, id, in.kind, in.filter, change);
    if (in.ids) {
        tx.send(sql::add_named, id, in.kind, *in.ids);
        tx.send(sql::count_named, id);
    }
    Order order{id, in.kind, in.change, in.filter, tx.now(), {}};
    begin(tx, jobs, std::move(order), false);
    auto answering = long_work(tx, id);
    co_return co_await std::move(answering);
}

Task<BulkChange> by_id(Tx& tx, jobs::Jobs const& jobs, ChangeById which)
{
    auto const change = co_await tx.last_one<BulkChange>(sql::by_id, which.bulk_change_id);
    co_return shown(change, jobs);
}

Task<Page<BulkChange>> list(Tx& tx, jobs::Jobs const& jobs, List<Filter, ByTime::newest> in)
{
    auto page = co_await listed<BulkChange, sql::list>(tx, in);
    for (auto& change : page.items)
        change = shown(std::move(change), jobs);
    co_return page;
}

Task<Count> count(Tx& tx, Filter in)
{
    return tx.last_one<Count>(sql::count, in.search);
}

Task<Reply<BulkChange>> set_state(Tx& tx, ChangeId id, State state, bool undoing)
{
    tx.send(sql::set_state, id, state, undoing);
    return long_work(tx, id);
}

Task<Reply<BulkChange>> resume(Tx& tx, jobs::Jobs& jobs, ChangeById which)
{
    auto const kept = co_await tx.one<Kept>(sql::to_change, which.bulk_change_id);
    if (kept.state != State::running)
        throw Failure(Problem::conflict, "This change is over.");
    begin(tx, jobs, order_of(kept), kept.undoing);
    auto setting = set_state(tx, kept.id, State::running, kept.undoing);
    co_return co_await std::move(setting);
}

// What was changed stays so; an undo that is cancelled leaves the rest.
Task<Reply<BulkChange>> cancel(Tx& tx, ChangeById which)
{
    auto const kept = co_await tx.one<Kept>(sql::to_change, which.bulk_change_id);
    if (kept.state != State::running)
        throw Failure(Problem::conflict, "This change is over.");
    auto setting = set_state(tx, kept.id, kept.undoing ? State::done : State::cancelled, false);
    co_return co_await std::move(setting);
}

Task<Reply<BulkChange>> undo(Tx& tx, jobs::Jobs& jobs, ChangeById which)
{
    auto const kept = co_await tx.one<Kept>(sql::to_change, which.bulk_change_id);
    if (kept.state == State::running)
        throw Failure(Problem::conflict, "Cancel this change first.");
    if (kept.state == State::undone)
        throw Failure(Problem::conflict, "This change is undone already.");
    if (kept.over)
        throw Failure(Problem::conflict, "A change can be undone for 30 days.");
    begin(tx, jobs, order_of(kept), true);
    auto setting = set_state(tx, kept.id, State::running, true);
    co_return co_await std::move(setting);
}

}  // namespace

std::vector<Route> routes(jobs::Jobs& jobs)
{
    auto add_here = [&jobs](Tx& tx, BulkInput in) { return add(tx, jobs, std::move(in)); };
    auto list_here = [&jobs](Tx& tx, List<Filter, ByTime::newest> in) { return list(tx, jobs, std::move(in)); };
    auto get_here = [&jobs](Tx& tx, ChangeById which) { return by_id(tx, jobs, which); };
    auto resume_here = [&jobs](Tx& tx, ChangeById which) { return resume(tx, jobs, which); };
    auto undo_here = [&jobs](Tx& tx, ChangeById which) { return undo(tx, jobs, which); };
    return {
        get("/bulk-changes", "Changes of many records, newest first", needs(may_read), list_here),
        get("/bulk-changes/count", "How many changes of many records", needs(may_read), count),
        post("/bulk-changes", "Change many records at once", needs(may_run), add_here).accepted(),
        get("/bulk-changes/{bulk_change_id}", "A change of many records and how far it is", needs(may_read), get_here),
        post("/bulk-changes/{bulk_change_id}/resumption", "Go on after the server has stopped", needs(may_run), resume_here).accepted(),
        post("/bulk-changes/{bulk_change_id}/cancellation", "Stop; what was changed stays so", needs(may_run), cancel).accepted(),
        post("/bulk-changes/{bulk_change_id}/undo", "Take back what nobody has changed since", needs(may_run), undo_here).accepted(),
    };
}

}  // namespace guildhall::changes
