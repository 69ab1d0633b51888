#pragma once
#include "api/page.h"
#include "customers/customers.h"

namespace guildhall::customers {

enum class Sort { newest, oldest, name, name_down };
constexpr std::array<std::string_view, 4> names_of(Sort*)
{
    return {"-created_at", "created_at", "name", "-name"};
}

struct Filter {
    std::optional<std::string> search;  // beginnings of words; an e-mail address, a telephone or VAT number
    std::optional<Status> status;
    std::optional<Kind> kind;
    std::optional<Uuid> spot_id, owner_id;
    std::optional<std::string> external_id, country;
};
constexpr auto shape_of(Filter*)
{
    return shape("CustomerFilter", field("search", &Filter::search, length(1, 200)), field("status", &Filter::status),
                 field("kind", &Filter::kind), field("spot_id", &Filter::spot_id), field("owner_id", &Filter::owner_id),
                 field("external_id", &Filter::external_id), field("country", &Filter::country));
}

// By name: as the reader's language sorts.
struct ListInput {
    std::int32_t limit = 50;
    std::optional<std::string> after;
    Sort sort = Sort::newest;
    std::optional<std::string> search;
    std::optional<Status> status;
    std::optional<Kind> kind;
    std::optional<Uuid> spot_id, owner_id;
    std::optional<std::string> external_id, country;
};
constexpr auto shape_of(ListInput*)
{
    return shape("CustomerList", field("limit", &ListInput::limit, or_default, between(1, 200)), field("after", &ListInput::after),
                 field("sort", &ListInput::sort, or_default), field("search", &ListInput::search, length(1, 200)),
                 field("status", &ListInput::status), field("kind", &ListInput::kind), field("spot_id", &ListInput::spot_id),
                 field("owner_id", &ListInput::owner_id), field("external_id", &ListInput::external_id),
                 field("country", &ListInput::country));
}

Task<Page<Customer>> list(Tx& tx, ListInput in);
Task<Count> count(Tx& tx, Filter in);
Task<Document> export_csv(Tx& tx, Filter in);

}  // namespace guildhall::customers
