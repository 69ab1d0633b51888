#include "groups/groups.h"

#include "api/listing.h"
#include "api/removing.h"
#include "groups/groups.sql.h"

namespace guildhall::groups {

namespace sql {
constexpr auto list = db::statement<text, "list">;
constexpr auto count = db::statement<text, "count">;
constexpr auto by_id = db::statement<text, "by_id">;
constexpr auto to_change = db::statement<text, "to_change">;
constexpr auto add = db::statement<text, "add">;
constexpr auto rename = db::statement<text, "rename">;
constexpr auto remove = db::statement<text, "remove">;
}  // namespace sql

namespace {

constexpr auto name_taken = constraint("groups_name", "name", "is there already");

struct Filter {
    std::optional<std::string> search;  // parts of words
};
constexpr auto shape_of(Filter*)
{
    return shape("GroupFilter", field("search", &Filter::search, length(1, 200)));
}

struct GroupById {
    Id<Group> group_id;
    std::optional<std::string> if_match;
};
constexpr auto shape_of(GroupById*)
{
    return shape("GroupById", field("group_id", &GroupById::group_id), field("if_match", &GroupById::if_match));
}

struct GroupInput {
    std::string name;
};
constexpr auto shape_of(GroupInput*)
{
    return shape("GroupInput", field("name", &GroupInput::name, length(1, 60), not_blank), name_taken);
}

struct GroupChange {
    Id<Group> group_id;
    std::optional<std::string> if_match;
    Change<std::string> name;
};
constexpr auto shape_of(GroupChange*)
{
    return shape("GroupChange", field("group_id", &GroupChange::group_id), field("if_match", &GroupChange::if_match),
                 field("name", &GroupChange::name, length(1, 60), not_blank), name_taken);
}

Task<Page<Group>> list(Tx& tx, List<Filter, ByName::name> in)
{
    return listed<Group, sql::list>(tx, in);
}

Task<Count> count(Tx& tx, Filter in)
{
    return tx.last_one<Count>(sql::count, in.search);
}

Task<Group> by_id(Tx& tx, GroupById which)
{
    return tx.last_one<Group>(sql::by_id, which.group_id);
}

Task<Group> add(Tx& tx, GroupInput in)
{
    return tx.last_one<Group>(sql::add, Id<Group>::make(), in.name);
}

Task<Group> change(Tx& tx, GroupChange changes)
{
    auto now = co_await tx.one<Group>(sql::to_change, changes.group_id);
    expect_version(changes.if_match, now);
    apply(now, changes);
    co_return co_await tx.last_one<Group>(sql::rename, now.id, now.name);
}

Task<void> remove(Tx& tx, GroupById which)
{
    return removed<Group>(tx, sql::to_change, sql::remove, which.group_id, which.if_match);
}

}  // namespace

std::vector<Route> routes()
{
    return {
        get("/groups", "The guild's groups of customers, by name", needs(may_read), list),
        get("/groups/count", "How many groups", needs(may_read), count),
        post("/groups", "Add a group of customers", needs(may_create), add),
        get("/groups/{group_id}", "A group", needs(may_read), by_id),
        patch("/groups/{group_id}", "Rename a group", needs(may_update), change),
        del("/groups/{group_id}", "Remove a group; its customers are in none then", needs(may_delete), remove),
    };
}

}  // namespace guildhall::groups
