#include "contacts/lists.h"

#include "api/reader.h"
#include "contacts/lists.sql.h"
#include "db/collation.h"
#include "search/search.h"

namespace guildhall::contacts {

namespace sql {
constexpr auto newest = db::statement<lists_text, "newest">;
constexpr auto oldest = db::statement<lists_text, "oldest">;
constexpr auto by_name = db::statement<lists_text, "by_name">;
constexpr auto by_name_down = db::statement<lists_text, "by_name_down">;
constexpr auto found = db::statement<lists_text, "found">;
constexpr auto count = db::statement<lists_text, "count">;
constexpr auto count_found = db::statement<lists_text, "count_found">;
constexpr auto matching = db::statement<lists_text, "matching">;
}  // namespace sql

// By name: by last name, then by first name.
static std::string sort_key(ListedContact const& contact, ByName order)
{
    return goes_by_name(order) ? contact.last_name + " " + contact.first_name : contact.created_at.text();
}

using AllInput = List<AllFilter, ByName::newest>;

static Page<ListedContact> page_of_contacts(std::vector<ListedContact> rows, AllInput const& in)
{
    return page_of(std::move(rows), in.limit, name_of(in.sort), [&](ListedContact const& last) {
        return std::vector<std::string>{sort_key(last, in.sort), last.id.text()};
    });
}

static Task<Page<ListedContact>> list_found(Tx& tx, AllInput in, std::vector<Uuid> ids)
{
    auto const from = beginning_of(in);
    auto const language = co_await reader_language(tx);
    auto const statement = db::collated<sql::found>(db::collation_for(language));
    auto rows = co_await tx.last_rows<ListedContact>(statement, from.key, from.id, ids, in.primary, in.opted_out, in.invalid_address,
                                                     in.spot_id, in.owner_id, in.limit, name_of(in.sort));
    co_return page_of_contacts(std::move(rows), in);
}

Task<Page<ListedContact>> list_all(Tx& tx, AllInput in)
{
    auto const from = beginning_of(in);
    if (in.search) {
        auto matches = co_await search::matches(tx, search::Kind::contact, *in.search);
        if (matches.ids)
            co_return co_await list_found(tx, in, std::move(*matches.ids));
    }
    auto statement = in.sort == ByName::newest ? sql::newest : sql::oldest;
    if (goes_by_name(in.sort)) {
        auto const language = co_await reader_language(tx);
        auto const collation = db::collation_for(language);
        statement = in.sort == ByName::name ? db::collated<sql::by_name>(collation) : db::collated<sql::by_name_down>(collation);
    }
    auto rows = co_await tx.last_rows<ListedContact>(statement, from.key, from.id, in.search, in.primary, in.opted_out, in.invalid_address,
                                                     in.spot_id, in.owner_id, in.limit);
    co_return page_of_contacts(std::move(rows), in);
}

Task<Count> count_all(Tx& tx, AllFilter in)
{
    search::Matches matches;
    if (in.search)
        matches = co_await search::matches(tx, search::Kind::contact, *in.search);
    if (matches.ids)
        co_return co_await tx.last_one<Count>(sql::count_found, *matches.ids, in.primary, in.opted_out, in.invalid_address, in.spot_id,
                                              in.owner_id);
    co_return co_await tx.last_one<Count>(sql::count, matches.share, in.primary, in.opted_out, in.invalid_address, in.spot_id, in.owner_id);
}

Task<std::vector<Uuid>> matching(Scope& tx, AllFilter in, std::optional<Uuid> after, Time at, std::int32_t most)
{
    return tx.rows<Uuid>(sql::matching, in.search, in.primary, in.opted_out, in.invalid_address, in.spot_id, in.owner_id, after, at, most);
}

}  // namespace guildhall::contacts
