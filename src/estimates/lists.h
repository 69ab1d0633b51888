#pragma once
#include "api/listing.h"
#include "estimates/estimates.h"

namespace guildhall::estimates {

// An estimate as a list shows it: without lines, addresses and notes.
struct EstimateSummary {
    Id<Estimate> id;
    std::optional<std::string> number;
    State state = State::draft;
    CustomerId customer_id;
    std::string customer_name, currency;
    std::optional<Date> issue_date, due_date;
    DocumentTotals totals;
    std::optional<Uuid> spot_id;
    Uuid owner_id;
    std::int32_t version = 1;
    Time created_at;
    Uuid created_by;
    Time updated_at;
    Uuid updated_by;
};
constexpr auto shape_of(EstimateSummary*)
{
    using T = EstimateSummary;
    return shape("EstimateSummary", field("id", &T::id), field("number", &T::number), field("state", &T::state),
                 field("customer_id", &T::customer_id), field("customer_name", &T::customer_name), field("currency", &T::currency),
                 field("issue_date", &T::issue_date), field("due_date", &T::due_date), field("totals", &T::totals),
                 field("spot_id", &T::spot_id), field("owner_id", &T::owner_id), field("version", &T::version),
                 field("created_at", &T::created_at), field("created_by", &T::created_by), field("updated_at", &T::updated_at),
                 field("updated_by", &T::updated_by));
}

struct Filter {
    std::optional<std::string> search;  // words of the customer's name, or parts of them; the number
    std::optional<CustomerId> customer_id;
    std::optional<State> state;
    std::optional<Uuid> spot_id, owner_id;
};
constexpr auto shape_of(Filter*)
{
    return shape("EstimateFilter", field("search", &Filter::search, length(1, 200)), field("customer_id", &Filter::customer_id),
                 field("state", &Filter::state), field("spot_id", &Filter::spot_id), field("owner_id", &Filter::owner_id));
}

using ListInput = List<Filter, ByTime::newest>;

Task<Page<EstimateSummary>> list(Tx& tx, ListInput in);
Task<Count> count(Tx& tx, Filter in);

// Those that fit the filter and were there at that time, by id, from behind `after` on: for work in batches.
Task<std::vector<Uuid>> matching(Scope& tx, Filter in, std::optional<Uuid> after, Time at, std::int32_t most);

}  // namespace guildhall::estimates
