#include "timeline/timeline.h"

#include "activities/activities.h"
#include "api/listing.h"
#include "contacts/contacts.h"
#include "estimates/estimates.h"
#include "notes/notes.h"
#include "timeline/timeline.sql.h"

namespace guildhall::timeline {

namespace sql {
constexpr auto customer = db::statement<text, "customer">;
constexpr auto list = db::statement<text, "list">;
constexpr auto count = db::statement<text, "count">;
}  // namespace sql

namespace {

enum class Kind { note, change, document, activity };
constexpr std::array<std::string_view, 4> names_of(Kind*)
{
    return {"note", "change", "document", "activity"};
}

// action: what was done, as the audit trail calls it, or customers.merged. object: with what, "contacts/<id>". body: the note, the
// subject, the contact's or the merged customer's name. changes: [{"field", "before", "after"}] where something was changed. state: of a
// document; done or open of an activity; done or undone of a merge.
struct Item {
    Uuid id;
    Kind kind = Kind::note;
    std::string action, object;
    std::optional<std::string> body, state;
    RawJson changes;
    Time created_at;
    Uuid created_by;
    std::optional<std::string> created_by_name;
};
constexpr auto shape_of(Item*)
{
    return shape("TimelineItem", field("id", &Item::id), field("kind", &Item::kind), field("action", &Item::action),
                 field("object", &Item::object), field("body", &Item::body), field("state", &Item::state), field("changes", &Item::changes),
                 field("created_at", &Item::created_at), field("created_by", &Item::created_by),
                 field("created_by_name", &Item::created_by_name));
}

struct Filter {
    Id<customers::Customer> customer_id;
    std::optional<std::string> search;  // parts of words
    std::optional<Kind> kind;
};
constexpr auto shape_of(Filter*)
{
    return shape("TimelineFilter", field("customer_id", &Filter::customer_id), field("search", &Filter::search, length(1, 200)),
                 field("kind", &Filter::kind));
}

Task<Page<Item>> list(Tx& tx, List<Filter, ByTime::newest> in)
{
    auto customer = tx.later<Uuid>(sql::customer, in.customer_id);
    auto page = co_await listed<Item, sql::list>(tx, in, in.customer_id, in.kind);
    customer.one();
    co_return page;
}

Task<Count> count(Tx& tx, Filter in)
{
    auto customer = tx.later<Uuid>(sql::customer, in.customer_id);
    auto const counted = co_await tx.last_one<Count>(sql::count, in.search, in.customer_id, in.kind);
    customer.one();
    co_return counted;
}

}  // namespace

std::vector<Route> routes()
{
    // What was changed is the record's own history: whoever sees the record where it lies sees what happened to it there.
    std::initializer_list<Permission> const besides{contacts::may_read, notes::may_read, estimates::may_read, activities::may_read};
    return {
        get("/customers/{customer_id}/timeline", "What has happened with a customer, newest first", needs(customers::may_read, besides),
            list),
        get("/customers/{customer_id}/timeline/count", "How much has happened with a customer", needs(customers::may_read, besides), count),
    };
}

}  // namespace guildhall::timeline
