#pragma once
#include "customers/lists.h"
#include "estimates/lists.h"

namespace guildhall::estimates {

// How many there are in a state and a currency, and what they come to.
struct StateSum {
    State state = State::draft;
    std::int64_t count = 0;
    std::string currency;
    Amount gross;
};
constexpr auto shape_of(StateSum*)
{
    return shape("EstimateSum", field("state", &StateSum::state), field("count", &StateSum::count), field("currency", &StateSum::currency),
                 field("gross", &StateSum::gross));
}
struct StateSums {
    std::vector<StateSum> items;
};
constexpr auto shape_of(StateSums*)
{
    return shape("EstimateSums", field("items", &StateSums::items));
}

// How many customers have a status, and what is on offer to them: the estimates that are drafts or sent. A row for each currency; those
// without any offer have none.
struct StatusSum {
    customers::Status status = customers::Status::active;
    std::int64_t count = 0;
    std::optional<std::string> currency;
    std::optional<Amount> offered;
};
constexpr auto shape_of(StatusSum*)
{
    return shape("CustomerSum", field("status", &StatusSum::status), field("count", &StatusSum::count),
                 field("currency", &StatusSum::currency), field("offered", &StatusSum::offered));
}
struct StatusSums {
    std::vector<StatusSum> items;
};
constexpr auto shape_of(StatusSums*)
{
    return shape("CustomerSums", field("items", &StatusSums::items));
}

Task<StateSums> sums(Tx& tx, Filter in);
Task<StatusSums> customer_sums(Tx& tx, customers::Filter in);

}  // namespace guildhall::estimates
