#include "imports/record.h"
#include "imports/running.h"
#include "imports/running.sql.h"
#include "imports/writing.h"

#include <limits>
#include <set>

namespace guildhall::imports {

namespace sql {
constexpr auto lock_running = db::statement<running_text, "lock_running">;
constexpr auto to_take_back = db::statement<running_text, "to_take_back">;
constexpr auto remove_customers = db::statement<running_text, "remove_customers">;
constexpr auto restore_customers = db::statement<running_text, "restore_customers">;
constexpr auto remove_contacts_beside = db::statement<running_text, "remove_contacts_beside">;
constexpr auto remove_notes_beside = db::statement<running_text, "remove_notes_beside">;
constexpr auto remove_products = db::statement<running_text, "remove_products">;
constexpr auto restore_products = db::statement<running_text, "restore_products">;
constexpr auto remove_contacts = db::statement<running_text, "remove_contacts">;
constexpr auto restore_contacts = db::statement<running_text, "restore_contacts">;
constexpr auto mark_done = db::statement<running_text, "mark_done">;
constexpr auto mark_kept = db::statement<running_text, "mark_kept">;
constexpr auto undo_progress = db::statement<running_text, "undo_progress">;
}  // namespace sql

namespace {

constexpr std::int32_t rows_of_a_batch = 100;

struct MadeRow {
    std::int32_t number = 0;
    Outcome outcome = Outcome::created;
    Uuid made_id;
};
constexpr auto shape_of(MadeRow*)
{
    return shape("MadeRow", field("number", &MadeRow::number), field("outcome", &MadeRow::outcome), field("made_id", &MadeRow::made_id));
}

struct Versioned {
    Uuid id;
    std::int32_t version = 1;
};
constexpr auto shape_of(Versioned*)
{
    return shape("TakenBack", field("id", &Versioned::id), field("version", &Versioned::version));
}

std::string_view rights(Kind kind)
{
    switch (kind) {
    case Kind::customers:
        return "{imports.run,customers.update,customers.delete,contacts.delete,notes.delete,estimates.read,activities.read}";
    case Kind::products: return "{imports.run,products.update,products.delete,estimates.read}";
    case Kind::contacts: return "{imports.run,contacts.update,contacts.delete}";
    }
    return {};
}

struct Statements {
    db::Statement<3> remove, restore;
};
Statements statements_of(Kind kind)
{
    switch (kind) {
    case Kind::customers: return {sql::remove_customers, sql::restore_customers};
    case Kind::products: return {sql::remove_products, sql::restore_products};
    case Kind::contacts: break;
    }
    return {sql::remove_contacts, sql::restore_contacts};
}

// Rows of a batch, by the numbers of the first and the last; as many as have one.
struct Stretch {
    std::int32_t first = 0, last = 0, rows = 0;
};

// One record at most once in a batch, and what was done to it last before what was done first.
Stretch stretch_of(std::vector<MadeRow> const& rows)
{
    Stretch stretch;
    std::set<Uuid> seen;
    for (auto const& row : rows) {
        if (!seen.insert(row.made_id).second)
            break;
        stretch = {row.number, stretch.rows == 0 ? row.number : stretch.last, stretch.rows + 1};
    }
    return stretch;
}

Task<std::vector<Versioned>> take_back(Tx& tx, Order order, Stretch rows)
{
    auto const [remove, restore] = statements_of(order.kind);
    auto removing = tx.rows<Versioned>(remove, order.id, rows.first, rows.last);
    auto done = co_await std::move(removing);
    auto restoring = tx.rows<Versioned>(restore, order.id, rows.first, rows.last);
    auto const restored = co_await std::move(restoring);
    done.insert(done.end(), restored.begin(), restored.end());
    co_return done;
}

void mark(Tx& tx, Order const& order, Stretch const& rows, std::vector<Versioned> const& done)
{
    std::vector<Uuid> ids;
    std::vector<std::int32_t> versions;
    for (auto const& one : done) {
        ids.push_back(one.id);
        versions.push_back(one.version);
    }
    if (order.kind == Kind::customers) {
        tx.send(sql::remove_contacts_beside, order.id, rows.first, rows.last, ids);
        tx.send(sql::remove_notes_beside, order.id, rows.first, rows.last, ids);
    }
    tx.send(sql::mark_done, order.id, rows.first, rows.last, ids, versions);
    tx.send(sql::mark_kept, order.id, rows.first, rows.last);
}

// The row before which to go on; none when there is nothing left to do.
Task<std::optional<std::int32_t>> take_back_batch(db::Pool& pool, Order const& order, std::int32_t before)
{
    auto lease = co_await jobs::patient_lease(pool);
    jobs::Entered unit(std::move(lease), order.by, rights(order.kind));
    auto asking = unit.tx().maybe<Standing>(sql::lock_running, order.id, true);
    auto const standing = co_await std::move(asking);
    if (!standing)
        co_return std::nullopt;
    auto looking = unit.tx().rows<MadeRow>(sql::to_take_back, order.id, before, rows_of_a_batch);
    auto const rows = co_await std::move(looking);
    auto const stretch = stretch_of(rows);
    auto taking = take_back(unit.tx(), order, stretch);
    auto const done = co_await std::move(taking);
    mark(unit.tx(), order, stretch, done);
    auto const gone = static_cast<std::int32_t>(done.size());
    unit.tx().send(sql::undo_progress, order.id, gone, stretch.rows - gone, stretch.rows == 0);
    co_await unit.commit();
    co_return stretch.rows == 0 ? std::nullopt : std::optional(stretch.first);
}

}  // namespace

Task<void> undo_import(jobs::Jobs& jobs, db::Pool& pool, Order order)
{
    std::optional<std::int32_t> before = std::numeric_limits<std::int32_t>::max();
    while (before && !jobs.stopping()) {
        auto taking_back = take_back_batch(pool, order, *before);
        before = co_await std::move(taking_back);
    }
}

}  // namespace guildhall::imports
