#pragma once
#include <vector>

#include "api/route.h"
#include "identity/services.h"

namespace guildhall::desk {

// What anybody may do without an account: report, follow what was reported by its secret link, and read who found what. `services`
// outlives the routes.
std::vector<Route> report_routes(identity::Services const& services);

}  // namespace guildhall::desk
