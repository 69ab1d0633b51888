#pragma once
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "api/route.h"
#include "changes/rows.h"
#include "jobs/jobs.h"

// One change of many records: who asks sees each row checked by the policies, and may take it back for 30 days.
namespace guildhall::changes {

inline constexpr Permission may_read{"bulk_changes.read"};
inline constexpr Permission may_run{"bulk_changes.run"};

enum class State { running, done, cancelled, undone };
constexpr std::array<std::string_view, 4> names_of(State*)
{
    return {"running", "done", "cancelled", "undone"};
}

struct BulkChange {
    Id<BulkChange> id;
    Kind kind = Kind::customers;
    State state = State::running;
    RawJson change;                                                 // as it was asked for
    std::optional<std::int32_t> total;                              // null until all rows are known
    std::int32_t done = 0, changed = 0, unchanged = 0, failed = 0;  // rows dealt with, and what became of them
    bool undoing = false;                                           // running, but backwards
    std::int32_t restored = 0, kept = 0;                            // by an undo: taken back, or left since it was changed
    bool resumable = false;                                         // running, but standing still: resumption goes on
    std::int32_t version = 1;
    Time created_at;
    Uuid created_by;
};
constexpr auto shape_of(BulkChange*)
{
    using T = BulkChange;
    return shape("BulkChange", field("id", &T::id), field("kind", &T::kind), field("state", &T::state), field("change", &T::change),
                 field("total", &T::total), field("done", &T::done), field("changed", &T::changed), field("unchanged", &T::unchanged),
                 field("failed", &T::failed), field("undoing", &T::undoing), field("restored", &T::restored), field("kept", &T::kept),
                 field("resumable", &T::resumable), field("version", &T::version), field("created_at", &T::created_at),
                 field("created_by", &T::created_by));
}

// Work that goes on when a request is answered is begun with `jobs`, which outlives the routes.
std::vector<Route> routes(jobs::Jobs& jobs);

}  // namespace guildhall::changes
