#include "activities/activities.h"

#include "activities/activities.sql.h"
#include "api/listing.h"
#include "api/removing.h"

namespace guildhall::activities {

namespace sql {
constexpr auto list = db::statement<text, "list">;
constexpr auto count = db::statement<text, "count">;
constexpr auto by_id = db::statement<text, "by_id">;
constexpr auto to_change = db::statement<text, "to_change">;
constexpr auto add = db::statement<text, "add">;
constexpr auto change = db::statement<text, "change">;
constexpr auto remove = db::statement<text, "remove">;
}  // namespace sql

namespace {

using CustomerId = Id<customers::Customer>;

// What is due first comes first, and what is due at no time last.
enum class Order { due, newest, oldest };
constexpr std::array<std::string_view, 3> names_of(Order*)
{
    return {"due_at", "-created_at", "created_at"};
}
constexpr bool goes_by_name(Order)
{
    return false;
}
std::string sort_key(Activity const& activity, Order order)
{
    if (order != Order::due)
        return activity.created_at.text();
    return activity.due_at ? activity.due_at->text() : "9999-12-31T23:59:59.999999Z";
}

struct Filter {
    std::optional<std::string> search;  // parts of words in subject and body
    std::optional<Uuid> assignee_id;
    std::optional<CustomerId> customer_id;
    std::optional<Kind> kind;
    std::optional<bool> done;
    std::optional<Time> due_from, due_before;
};
constexpr auto shape_of(Filter*)
{
    return shape("ActivityFilter", field("search", &Filter::search, length(1, 200)), field("assignee_id", &Filter::assignee_id),
                 field("customer_id", &Filter::customer_id), field("kind", &Filter::kind), field("done", &Filter::done),
                 field("due_from", &Filter::due_from), field("due_before", &Filter::due_before));
}

struct ActivityById {
    Id<Activity> activity_id;
    std::optional<std::string> if_match;
};
constexpr auto shape_of(ActivityById*)
{
    return shape("ActivityById", field("activity_id", &ActivityById::activity_id), field("if_match", &ActivityById::if_match));
}

// Without an assignee it is the writer's own.
struct ActivityInput {
    Kind kind = Kind::task;
    std::string subject;
    std::optional<std::string> body;
    std::optional<Time> due_at, remind_at;
    bool done = false;
    std::optional<Uuid> assignee_id;
    std::optional<CustomerId> customer_id;
};
constexpr auto shape_of(ActivityInput*)
{
    return shape("ActivityInput", field("kind", &ActivityInput::kind, or_default),
                 field("subject", &ActivityInput::subject, length(1, 500), not_blank),
                 field("body", &ActivityInput::body, length(1, 20'000), not_blank), field("due_at", &ActivityInput::due_at),
                 field("remind_at", &ActivityInput::remind_at), field("done", &ActivityInput::done, or_default),
                 field("assignee_id", &ActivityInput::assignee_id), field("customer_id", &ActivityInput::customer_id));
}

struct ActivityChange {
    Id<Activity> activity_id;
    std::optional<std::string> if_match;
    Change<Kind> kind;
    Change<std::string> subject;
    Change<std::optional<std::string>> body;
    Change<std::optional<Time>> due_at, remind_at;
    Change<bool> done;
    Change<Uuid> assignee_id;
    Change<std::optional<CustomerId>> customer_id;
};
constexpr auto shape_of(ActivityChange*)
{
    return shape("ActivityChange", field("activity_id", &ActivityChange::activity_id), field("if_match", &ActivityChange::if_match),
                 field("kind", &ActivityChange::kind), field("subject", &ActivityChange::subject, length(1, 500), not_blank),
                 field("body", &ActivityChange::body, length(1, 20'000), not_blank), field("due_at", &ActivityChange::due_at),
                 field("remind_at", &ActivityChange::remind_at), field("done", &ActivityChange::done),
                 field("assignee_id", &ActivityChange::assignee_id), field("customer_id", &ActivityChange::customer_id));
}

Task<Page<Activity>> list(Tx& tx, List<Filter, Order::due> in)
{
    return listed<Activity, sql::list>(tx, in, in.assignee_id, in.customer_id, in.kind, in.done, in.due_from, in.due_before);
}

Task<Count> count(Tx& tx, Filter in)
{
    return tx.last_one<Count>(sql::count, in.search, in.assignee_id, in.customer_id, in.kind, in.done, in.due_from, in.due_before);
}

Task<Activity> by_id(Tx& tx, ActivityById which)
{
    return tx.last_one<Activity>(sql::by_id, which.activity_id);
}

Task<Activity> add(Tx& tx, ActivityInput in)
{
    return tx.last_one<Activity>(sql::add, Id<Activity>::make(), in.kind, in.subject, in.body, in.due_at, in.remind_at, in.done,
                                 in.assignee_id, in.customer_id);
}

Task<Activity> change(Tx& tx, ActivityChange changes)
{
    auto now = co_await tx.one<Activity>(sql::to_change, changes.activity_id);
    expect_version(changes.if_match, now);
    apply(now, changes);
    co_return co_await tx.last_one<Activity>(sql::change, now.id, now.kind, now.subject, now.body, now.due_at, now.remind_at, now.done,
                                             now.assignee_id, now.customer_id);
}

Task<void> remove(Tx& tx, ActivityById which)
{
    return removed<Activity>(tx, sql::to_change, sql::remove, which.activity_id, which.if_match);
}

}  // namespace

std::vector<Route> routes()
{
    return {
        get("/activities", "What is to be done, by when it is due", needs(may_read), list),
        get("/activities/count", "How much is to be done", needs(may_read), count),
        post("/activities", "Add something to be done", needs(may_create, {customers::may_read}), add),
        get("/activities/{activity_id}", "Something to be done", needs(may_read), by_id),
        patch("/activities/{activity_id}", "Change, assign or finish it", needs(may_update, {customers::may_read}), change),
        del("/activities/{activity_id}", "Put it into the trash", needs(may_delete), remove),
    };
}

}  // namespace guildhall::activities
