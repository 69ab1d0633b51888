#include "contacts/lists.h"

#include "api/reader.h"
#include "contacts/lists.sql.h"
#include "db/collation.h"

namespace guildhall::contacts {

namespace sql {
constexpr auto newest = db::statement<lists_text, "newest">;
constexpr auto oldest = db::statement<lists_text, "oldest">;
constexpr auto by_name = db::statement<lists_text, "by_name">;
constexpr auto by_name_down = db::statement<lists_text, "by_name_down">;
constexpr auto count = db::statement<lists_text, "count">;
}  // namespace sql

// By name: by last name, then by first name.
static std::string sort_key(ListedContact const& contact, ByName order)
{
    return goes_by_name(order) ? contact.last_name + " " + contact.first_name : contact.created_at.text();
}

Task<Page<ListedContact>> list_all(Tx& tx, List<AllFilter, ByName::newest> in)
{
    auto const from = beginning_of(in);
    auto statement = in.sort == ByName::newest ? sql::newest : sql::oldest;
    if (goes_by_name(in.sort)) {
        auto const language = co_await reader_language(tx);
        auto const collation = db::collation_for(language);
        statement = in.sort == ByName::name ? db::collated<sql::by_name>(collation) : db::collated<sql::by_name_down>(collation);
    }
    auto rows = co_await tx.last_rows<ListedContact>(statement, from.key, from.id, in.search, in.primary, in.opted_out, in.invalid_address,
                                                     in.spot_id, in.owner_id, in.limit);
    co_return page_of(std::move(rows), in.limit, name_of(in.sort), [&](ListedContact const& last) {
        return std::vector<std::string>{sort_key(last, in.sort), last.id.text()};
    });
}

Task<Count> count_all(Tx& tx, AllFilter in)
{
    return tx.last_one<Count>(sql::count, in.search, in.primary, in.opted_out, in.invalid_address, in.spot_id, in.owner_id);
}

}  // namespace guildhall::contacts
