#pragma once
#include "api/listing.h"
#include "products/products.h"

namespace guildhall::products {

struct Filter {
    std::optional<std::string> search;  // parts of words of name and sku
    std::optional<bool> active;
    std::optional<std::string> external_id, sku;
};
constexpr auto shape_of(Filter*)
{
    return shape("ProductFilter", field("search", &Filter::search, length(1, 200)), field("active", &Filter::active),
                 field("external_id", &Filter::external_id), field("sku", &Filter::sku));
}

using ListInput = List<Filter, ByName::newest>;

Task<Page<Product>> list(Tx& tx, ListInput in);
Task<Count> count(Tx& tx, Filter in);

// Those that fit the filter and were there at that time, by id, from behind `after` on: for work in batches.
Task<std::vector<Uuid>> matching(Scope& tx, Filter in, std::optional<Uuid> after, Time at, std::int32_t most);

}  // namespace guildhall::products
