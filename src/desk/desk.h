#pragma once
#include <vector>

#include "api/route.h"
#include "identity/services.h"

namespace guildhall::desk {

// What the members of the security desk do with the cases; the database knows who they are. `services` outlives the routes.
std::vector<Route> routes(identity::Services const& services);

}  // namespace guildhall::desk
