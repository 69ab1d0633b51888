#pragma once
#include <vector>

#include "api/hub.h"
#include "api/route.h"
#include "identity/services.h"
#include "jobs/jobs.h"

namespace guildhall::app {

// Every route there is: one line a module.
std::vector<Route> routes(identity::Services& services, jobs::Jobs& jobs, Hub& hub);

}  // namespace guildhall::app
