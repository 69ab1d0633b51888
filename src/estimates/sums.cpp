#include "estimates/sums.h"

#include "base/currency.h"
#include "estimates/sums.sql.h"
#include "search/search.h"

namespace guildhall::estimates {

namespace sql {
constexpr auto by_state = db::statement<sums_text, "by_state">;
constexpr auto by_status = db::statement<sums_text, "by_status">;
}  // namespace sql

namespace {

struct StateRow {
    State state = State::draft;
    std::int64_t count = 0;
    std::string currency;
    std::int64_t gross = 0;
};
constexpr auto shape_of(StateRow*)
{
    return shape("StoredEstimateSum", field("state", &StateRow::state), field("count", &StateRow::count),
                 field("currency", &StateRow::currency), field("gross", &StateRow::gross));
}

struct StatusRow {
    customers::Status status = customers::Status::active;
    std::int64_t count = 0;
    std::optional<std::string> currency;
    std::int64_t gross = 0;
};
constexpr auto shape_of(StatusRow*)
{
    return shape("StoredCustomerSum", field("status", &StatusRow::status), field("count", &StatusRow::count),
                 field("currency", &StatusRow::currency), field("gross", &StatusRow::gross));
}

}  // namespace

Task<StateSums> sums(Tx& tx, Filter in)
{
    StateSums all;
    search::Matches matches;
    if (in.search)
        matches = co_await search::matches(tx, search::Kind::estimate, *in.search);
    auto const rows =
        co_await tx.last_rows<StateRow>(sql::by_state, in.customer_id, in.state, in.search, in.spot_id, in.owner_id, matches.ids);
    for (auto const& row : rows)
        all.items.push_back({row.state, row.count, row.currency, money_text(row.gross, row.currency)});
    co_return all;
}

Task<StatusSums> customer_sums(Tx& tx, customers::Filter in)
{
    StatusSums all;
    search::Matches matches;
    if (in.search)
        matches = co_await search::matches(tx, search::Kind::customer, *in.search);
    auto const rows = co_await tx.last_rows<StatusRow>(sql::by_status, in.status, in.kind, in.spot_id, in.owner_id, in.external_id,
                                                       in.country, in.search, in.tag_id, in.group_id, matches.ids);
    for (auto const& row : rows) {
        std::optional<Amount> offered;
        if (row.currency)
            offered = money_text(row.gross, *row.currency);
        all.items.push_back({row.status, row.count, row.currency, std::move(offered)});
    }
    co_return all;
}

}  // namespace guildhall::estimates
