#include "estimates/lists.h"

#include "estimates/lists.sql.h"
#include "estimates/record.h"
#include "search/search.h"

namespace guildhall::estimates {

namespace sql {
constexpr auto newest = db::statement<lists_text, "newest">;
constexpr auto oldest = db::statement<lists_text, "oldest">;
constexpr auto found = db::statement<lists_text, "found">;
constexpr auto count = db::statement<lists_text, "count">;
constexpr auto count_found = db::statement<lists_text, "count_found">;
constexpr auto matching = db::statement<lists_text, "matching">;
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

}  // namespace

static Page<EstimateSummary> page_of_records(std::vector<SummaryRecord> records, ListInput const& in)
{
    std::vector<EstimateSummary> rows;
    rows.reserve(records.size());
    for (auto& record : records)
        rows.push_back(shown(std::move(record)));
    return page_of(std::move(rows), in);
}

Task<Page<EstimateSummary>> list(Tx& tx, ListInput in)
{
    auto const from = beginning_of(in);
    search::Matches matches;
    if (in.search)
        matches = co_await search::matches(tx, search::Kind::estimate, *in.search);
    if (matches.ids) {
        auto few = co_await tx.last_rows<SummaryRecord>(sql::found, from.key, from.id, in.customer_id, in.state, *matches.ids, in.limit,
                                                        in.spot_id, in.owner_id, name_of(in.sort));
        co_return page_of_records(std::move(few), in);
    }
    auto const statement = in.sort == ByTime::newest ? db::Statement<8>(sql::newest) : db::Statement<8>(sql::oldest);
    auto records = co_await tx.last_rows<SummaryRecord>(statement, from.key, from.id, in.customer_id, in.state, in.search, in.limit,
                                                        in.spot_id, in.owner_id);
    co_return page_of_records(std::move(records), in);
}

Task<Count> count(Tx& tx, Filter in)
{
    search::Matches matches;
    if (in.search)
        matches = co_await search::matches(tx, search::Kind::estimate, *in.search);
    if (matches.ids)
        co_return co_await tx.last_one<Count>(sql::count_found, in.customer_id, in.state, *matches.ids, in.spot_id, in.owner_id);
    co_return co_await tx.last_one<Count>(sql::count, in.customer_id, in.state, matches.share, in.spot_id, in.owner_id);
}

Task<std::vector<Uuid>> matching(Scope& tx, Filter in, std::optional<Uuid> after, Time at, std::int32_t most)
{
    return tx.rows<Uuid>(sql::matching, in.customer_id, in.state, in.search, in.spot_id, in.owner_id, after, at, most);
}

}  // namespace guildhall::estimates
