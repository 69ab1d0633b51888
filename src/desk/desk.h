#pragma once
#include <vector>

#include "api/route.h"
#include "identity/services.h"

namespace guildhall::desk {

// The security desk: what anybody reports (reports.h), what its members do with the cases, and who they are (members.h), which the
// database knows. `services` outlives the routes.
std::vector<Route> routes(identity::Services const& services);

}  // namespace guildhall::desk
