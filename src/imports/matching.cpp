#include "imports/batch.h"
#include "imports/matching.sql.h"

namespace guildhall::imports {

namespace sql {
constexpr auto customers_by_external_id = db::statement<matching_text, "customers_by_external_id">;
constexpr auto customers_by_name = db::statement<matching_text, "customers_by_name">;
constexpr auto customers_by_vat_number = db::statement<matching_text, "customers_by_vat_number">;
constexpr auto customers_by_email = db::statement<matching_text, "customers_by_email">;
constexpr auto products_by_external_id = db::statement<matching_text, "products_by_external_id">;
constexpr auto products_by_sku = db::statement<matching_text, "products_by_sku">;
constexpr auto products_by_name = db::statement<matching_text, "products_by_name">;
constexpr auto contacts_by_email = db::statement<matching_text, "contacts_by_email">;
constexpr auto contacts_by_name = db::statement<matching_text, "contacts_by_name">;
}  // namespace sql

namespace {

struct Match {
    std::int32_t place = 0;  // of the key, from 1
    Uuid id;
    std::int32_t many = 0;
};
constexpr auto shape_of(Match*)
{
    return shape("Match", field("place", &Match::place), field("id", &Match::id), field("many", &Match::many));
}

db::Statement<1> customers_by(MatchBy by)
{
    switch (by) {
    case MatchBy::vat_number: return sql::customers_by_vat_number;
    case MatchBy::email: return sql::customers_by_email;
    case MatchBy::name: return sql::customers_by_name;
    default: return sql::customers_by_external_id;
    }
}

db::Statement<1> products_by(MatchBy by)
{
    switch (by) {
    case MatchBy::sku: return sql::products_by_sku;
    case MatchBy::name: return sql::products_by_name;
    default: return sql::products_by_external_id;
    }
}

std::vector<Text> full_names(Columns const& lines)
{
    std::vector<Text> names;
    for (auto const* line : lines.lines())
        names.emplace_back(line->value("contact.first_name").value_or("") + " " + line->value("contact.last_name").value_or(""));
    return names;
}

Task<std::vector<Match>> contacts_by(Scope& tx, MatchBy by, Columns lines)
{
    std::vector<std::optional<Uuid>> customers;
    for (auto const* line : lines.lines())
        customers.push_back(line->made.customer_id);
    auto const keys = by == MatchBy::email ? lines.of("contact.email") : full_names(lines);
    auto asking = tx.rows<Match>(by == MatchBy::email ? sql::contacts_by_email : sql::contacts_by_name, keys, customers);
    co_return co_await std::move(asking);
}

}  // namespace

Task<void> find_matches(Scope& tx, Kind kind, MatchBy by, Columns lines)
{
    if (lines.empty())
        co_return;
    auto const field = by == MatchBy::email ? std::string("contact.email") : std::string(name_of(by));
    auto finding = kind == Kind::contacts    ? contacts_by(tx, by, lines)
                   : kind == Kind::customers ? tx.rows<Match>(customers_by(by), lines.of(field))
                                             : tx.rows<Match>(products_by(by), lines.of(field));
    auto const found = co_await std::move(finding);
    for (auto const& match : found) {
        auto& line = *lines.lines()[static_cast<std::size_t>(match.place - 1)];
        if (match.many > 1)
            line.fail(field, "is that of several records");
        else
            line.made.id = match.id;
    }
}

Task<void> find_customers(Scope& tx, Columns lines)
{
    if (lines.empty())
        co_return;
    auto names = lines.of("customer.name");
    auto const ids = lines.of("customer.external_id");
    for (std::size_t i = 0; i < names.size(); ++i)
        if (ids[i])
            names[i].reset();
    auto by_id = tx.rows<Match>(sql::customers_by_external_id, ids);
    auto found = co_await std::move(by_id);
    auto by_name = tx.rows<Match>(sql::customers_by_name, names);
    auto const more = co_await std::move(by_name);
    found.insert(found.end(), more.begin(), more.end());
    for (auto const& match : found) {
        auto& line = *lines.lines()[static_cast<std::size_t>(match.place - 1)];
        if (match.many > 1)
            line.fail("customer.name", "is that of several customers");
        else
            line.made.customer_id = match.id;
    }
    for (auto* line : lines.lines())
        if (!line->made.customer_id && !line->has_failed())
            line->fail(line->value("customer.external_id") ? "customer.external_id" : "customer.name", "is no customer's");
}

}  // namespace guildhall::imports
