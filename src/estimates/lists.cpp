#include "estimates/lists.h"

#include "base/currency.h"
#include "estimates/lists.sql.h"
#include "estimates/record.h"

namespace guildhall::estimates {

namespace sql {
constexpr auto newest = db::statement<lists_text, "newest">;
constexpr auto oldest = db::statement<lists_text, "oldest">;
constexpr auto count = db::statement<lists_text, "count">;
constexpr auto sums = db::statement<lists_text, "sums">;
constexpr auto customer_sums = db::statement<lists_text, "customer_sums">;
}  // namespace sql

namespace {

struct SummaryRecord {
    Id<Estimate> id;
    std::optional<std::string> number;
    State state = State::draft;
    CustomerId customer_id;
    std::string customer_name, currency;
    std::optional<Date> issue_date, due_date;
    Sums totals;
    std::optional<Uuid> spot_id;
    Uuid owner_id;
    std::int32_t version = 1;
    Time created_at;
    Uuid created_by;
    Time updated_at;
    Uuid updated_by;
};
constexpr auto shape_of(SummaryRecord*)
{
    using T = SummaryRecord;
    return shape("StoredEstimateSummary", field("id", &T::id), field("number", &T::number), field("state", &T::state),
                 field("customer_id", &T::customer_id), field("customer_name", &T::customer_name), field("currency", &T::currency),
                 field("issue_date", &T::issue_date), field("due_date", &T::due_date), field("totals", &T::totals),
                 field("spot_id", &T::spot_id), field("owner_id", &T::owner_id), field("version", &T::version),
                 field("created_at", &T::created_at), field("created_by", &T::created_by), field("updated_at", &T::updated_at),
                 field("updated_by", &T::updated_by));
}

EstimateSummary shown(SummaryRecord record)
{
    auto totals = shown(record.totals, record.currency);
    return {.id = record.id,
            .number = std::move(record.number),
            .state = record.state,
            .customer_id = record.customer_id,
            .customer_name = std::move(record.customer_name),
            .currency = std::move(record.currency),
            .issue_date = record.issue_date,
            .due_date = record.due_date,
            .totals = std::move(totals),
            .spot_id = record.spot_id,
            .owner_id = record.owner_id,
            .version = record.version,
            .created_at = record.created_at,
            .created_by = record.created_by,
            .updated_at = record.updated_at,
            .updated_by = record.updated_by};
}

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

Task<Page<EstimateSummary>> list(Tx& tx, ListInput in)
{
    auto const from = beginning_of(in);
    auto const statement = in.sort == ByTime::newest ? db::Statement<8>(sql::newest) : db::Statement<8>(sql::oldest);
    auto records = co_await tx.last_rows<SummaryRecord>(statement, from.key, from.id, in.customer_id, in.state, in.search, in.limit,
                                                        in.spot_id, in.owner_id);
    std::vector<EstimateSummary> rows;
    rows.reserve(records.size());
    for (auto& record : records)
        rows.push_back(shown(std::move(record)));
    co_return page_of(std::move(rows), in);
}

Task<Count> count(Tx& tx, Filter in)
{
    return tx.last_one<Count>(sql::count, in.customer_id, in.state, in.search, in.spot_id, in.owner_id);
}

Task<StateSums> sums(Tx& tx, Filter in)
{
    StateSums all;
    auto const rows = co_await tx.last_rows<StateRow>(sql::sums, in.customer_id, in.state, in.search, in.spot_id, in.owner_id);
    for (auto const& row : rows)
        all.items.push_back({row.state, row.count, row.currency, money_text(row.gross, row.currency)});
    co_return all;
}

Task<StatusSums> customer_sums(Tx& tx, customers::Filter in)
{
    StatusSums all;
    auto const rows = co_await tx.last_rows<StatusRow>(sql::customer_sums, in.status, in.kind, in.spot_id, in.owner_id, in.external_id,
                                                       in.country, in.search, in.tag_id, in.group_id);
    for (auto const& row : rows) {
        std::optional<Amount> offered;
        if (row.currency)
            offered = money_text(row.gross, *row.currency);
        all.items.push_back({row.status, row.count, row.currency, std::move(offered)});
    }
    co_return all;
}

}  // namespace guildhall::estimates
