#include "products/lists.h"

#include "api/reader.h"
#include "db/collation.h"
#include "products/lists.sql.h"

namespace guildhall::products {

namespace sql {
constexpr auto newest = db::statement<lists_text, "newest">;
constexpr auto oldest = db::statement<lists_text, "oldest">;
constexpr auto by_name = db::statement<lists_text, "by_name">;
constexpr auto by_name_down = db::statement<lists_text, "by_name_down">;
constexpr auto count = db::statement<lists_text, "count">;
constexpr auto matching = db::statement<lists_text, "matching">;
}  // namespace sql

namespace {

db::Statement<7> statement_for(ByName order, std::string_view language)
{
    switch (order) {
    case ByName::newest: return sql::newest;
    case ByName::oldest: return sql::oldest;
    case ByName::name: return db::collated<sql::by_name>(db::collation_for(language));
    case ByName::name_down: return db::collated<sql::by_name_down>(db::collation_for(language));
    }
    return sql::newest;
}

}  // namespace

Task<Page<Product>> list(Tx& tx, ListInput in)
{
    auto const from = beginning_of(in);
    std::string language;
    if (goes_by_name(in.sort))
        language = co_await reader_language(tx);
    auto const statement = statement_for(in.sort, language);
    auto rows = co_await tx.last_rows<Product>(statement, from.key, from.id, in.active, in.external_id, in.sku, in.search, in.limit);
    co_return page_of(std::move(rows), in);
}

Task<Count> count(Tx& tx, Filter in)
{
    return tx.last_one<Count>(sql::count, in.active, in.external_id, in.sku, in.search);
}

Task<std::vector<Uuid>> matching(Scope& tx, Filter in, std::optional<Uuid> after, Time at, std::int32_t most)
{
    return tx.rows<Uuid>(sql::matching, in.active, in.external_id, in.sku, in.search, after, at, most);
}

}  // namespace guildhall::products
