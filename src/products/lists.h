#pragma once
#include "api/page.h"
#include "products/products.h"

namespace guildhall::products {

enum class Sort { newest, oldest, name, name_down };
constexpr std::array<std::string_view, 4> names_of(Sort*)
{
    return {"-created_at", "created_at", "name", "-name"};
}

struct Filter {
    std::optional<std::string> search;  // beginnings of words of name and sku
    std::optional<bool> active;
    std::optional<std::string> external_id, sku;
};
constexpr auto shape_of(Filter*)
{
    return shape("ProductFilter", field("search", &Filter::search, length(1, 200)), field("active", &Filter::active),
                 field("external_id", &Filter::external_id), field("sku", &Filter::sku));
}

// By name: as the reader's language sorts.
struct ListInput {
    std::int32_t limit = 50;
    std::optional<std::string> after;
    Sort sort = Sort::newest;
    std::optional<std::string> search;
    std::optional<bool> active;
    std::optional<std::string> external_id, sku;
};
constexpr auto shape_of(ListInput*)
{
    return shape("ProductList", field("limit", &ListInput::limit, or_default, between(1, 200)), field("after", &ListInput::after),
                 field("sort", &ListInput::sort, or_default), field("search", &ListInput::search, length(1, 200)),
                 field("active", &ListInput::active), field("external_id", &ListInput::external_id), field("sku", &ListInput::sku));
}

Task<Page<Product>> list(Tx& tx, ListInput in);
Task<Count> count(Tx& tx, Filter in);

}  // namespace guildhall::products
