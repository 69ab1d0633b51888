#pragma once
#include <optional>
#include <string>
#include <vector>

#include "api/route.h"
#include "changes/rows.h"
#include "customers/customers.h"

// Two records of one customer become one: what hangs on the other comes along, its id leads on for good, and for 30 days all of it can
// go back as it was.
namespace guildhall::changes {

enum class MergeState { done, undone };
constexpr std::array<std::string_view, 2> names_of(MergeState*)
{
    return {"done", "undone"};
}

// What an undo has left, since it was changed meanwhile.
struct Conflict {
    Kind kind = Kind::customers;
    Uuid id;
    std::string name;
};
constexpr auto shape_of(Conflict*)
{
    return shape("MergeConflict", field("kind", &Conflict::kind), field("id", &Conflict::id), field("name", &Conflict::name));
}

struct Merge {
    Id<Merge> id;
    Id<customers::Customer> customer_id, merged_id;  // the one that stays, and the one that became part of it
    std::string merged_name;
    MergeState state = MergeState::done;
    std::int32_t moved = 0;  // contacts, notes, activities and estimates
    Time undo_until;
    std::vector<Conflict> conflicts;
    std::int32_t version = 1;
    Time created_at;
    Uuid created_by;
};
constexpr auto shape_of(Merge*)
{
    using T = Merge;
    return shape("Merge", field("id", &T::id), field("customer_id", &T::customer_id), field("merged_id", &T::merged_id),
                 field("merged_name", &T::merged_name), field("state", &T::state), field("moved", &T::moved),
                 field("undo_until", &T::undo_until), field("conflicts", &T::conflicts), field("version", &T::version),
                 field("created_at", &T::created_at), field("created_by", &T::created_by));
}

std::vector<Route> merge_routes();

}  // namespace guildhall::changes
