#include "imports/record.h"
#include "imports/running.h"
#include "imports/running.sql.h"

namespace guildhall::imports {

namespace sql {
constexpr auto lock_running = db::statement<running_text, "lock_running">;
constexpr auto to_take_back = db::statement<running_text, "to_take_back">;
constexpr auto remove_customers = db::statement<running_text, "remove_customers">;
constexpr auto remove_contacts = db::statement<running_text, "remove_contacts">;
constexpr auto remove_products = db::statement<running_text, "remove_products">;
constexpr auto mark_rows = db::statement<running_text, "mark_rows">;
constexpr auto undo_progress = db::statement<running_text, "undo_progress">;
}  // namespace sql

namespace {

constexpr std::int32_t rows_of_a_batch = 200;

struct MadeRow {
    std::int32_t number = 0;
    Uuid made_id;
};
constexpr auto shape_of(MadeRow*)
{
    return shape("MadeRow", field("number", &MadeRow::number), field("made_id", &MadeRow::made_id));
}

std::string_view rights(Kind kind)
{
    return kind == Kind::customers ? "{imports.run,customers.delete,contacts.delete,notes.read,estimates.read}"
                                   : "{imports.run,products.delete,estimates.read}";
}

Task<std::vector<Uuid>> remove(Tx& tx, Order const& order, std::vector<Uuid> const& ids)
{
    if (order.kind == Kind::products) {
        auto removing = tx.rows<Uuid>(sql::remove_products, order.id, ids);
        co_return co_await std::move(removing);
    }
    auto removing = tx.rows<Uuid>(sql::remove_customers, order.id, ids);
    auto const removed = co_await std::move(removing);
    tx.send(sql::remove_contacts, removed);
    co_return removed;
}

// False when there is nothing left to do.
Task<bool> take_back_batch(db::Pool& pool, Order const& order)
{
    auto lease = co_await jobs::patient_lease(pool);
    jobs::Entered unit(std::move(lease), order.by, rights(order.kind));
    auto asking = unit.tx().maybe<Standing>(sql::lock_running, order.id, true);
    auto const standing = co_await std::move(asking);
    if (!standing)
        co_return false;
    auto looking = unit.tx().rows<MadeRow>(sql::to_take_back, order.id, rows_of_a_batch);
    auto const rows = co_await std::move(looking);
    std::vector<std::int32_t> numbers;
    std::vector<Uuid> ids;
    for (auto const& row : rows) {
        numbers.push_back(row.number);
        ids.push_back(row.made_id);
    }
    auto removing = remove(unit.tx(), order, ids);
    auto const removed = co_await std::move(removing);
    auto const gone = static_cast<std::int32_t>(removed.size()), all = static_cast<std::int32_t>(rows.size());
    unit.tx().send(sql::mark_rows, order.id, numbers, removed);
    bool const last = all < rows_of_a_batch;
    unit.tx().send(sql::undo_progress, order.id, gone, all - gone, last);
    co_await unit.commit();
    co_return !last;
}

}  // namespace

Task<void> undo_import(jobs::Jobs& jobs, db::Pool& pool, Order order)
{
    for (bool more = true; more && !jobs.stopping();) {
        auto taking_back = take_back_batch(pool, order);
        more = co_await std::move(taking_back);
    }
}

}  // namespace guildhall::imports
