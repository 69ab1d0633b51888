#pragma once
#include <optional>
#include <string>
#include <vector>

#include "changes/rows.h"
#include "contacts/lists.h"
#include "customers/lists.h"
#include "estimates/lists.h"
#include "products/lists.h"

namespace guildhall::changes {

// Which records of a kind: what their list is filtered by. Which fields there are depends on the kind.
struct Selection {
    std::optional<std::string> search;
    std::optional<customers::Status> status;
    std::optional<customers::Kind> kind;
    std::optional<Uuid> spot_id, owner_id;
    std::optional<std::string> external_id, country;
    std::optional<Id<tags::Tag>> tag_id;
    std::optional<Id<groups::Group>> group_id;
    std::optional<bool> primary, opted_out, invalid_address;
    std::optional<Id<customers::Customer>> customer_id;
    std::optional<estimates::State> state;
    std::optional<bool> active;
    std::optional<std::string> sku;
};
constexpr auto shape_of(Selection*)
{
    using T = Selection;
    return shape("BulkFilter", field("search", &T::search, length(1, 200)), field("status", &T::status), field("kind", &T::kind),
                 field("spot_id", &T::spot_id), field("owner_id", &T::owner_id), field("external_id", &T::external_id),
                 field("country", &T::country), field("tag_id", &T::tag_id), field("group_id", &T::group_id), field("primary", &T::primary),
                 field("opted_out", &T::opted_out), field("invalid_address", &T::invalid_address), field("customer_id", &T::customer_id),
                 field("state", &T::state), field("active", &T::active), field("sku", &T::sku));
}

// Complains of what the list of that kind is not filtered by, and where there is none.
void check_selection(Kind kind, Selection const& selection, Reading& reading);

// Those that fit and were there at that time, by id, from behind `after` on.
Task<std::vector<Uuid>> matching(Scope& tx, Kind kind, Selection const& of, std::optional<Uuid> after, Time at, std::int32_t most);

}  // namespace guildhall::changes
