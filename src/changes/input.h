#pragma once
#include <optional>
#include <string>
#include <vector>

#include "changes/selection.h"
#include "db/row.h"

namespace guildhall::changes {

// What becomes of each record. Which fields there are depends on the kind; "delete" stands alone.
struct BulkPatch {
    Change<customers::Status> status;
    Change<Uuid> owner_id;  // the record then lies where its owner works
    Change<std::optional<std::string>> country, language;
    Change<std::string> currency;
    Change<std::int32_t> payment_terms_days;
    Change<std::optional<Id<groups::Group>>> group_id;
    std::optional<std::vector<Uuid>> add_tags, remove_tags;
    Change<bool> active, opted_out, remove;
};
constexpr auto shape_of(BulkPatch*)
{
    using T = BulkPatch;
    return shape("BulkPatch", field("status", &T::status), field("owner_id", &T::owner_id), field("country", &T::country, country_code),
                 field("language", &T::language, language_tag), field("currency", &T::currency, currency_code),
                 field("payment_terms_days", &T::payment_terms_days, between(0, 3650)), field("group_id", &T::group_id),
                 field("add_tags", &T::add_tags), field("remove_tags", &T::remove_tags), field("active", &T::active),
                 field("opted_out", &T::opted_out), field("delete", &T::remove));
}

// Records are named one by one, or by what their list is filtered by.
struct BulkInput {
    Kind kind = Kind::customers;
    std::optional<std::vector<Uuid>> ids;
    std::optional<Selection> filter;
    BulkPatch change;
};
constexpr auto shape_of(BulkInput*)
{
    return shape("BulkInput", field("kind", &BulkInput::kind), field("ids", &BulkInput::ids), field("filter", &BulkInput::filter),
                 field("change", &BulkInput::change));
}
void check_together(BulkInput const& in, Reading& reading);

// What was given, and nothing else, as JSON.
std::string given_only(BulkPatch const& change);

// The columns that a record gets; `spot_id`: where its new owner works, if it has one. `at`: when it goes into the trash.
db::Json columns_of(BulkPatch const& change, std::optional<Uuid> spot_id, Time at);

// "{bulk_changes.run,customers.update}"
std::string rights_for(Kind kind, BulkPatch const& change);

}  // namespace guildhall::changes
