#include "imports/batch.h"
#include "imports/writing.sql.h"

#include <set>

namespace guildhall::imports {

namespace sql {
constexpr auto add_products = db::statement<writing_text, "add_products">;
constexpr auto lock_products = db::statement<writing_text, "lock_products">;
constexpr auto change_products = db::statement<writing_text, "change_products">;
constexpr auto taken_ids = db::statement<writing_text, "taken_ids">;
}  // namespace sql

namespace {

// Of products that were not made: is it the id or the SKU that was there before, or that stands twice in the batch?
Task<std::set<std::string>> taken_ids(Scope& tx, Columns lines, std::set<Uuid> made)
{
    auto asking = tx.rows<std::string>(sql::taken_ids, lines.of("external_id"), lines.ids());
    auto const found = co_await std::move(asking);
    std::set<std::string> taken(found.begin(), found.end());
    for (auto const* line : lines.lines())
        if (made.contains(*line->made.id))
            taken.insert(line->value("external_id").value_or(""));
    co_return taken;
}

Task<void> make(Scope& tx, Columns lines, std::optional<Uuid> import_id)
{
    auto adding =
        tx.rows<Uuid>(sql::add_products, lines.ids(), lines.of("external_id"), lines.of("sku"), lines.of("name"), lines.of("description"),
                      lines.of("category"), lines.of("unit"), lines.of("unit_price"), lines.of("currency"), lines.of("active"), import_id);
    auto const ids = co_await std::move(adding);
    std::set<Uuid> const made(ids.begin(), ids.end());
    std::set<std::string> taken;
    if (made.size() < lines.lines().size()) {
        auto looking = taken_ids(tx, lines, made);
        taken = co_await std::move(looking);
    }
    for (auto* line : lines.lines())
        if (made.contains(*line->made.id))
            line->made.after_version = 1;
        else if (auto const id = line->value("external_id"); id && taken.contains(*id))
            line->fail("external_id", "is the id of another product");
        else
            line->fail("sku", "is the SKU of another product");
}

Task<void> change(Scope& tx, Columns lines)
{
    auto locking = tx.rows<Before>(sql::lock_products, lines.ids());
    auto const before = co_await std::move(locking);
    tell_before(lines, before);
    auto changing = tx.rows<Versioned>(sql::change_products, lines.ids(), lines.of("external_id"), lines.of("sku"), lines.of("name"),
                                       lines.of("description"), lines.of("category"), lines.of("unit"), lines.of("unit_price"),
                                       lines.of("currency"), lines.of("active"));
    auto const after = co_await std::move(changing);
    tell_after(lines, after);
}

}  // namespace

Task<void> write_products(Scope& tx, Columns made, Columns changed, std::optional<Uuid> import_id)
{
    if (!made.empty()) {
        auto making = make(tx, made, import_id);
        co_await std::move(making);
    }
    if (!changed.empty()) {
        auto changing = change(tx, changed);
        co_await std::move(changing);
    }
}

}  // namespace guildhall::imports
