#include "views/views.h"

#include "api/listing.h"
#include "api/removing.h"
#include "views/views.sql.h"

namespace guildhall::views {

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

constexpr auto name_taken = constraint("views_name", "name", "is the name of another view of yours");

struct Filter {
    std::optional<std::string> search;  // parts of words
    std::optional<ListName> list;
    std::optional<bool> shared;
};
constexpr auto shape_of(Filter*)
{
    return shape("ViewFilter", field("search", &Filter::search, length(1, 200)), field("list", &Filter::list),
                 field("shared", &Filter::shared));
}

struct ViewById {
    Id<View> view_id;
    std::optional<std::string> if_match;
};
constexpr auto shape_of(ViewById*)
{
    return shape("ViewById", field("view_id", &ViewById::view_id), field("if_match", &ViewById::if_match));
}

struct ViewInput {
    ListName list = ListName::customers;
    std::string name, query;
    bool shared = false;
};
constexpr auto shape_of(ViewInput*)
{
    return shape("ViewInput", field("list", &ViewInput::list), field("name", &ViewInput::name, length(1, 60), not_blank),
                 field("query", &ViewInput::query, or_default, length(0, 4'000)), field("shared", &ViewInput::shared, or_default),
                 name_taken);
}

struct ViewChange {
    Id<View> view_id;
    std::optional<std::string> if_match;
    Change<std::string> name, query;
    Change<bool> shared;
};
constexpr auto shape_of(ViewChange*)
{
    return shape("ViewChange", field("view_id", &ViewChange::view_id), field("if_match", &ViewChange::if_match),
                 field("name", &ViewChange::name, length(1, 60), not_blank), field("query", &ViewChange::query, length(0, 4'000)),
                 field("shared", &ViewChange::shared), name_taken);
}

Task<Page<View>> list(Tx& tx, List<Filter, ByName::name> in)
{
    return listed<View, sql::list>(tx, in, in.list, in.shared);
}

Task<Count> count(Tx& tx, Filter in)
{
    return tx.last_one<Count>(sql::count, in.search, in.list, in.shared);
}

Task<View> by_id(Tx& tx, ViewById which)
{
    return tx.last_one<View>(sql::by_id, which.view_id);
}

Task<View> add(Tx& tx, ViewInput in)
{
    return tx.last_one<View>(sql::add, Id<View>::make(), in.list, in.name, in.query, in.shared);
}

Task<View> change(Tx& tx, ViewChange changes)
{
    auto now = co_await tx.one<View>(sql::to_change, changes.view_id);
    expect_version(changes.if_match, now);
    apply(now, changes);
    co_return co_await tx.last_one<View>(sql::change, now.id, now.name, now.query, now.shared);
}

Task<void> remove(Tx& tx, ViewById which)
{
    return removed<View>(tx, sql::to_change, sql::remove, which.view_id, which.if_match);
}

}  // namespace

std::vector<Route> routes()
{
    return {
        get("/views", "Saved views of lists, one's own and those shared with the guild", needs(may_read), list),
        get("/views/count", "How many saved views", needs(may_read), count),
        post("/views", "Save a view of a list", needs(may_create), add),
        get("/views/{view_id}", "A saved view", needs(may_read), by_id),
        patch("/views/{view_id}", "Change a saved view of one's own; an administrator a shared one too", needs(may_update), change),
        del("/views/{view_id}", "Remove a saved view", needs(may_delete), remove),
    };
}

}  // namespace guildhall::views
