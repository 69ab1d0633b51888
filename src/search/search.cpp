#include "search/search.h"

#include "search/search.sql.h"

namespace guildhall::search {

namespace sql {
constexpr auto find = db::statement<text, "find">;
constexpr auto matching = db::statement<text, "matching">;
}  // namespace sql

namespace {

// More than these are not listed by their ids: reading the list in its order finds enough of them.
constexpr std::int32_t few = 2'000;

struct Asked {
    std::string search;  // words, or the beginnings or parts of them; a number or an address as far as it is typed
    std::optional<Kind> kind;
    std::int32_t limit = 5;  // of each kind
};
constexpr auto shape_of(Asked*)
{
    return shape("SearchQuery", field("search", &Asked::search, length(1, 200)), field("kind", &Asked::kind),
                 field("limit", &Asked::limit, or_default, between(1, 20)));
}

// title: the record's name. detail: a customer's city, a contact's address, an estimate's number, an activity's kind, a product's SKU.
struct Result {
    Kind kind = Kind::customer;
    Uuid id;
    std::string title;
    std::optional<std::string> detail, state;
    std::optional<Uuid> customer_id;
    std::optional<std::string> customer_name;
    std::optional<Time> due_at;
};
constexpr auto shape_of(Result*)
{
    return shape("SearchResult", field("kind", &Result::kind), field("id", &Result::id), field("title", &Result::title),
                 field("detail", &Result::detail), field("state", &Result::state), field("customer_id", &Result::customer_id),
                 field("customer_name", &Result::customer_name), field("due_at", &Result::due_at));
}

struct Results {
    std::vector<Result> items;
};
constexpr auto shape_of(Results*)
{
    return shape("SearchResults", field("items", &Results::items));
}

Task<Results> find(Tx& tx, Asked asked)
{
    Results results;
    results.items = co_await tx.last_rows<Result>(sql::find, asked.search, asked.limit, asked.kind);
    co_return results;
}

}  // namespace

Task<Matches> matches(Tx& tx, Kind kind, std::string text)
{
    auto const code = static_cast<std::int32_t>(kind) * 10 + 10;
    return tx.one<Matches>(sql::matching, text, code, few);
}

std::vector<Route> routes()
{
    constexpr Permission customers{"customers.read"}, estimates{"estimates.read"}, activities{"activities.read"}, products{"products.read"};
    return {get("/search", "Customers, contacts, estimates, activities and products, the best first",
                needs(customers, {estimates, activities, products}), find)};
}

}  // namespace guildhall::search
