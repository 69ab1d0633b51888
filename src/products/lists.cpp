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
}  // namespace sql

namespace {

db::Statement<7> statement_for(Sort sort, std::string_view language)
{
    switch (sort) {
    case Sort::newest: return sql::newest;
    case Sort::oldest: return sql::oldest;
    case Sort::name: return db::collated<sql::by_name>(db::collation_for(language));
    case Sort::name_down: return db::collated<sql::by_name_down>(db::collation_for(language));
    }
    return sql::newest;
}

}  // namespace

Task<Page<Product>> list(Tx& tx, ListInput in)
{
    bool const by_name = in.sort == Sort::name || in.sort == Sort::name_down;
    auto const key = Cursor::read(in.after, name_of(in.sort), {by_name ? KeyPart::text : KeyPart::time, KeyPart::id});
    auto const from = key ? std::optional(key->at(0)) : std::nullopt;
    auto const id = key ? std::optional(key->at(1)) : std::nullopt;
    std::string language;
    if (by_name)
        language = co_await reader_language(tx);
    auto const statement = statement_for(in.sort, language);
    auto rows = co_await tx.last_rows<Product>(statement, from, id, in.active, in.external_id, in.sku, in.search, in.limit);
    auto last_key = [&](Product const& last) { return std::vector{by_name ? last.name : last.created_at.text(), last.id.text()}; };
    co_return page_of(std::move(rows), in.limit, name_of(in.sort), last_key);
}

Task<Count> count(Tx& tx, Filter in)
{
    return tx.last_one<Count>(sql::count, in.active, in.external_id, in.sku, in.search);
}

}  // namespace guildhall::products
