#include "trash/trash.h"

#include "activities/activities.h"
#include "api/listing.h"
#include "contacts/contacts.h"
#include "estimates/estimates.h"
#include "notes/notes.h"
#include "trash/trash.sql.h"

namespace guildhall::trash {

namespace sql {
constexpr auto list = db::statement<text, "list">;
constexpr auto count = db::statement<text, "count">;
constexpr auto by_id = db::statement<text, "by_id">;
constexpr auto restore_customer = db::statement<text, "restore_customer">;
constexpr auto restore_contact = db::statement<text, "restore_contact">;
constexpr auto restore_note = db::statement<text, "restore_note">;
constexpr auto restore_activity = db::statement<text, "restore_activity">;
constexpr auto restore_estimate = db::statement<text, "restore_estimate">;
}  // namespace sql

namespace {

enum class Kind { customer, contact, note, activity, estimate };
constexpr std::array<std::string_view, 5> names_of(Kind*)
{
    return {"customer", "contact", "note", "activity", "estimate"};
}

enum class Order { deleted_down, deleted, newest, oldest, name, name_down };
constexpr std::array<std::string_view, 6> names_of(Order*)
{
    return {"-deleted_at", "deleted_at", "-created_at", "created_at", "name", "-name"};
}
constexpr bool goes_by_name(Order order)
{
    return order == Order::name || order == Order::name_down;
}

// customer_gone: its customer lies in the trash too, and has to come back first.
struct Trashed {
    Uuid id;
    Kind kind = Kind::customer;
    std::string name;
    std::optional<Uuid> customer_id;
    bool customer_gone = false;
    Time created_at, deleted_at;
    Uuid deleted_by;
    Time erased_at;
};
constexpr auto shape_of(Trashed*)
{
    using T = Trashed;
    return shape("Trashed", field("id", &T::id), field("kind", &T::kind), field("name", &T::name), field("customer_id", &T::customer_id),
                 field("customer_gone", &T::customer_gone), field("created_at", &T::created_at), field("deleted_at", &T::deleted_at),
                 field("deleted_by", &T::deleted_by), field("erased_at", &T::erased_at));
}
std::string sort_key(Trashed const& trashed, Order order)
{
    if (goes_by_name(order))
        return trashed.name;
    return order == Order::newest || order == Order::oldest ? trashed.created_at.text() : trashed.deleted_at.text();
}

struct Filter {
    std::optional<std::string> search;  // parts of words of the name
    std::optional<Kind> kind;
};
constexpr auto shape_of(Filter*)
{
    return shape("TrashFilter", field("search", &Filter::search, length(1, 200)), field("kind", &Filter::kind));
}

struct TrashedById {
    Uuid trashed_id;
};
constexpr auto shape_of(TrashedById*)
{
    return shape("TrashedById", field("trashed_id", &TrashedById::trashed_id),
                 constraint("customers_external_id", "external_id", "belongs to another customer by now"));
}

db::Statement<1> restoring(Kind kind)
{
    switch (kind) {
    case Kind::customer: return sql::restore_customer;
    case Kind::contact: return sql::restore_contact;
    case Kind::note: return sql::restore_note;
    case Kind::activity: return sql::restore_activity;
    case Kind::estimate: break;
    }
    return sql::restore_estimate;
}

Task<Page<Trashed>> list(Tx& tx, List<Filter, Order::deleted_down> in)
{
    return listed<Trashed, sql::list>(tx, in, in.kind);
}

Task<Count> count(Tx& tx, Filter in)
{
    return tx.last_one<Count>(sql::count, in.search, in.kind);
}

Task<Trashed> restore(Tx& tx, TrashedById which)
{
    auto trashed = co_await tx.one<Trashed>(sql::by_id, which.trashed_id);
    if (trashed.customer_gone)
        throw Failure(Problem::conflict, "Its customer lies in the trash too. Restore that first.");
    co_await tx.last_one<Uuid>(restoring(trashed.kind), which.trashed_id);
    co_return trashed;
}

}  // namespace

std::vector<Route> routes()
{
    std::initializer_list<Permission> const reading{contacts::may_read, notes::may_read, activities::may_read, estimates::may_read};
    std::initializer_list<Permission> const deleting{contacts::may_delete, notes::may_delete, activities::may_delete,
                                                     estimates::may_delete};
    return {
        get("/trash", "What was deleted in the last 30 days, the latest first", needs(customers::may_read, reading), list),
        get("/trash/count", "How much lies in the trash", needs(customers::may_read, reading), count),
        post("/trash/{trashed_id}/restoration", "Bring back what was deleted", needs(customers::may_delete, deleting), restore)
            .answers(200),
    };
}

}  // namespace guildhall::trash
