#pragma once
#include <vector>

#include "api/route.h"
#include "identity/services.h"

// One's own account: what others may know of one, a picture, another password, all that is kept of one, and leaving.
namespace guildhall::own_account {

// `services` outlives the routes.
std::vector<Route> routes(identity::Services& services);

}  // namespace guildhall::own_account
