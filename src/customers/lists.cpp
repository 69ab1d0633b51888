#include "customers/lists.h"

#include "api/reader.h"
#include "base/csv.h"
#include "customers/lists.sql.h"
#include "db/collation.h"
#include "search/search.h"

namespace guildhall::customers {

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

namespace {

std::string text(std::optional<std::string> const& value)
{
    return value.value_or("");
}

std::vector<std::string> csv_cells(Customer const& customer)
{
    auto const& stored = customer.billing_address ? customer.billing_address : customer.address;
    auto const address = stored ? stored->value() : Address{};
    return {customer.id.text(),
            text(customer.external_id),
            customer.name,
            std::string(name_of(customer.kind)),
            std::string(name_of(customer.status)),
            text(customer.vat_number),
            text(customer.phone),
            text(customer.website),
            text(customer.country),
            text(customer.language),
            customer.currency,
            std::to_string(customer.payment_terms_days),
            text(address.street),
            text(address.city),
            text(address.region),
            text(address.postal_code),
            text(address.country),
            customer.created_at.text()};
}

}  // namespace

static Task<Page<Customer>> list_found(Tx& tx, ListInput in, std::vector<Uuid> ids)
{
    auto const from = beginning_of(in);
    auto const language = co_await reader_language(tx);
    auto const statement = db::collated<sql::found>(db::collation_for(language));
    auto rows = co_await tx.last_rows<Customer>(statement, from.key, from.id, in.status, in.kind, in.spot_id, in.owner_id, in.external_id,
                                                in.country, ids, in.limit, in.tag_id, in.group_id, name_of(in.sort));
    co_return page_of(std::move(rows), in);
}

Task<Page<Customer>> list(Tx& tx, ListInput in)
{
    auto const from = beginning_of(in);
    if (in.search) {
        auto matches = co_await search::matches(tx, search::Kind::customer, *in.search);
        if (matches.ids)
            co_return co_await list_found(tx, in, std::move(*matches.ids));
    }
    auto statement = in.sort == ByName::newest ? sql::newest : sql::oldest;
    if (goes_by_name(in.sort)) {
        auto const language = co_await reader_language(tx);
        auto const collation = db::collation_for(language);
        statement = in.sort == ByName::name ? db::collated<sql::by_name>(collation) : db::collated<sql::by_name_down>(collation);
    }
    auto rows = co_await tx.last_rows<Customer>(statement, from.key, from.id, in.status, in.kind, in.spot_id, in.owner_id, in.external_id,
                                                in.country, in.search, in.limit, in.tag_id, in.group_id);
    co_return page_of(std::move(rows), in);
}

Task<Count> count(Tx& tx, Filter in)
{
    search::Matches matches;
    if (in.search)
        matches = co_await search::matches(tx, search::Kind::customer, *in.search);
    if (matches.ids)
        co_return co_await tx.last_one<Count>(sql::count_found, in.status, in.kind, in.spot_id, in.owner_id, in.external_id, in.country,
                                              *matches.ids, in.tag_id, in.group_id);
    co_return co_await tx.last_one<Count>(sql::count, in.status, in.kind, in.spot_id, in.owner_id, in.external_id, in.country,
                                          matches.share, in.tag_id, in.group_id);
}

Task<std::vector<Uuid>> matching(Scope& tx, Filter in, std::optional<Uuid> after, Time at, std::int32_t most)
{
    return tx.rows<Uuid>(sql::matching, in.status, in.kind, in.spot_id, in.owner_id, in.external_id, in.country, in.search, in.tag_id,
                         in.group_id, after, at, most);
}

Task<Document> export_csv(Tx& tx, Filter in)
{
    constexpr std::int32_t part = 1'000;
    Document document{"customers.csv", "text/csv; charset=utf-8", {}};
    std::vector<std::string> const head{"id",     "external_id", "name",    "kind",        "status",          "vat_number",
                                        "phone",  "website",     "country", "language",    "currency",        "payment_terms_days",
                                        "street", "city",        "region",  "postal_code", "address_country", "created_at"};
    auto file = std::make_shared<TemporaryFile>();
    file->append(csv_line(head));
    for (Beginning from;;) {
        auto rows = co_await tx.rows<Customer>(sql::newest, from.key, from.id, in.status, in.kind, in.spot_id, in.owner_id, in.external_id,
                                               in.country, in.search, part, in.tag_id, in.group_id);
        bool const more = rows.size() > static_cast<std::size_t>(part);
        rows.resize(std::min(rows.size(), static_cast<std::size_t>(part)));
        std::string lines;
        for (auto const& customer : rows)
            lines += csv_line(csv_cells(customer));
        file->append(lines);
        if (!more)
            break;
        from = {rows.back().created_at.text(), rows.back().id.text()};
    }
    document.file = std::move(file);
    co_return document;
}

}  // namespace guildhall::customers
