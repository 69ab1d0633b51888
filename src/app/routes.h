#pragma once
#include <vector>

#include "api/route.h"
#include "identity/services.h"

namespace guildhall::app {

// Every route there is: one line a module.
std::vector<Route> routes(identity::Services& services);

}  // namespace guildhall::app
