#pragma once
#include <vector>

#include "api/hub.h"
#include "api/route.h"

namespace guildhall::live {

// What others change, and who looks at the same record, as it happens. `hub` outlives the routes.
std::vector<Route> routes(Hub& hub);

}  // namespace guildhall::live
