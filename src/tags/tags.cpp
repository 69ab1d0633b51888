#include "tags/tags.h"

#include "api/listing.h"
#include "api/removing.h"
#include "tags/tags.sql.h"

namespace guildhall::tags {

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

constexpr auto name_taken = constraint("tags_name", "name", "is there already");

struct Filter {
    std::optional<std::string> search;  // parts of words
};
constexpr auto shape_of(Filter*)
{
    return shape("TagFilter", field("search", &Filter::search, length(1, 200)));
}

struct TagById {
    Id<Tag> tag_id;
    std::optional<std::string> if_match;
};
constexpr auto shape_of(TagById*)
{
    return shape("TagById", field("tag_id", &TagById::tag_id), field("if_match", &TagById::if_match));
}

struct TagInput {
    std::string name;
};
constexpr auto shape_of(TagInput*)
{
    return shape("TagInput", field("name", &TagInput::name, length(1, 60), not_blank), name_taken);
}

struct TagChange {
    Id<Tag> tag_id;
    std::optional<std::string> if_match;
    Change<std::string> name;
};
constexpr auto shape_of(TagChange*)
{
    return shape("TagChange", field("tag_id", &TagChange::tag_id), field("if_match", &TagChange::if_match),
                 field("name", &TagChange::name, length(1, 60), not_blank), name_taken);
}

Task<Page<Tag>> list(Tx& tx, List<Filter, ByName::name> in)
{
    return listed<Tag, sql::list>(tx, in);
}

Task<Count> count(Tx& tx, Filter in)
{
    return tx.last_one<Count>(sql::count, in.search);
}

Task<Tag> by_id(Tx& tx, TagById which)
{
    return tx.last_one<Tag>(sql::by_id, which.tag_id);
}

Task<Tag> add(Tx& tx, TagInput in)
{
    return tx.last_one<Tag>(sql::add, Id<Tag>::make(), in.name);
}

Task<Tag> change(Tx& tx, TagChange changes)
{
    auto now = co_await tx.one<Tag>(sql::to_change, changes.tag_id);
    expect_version(changes.if_match, now);
    apply(now, changes);
    co_return co_await tx.last_one<Tag>(sql::rename, now.id, now.name);
}

Task<void> remove(Tx& tx, TagById which)
{
    return removed<Tag>(tx, sql::to_change, sql::remove, which.tag_id, which.if_match);
}

}  // namespace

std::vector<Route> routes()
{
    return {
        get("/tags", "The guild's tags, by name", needs(may_read), list),
        get("/tags/count", "How many tags", needs(may_read), count),
        post("/tags", "Add a tag", needs(may_create), add),
        get("/tags/{tag_id}", "A tag", needs(may_read), by_id),
        patch("/tags/{tag_id}", "Rename a tag", needs(may_update), change),
        del("/tags/{tag_id}", "Remove a tag, and from what carries it", needs(may_delete), remove),
    };
}

}  // namespace guildhall::tags
