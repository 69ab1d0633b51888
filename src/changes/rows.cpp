#include "changes/rows.h"

#include "changes/rows.sql.h"

namespace guildhall::changes {

namespace sql {
constexpr auto patch_customers = db::statement<rows_text, "patch_customers">;
constexpr auto patch_contacts = db::statement<rows_text, "patch_contacts">;
constexpr auto patch_notes = db::statement<rows_text, "patch_notes">;
constexpr auto patch_activities = db::statement<rows_text, "patch_activities">;
constexpr auto patch_estimates = db::statement<rows_text, "patch_estimates">;
constexpr auto patch_products = db::statement<rows_text, "patch_products">;
}  // namespace sql

namespace {

db::Statement<3> statement_for(Kind kind)
{
    switch (kind) {
    case Kind::customers: return sql::patch_customers;
    case Kind::contacts: return sql::patch_contacts;
    case Kind::notes: return sql::patch_notes;
    case Kind::activities: return sql::patch_activities;
    case Kind::estimates: return sql::patch_estimates;
    case Kind::products: break;
    }
    return sql::patch_products;
}

}  // namespace

Task<std::vector<Outcome>> patch_rows(Scope& tx, Uuid change_id, Kind kind, std::vector<std::int32_t> numbers, Patch to)
{
    return tx.rows<Outcome>(statement_for(kind), change_id, numbers, to);
}

}  // namespace guildhall::changes
