#pragma once
#include <vector>

#include "api/route.h"
#include "identity/services.h"

namespace guildhall::identity {

// Signing in and out, who one is, and the first run. `services` outlives the routes.
std::vector<Route> routes(Services& services);

}  // namespace guildhall::identity
