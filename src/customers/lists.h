#pragma once
#include "api/listing.h"
#include "customers/customers.h"

namespace guildhall::customers {

struct Filter {
    std::optional<std::string> search;  // words, or parts of them; an e-mail address, a telephone or VAT number
    std::optional<Status> status;
    std::optional<Kind> kind;
    std::optional<Uuid> spot_id, owner_id;
    std::optional<std::string> external_id, country;
    std::optional<Id<tags::Tag>> tag_id;
    std::optional<Id<groups::Group>> group_id;
};
constexpr auto shape_of(Filter*)
{
    return shape("CustomerFilter", field("search", &Filter::search, length(1, 200)), field("status", &Filter::status),
                 field("kind", &Filter::kind), field("spot_id", &Filter::spot_id), field("owner_id", &Filter::owner_id),
                 field("external_id", &Filter::external_id), field("country", &Filter::country), field("tag_id", &Filter::tag_id),
                 field("group_id", &Filter::group_id));
}

using ListInput = List<Filter, ByName::newest>;

Task<Page<Customer>> list(Tx& tx, ListInput in);
Task<Count> count(Tx& tx, Filter in);
Task<Document> export_csv(Tx& tx, Filter in);

// Those that fit the filter and were there at that time, by id, from behind `after` on: for work in batches.
Task<std::vector<Uuid>> matching(Scope& tx, Filter in, std::optional<Uuid> after, Time at, std::int32_t most);

}  // namespace guildhall::customers
