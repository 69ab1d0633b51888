#include "app/routes.h"

#include <iterator>

#include "activities/activities.h"
#include "alerts/alerts.h"
#include "api_keys/api_keys.h"
#include "audit/audit.h"
#include "changes/bulk.h"
#include "changes/failures.h"
#include "changes/merges.h"
#include "colleagues/colleagues.h"
#include "contacts/contacts.h"
#include "customers/customers.h"
#include "desk/desk.h"
#include "estimates/estimates.h"
#include "exports/exports.h"
#include "groups/groups.h"
#include "identity/identity.h"
#include "imports/imports.h"
#include "invitations/invitations.h"
#include "isolation/isolation.h"
#include "live/live.h"
#include "notes/notes.h"
#include "own_account/own_account.h"
#include "products/products.h"
#include "quick_customer/quick_customer.h"
#include "recovery/recovery.h"
#include "role_sets/role_sets.h"
#include "safeguards/safeguards.h"
#include "search/search.h"
#include "second_factors/second_factors.h"
#include "service_accounts/service_accounts.h"
#include "tags/tags.h"
#include "tax_codes/tax_codes.h"
#include "timeline/timeline.h"
#include "trash/trash.h"
#include "tree/tree.h"
#include "views/views.h"

namespace guildhall::app {

namespace {

void add(std::vector<Route>& all, std::vector<Route> more)
{
    all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

// Who comes in, and what they may.
void add_people(std::vector<Route>& all, identity::Services& services)
{
    add(all, identity::routes(services));
    add(all, tree::routes(services));
    add(all, role_sets::routes());
    add(all, role_sets::explanation_routes());
    add(all, own_account::routes(services));
    add(all, invitations::routes(services));
    add(all, recovery::routes(services));
    add(all, second_factors::routes(services));
    add(all, api_keys::routes());
    add(all, service_accounts::routes());
}

// What a guild keeps.
void add_records(std::vector<Route>& all)
{
    add(all, customers::routes());
    add(all, contacts::routes());
    add(all, notes::routes());
    add(all, activities::routes());
    add(all, quick_customer::routes());
    add(all, search::routes());
    add(all, products::routes());
    add(all, tags::routes());
    add(all, groups::routes());
    add(all, views::routes());
    add(all, colleagues::routes());
    add(all, tax_codes::routes());
    add(all, estimates::routes());
}

// Many records at once, and what became of them.
void add_changes(std::vector<Route>& all, jobs::Jobs& jobs, Hub& hub)
{
    add(all, imports::routes(jobs));
    add(all, exports::routes(jobs));
    add(all, changes::routes(jobs));
    add(all, changes::failure_routes());
    add(all, changes::merge_routes());
    add(all, timeline::routes());
    add(all, trash::routes());
    add(all, live::routes(hub));
}

// What shows that all is as it should be.
void add_proofs(std::vector<Route>& all)
{
    add(all, audit::routes());
    add(all, isolation::routes());
    add(all, alerts::routes());
    add(all, safeguards::routes());
}

}  // namespace

std::vector<Route> routes(identity::Services& services, jobs::Jobs& jobs, Hub& hub)
{
    std::vector<Route> all;
    add_people(all, services);
    add_records(all);
    add_changes(all, jobs, hub);
    add_proofs(all);
    add(all, desk::routes(services));
    return all;
}

}  // namespace guildhall::app
