#include "customers/lists.h"

#include "api/reader.h"
#include "base/csv.h"
#include "customers/lists.sql.h"
#include "db/collation.h"

namespace guildhall::customers {

namespace sql {
constexpr auto newest = db::statement<lists_text, "newest">;
constexpr auto oldest = db::statement<lists_text, "oldest">;
constexpr auto by_name = db::statement<lists_text, "by_name">;
constexpr auto by_name_down = db::statement<lists_text, "by_name_down">;
constexpr auto count = db::statement<lists_text, "count">;
}  // namespace sql

namespace {

using Key = std::optional<std::vector<std::string>>;

std::optional<std::string> part(Key const& key, std::size_t index)
{
    return key ? std::optional(key->at(index)) : std::nullopt;
}

Task<std::vector<Customer>> rows_of(Tx& tx, db::Statement<10> statement, Key key, ListInput in)
{
    return tx.last_rows<Customer>(statement, part(key, 0), part(key, 1), in.status, in.kind, in.spot_id, in.owner_id, in.external_id,
                                  in.country, in.search, in.limit);
}

std::vector<std::string> cursor_key(ListInput const& in, Customer const& last)
{
    return {in.sort >= Sort::name ? last.name : last.created_at.text(), last.id.text()};
}

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

Task<Page<Customer>> list(Tx& tx, ListInput in)
{
    auto const key = Cursor::read(in.after, name_of(in.sort), {in.sort >= Sort::name ? KeyPart::text : KeyPart::time, KeyPart::id});
    auto statement = in.sort == Sort::newest ? sql::newest : sql::oldest;
    if (in.sort >= Sort::name) {
        auto const language = co_await reader_language(tx);
        auto const collation = db::collation_for(language);
        statement = in.sort == Sort::name ? db::collated<sql::by_name>(collation) : db::collated<sql::by_name_down>(collation);
    }
    auto rows = co_await rows_of(tx, statement, key, in);
    co_return page_of(std::move(rows), in.limit, name_of(in.sort), [&](Customer const& last) { return cursor_key(in, last); });
}

Task<Count> count(Tx& tx, Filter in)
{
    return tx.last_one<Count>(sql::count, in.status, in.kind, in.spot_id, in.owner_id, in.external_id, in.country, in.search);
}

Task<Document> export_csv(Tx& tx, Filter in)
{
    ListInput page{.limit = 1'000,
                   .after = {},
                   .search = in.search,
                   .status = in.status,
                   .kind = in.kind,
                   .spot_id = in.spot_id,
                   .owner_id = in.owner_id,
                   .external_id = in.external_id,
                   .country = in.country};
    Document document{"customers.csv", "text/csv; charset=utf-8", {}};
    std::vector<std::string> const head{"id",     "external_id", "name",    "kind",        "status",          "vat_number",
                                        "phone",  "website",     "country", "language",    "currency",        "payment_terms_days",
                                        "street", "city",        "region",  "postal_code", "address_country", "created_at"};
    document.bytes = csv_line(head);
    for (Key key;;) {
        auto rows = co_await tx.rows<Customer>(sql::newest, part(key, 0), part(key, 1), page.status, page.kind, page.spot_id, page.owner_id,
                                               page.external_id, page.country, page.search, page.limit);
        bool const more = rows.size() > static_cast<std::size_t>(page.limit);
        rows.resize(std::min(rows.size(), static_cast<std::size_t>(page.limit)));
        for (auto const& customer : rows)
            document.bytes += csv_line(csv_cells(customer));
        if (!more)
            break;
        key = cursor_key(page, rows.back());
    }
    co_return document;
}

}  // namespace guildhall::customers
