#include "app/routes.h"

#include <algorithm>
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

std::vector<Route> routes(identity::Services& services, jobs::Jobs& jobs, Hub& hub)
{
    std::vector<Route> all;
    auto add = [&](std::vector<Route> more) { std::ranges::move(more, std::back_inserter(all)); };
    add(identity::routes(services));
    add(tree::routes(services));
    add(role_sets::routes());
    add(role_sets::explanation_routes());
    add(own_account::routes(services));
    add(invitations::routes(services));
    add(recovery::routes(services));
    add(second_factors::routes(services));
    add(api_keys::routes());
    add(service_accounts::routes());
    add(customers::routes());
    add(contacts::routes());
    add(notes::routes());
    add(activities::routes());
    add(quick_customer::routes());
    add(search::routes());
    add(products::routes());
    add(tags::routes());
    add(groups::routes());
    add(views::routes());
    add(colleagues::routes());
    add(tax_codes::routes());
    add(estimates::routes());
    add(imports::routes(jobs));
    add(exports::routes(jobs));
    add(changes::routes(jobs));
    add(changes::failure_routes());
    add(changes::merge_routes());
    add(timeline::routes());
    add(trash::routes());
    add(audit::routes());
    add(isolation::routes());
    add(alerts::routes());
    add(desk::routes(services));
    add(live::routes(hub));
    return all;
}

}  // namespace guildhall::app
