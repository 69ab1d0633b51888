#pragma once
#include <string>
#include <string_view>

#include "api/scope.h"
#include "db/pool.h"

namespace guildhall::jobs {

// For whom something is done when no request of theirs runs: the proof of their session, kept in memory alone, and the request that
// it began with, which the audit trail names.
struct Authority {
    std::string proof;
    Uuid request_id;
};

// A unit of its own, entered as any request's is: who was suspended meanwhile, or has signed out, gets GH401 or GH403 from the first
// statement that is awaited. What is not committed is rolled back.
class Entered {
public:
    // rights: as PostgreSQL reads an array, "{imports.run,customers.create}".
    Entered(db::Lease lease, Authority const& authority, std::string_view rights);

    Tx& tx() { return tx_; }
    Task<void> commit();

private:
    db::Unit unit_;
    Tx tx_;
};

// Waits longer than a request would: nobody is waiting for this one.
Task<db::Lease> patient_lease(db::Pool& pool);

}  // namespace guildhall::jobs
