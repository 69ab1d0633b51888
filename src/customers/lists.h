#pragma once
#include "api/page.h"
#include "customers/customers.h"

namespace guildhall::customers {

struct Filter {
    std::optional<std::string> search;  // the beginning of any word of the name
    std::optional<Status> status;
    std::optional<Kind> kind;
    std::optional<Uuid> spot_id, owner_id;
    std::optional<std::string> external_id, country;
};

// sort: created_at or name, either way; a name sorts as the reader's language does.
struct ListInput {
    std::int32_t limit = 50;
    std::optional<std::string> after;
    std::string sort = "-created_at";
    std::optional<std::string> search;
    std::optional<Status> status;
    std::optional<Kind> kind;
    std::optional<Uuid> spot_id, owner_id;
    std::optional<std::string> external_id, country;
};

Task<Page<Customer>> list(Tx& tx, ListInput in);
Task<Count> count(Tx& tx, Filter in);
Task<Document> export_csv(Tx& tx, Filter in);

}  // namespace guildhall::customers
