#pragma once
#include "imports/imports.h"
#include "jobs/entered.h"

namespace guildhall::imports {

struct Order {
    Id<Import> id;
    Kind kind;
    jobs::Authority by;  // whose records they become; every batch asks anew whether they still may
};

// Makes the records of an import that is running, batch by batch, from where it stands: done rows are not done again, by however many
// this is run. Ends between batches when the import is cancelled or the server stops; throws when the caller may no longer.
Task<void> run_import(jobs::Jobs& jobs, db::Pool& pool, Order order);

// Takes back what an import has made, as far as nobody has changed or used it since.
Task<void> undo_import(jobs::Jobs& jobs, db::Pool& pool, Order order);

}  // namespace guildhall::imports
