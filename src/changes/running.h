#pragma once
#include "changes/bulk.h"
#include "changes/input.h"
#include "jobs/entered.h"

namespace guildhall::changes {

struct Order {
    Id<BulkChange> id;
    Kind kind;
    BulkPatch change;
    std::optional<Selection> selection;  // none: each record was named
    Time at;                             // when it was asked for: the filter finds what was there then
    jobs::Authority by;                  // every batch asks anew whether they still may
};

// Changes what is left to change, batch by batch, and first finds the records where a filter was given. However often this is run, no
// row is changed twice. Ends between batches when it is cancelled or the server stops; throws when the caller is signed in no more.
Task<void> run_bulk(jobs::Jobs& jobs, db::Pool& pool, Order order);

// Takes back what was changed, as far as nobody has changed it since.
Task<void> undo_bulk(jobs::Jobs& jobs, db::Pool& pool, Order order);

}  // namespace guildhall::changes
