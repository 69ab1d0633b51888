#pragma once
#include <vector>

#include "api/route.h"
#include "identity/services.h"

// Second factors of one's own account (an authenticator app, recovery codes, passkeys), and taking them from somebody who has lost them.
// What adds or removes one wants a session that has just begun; see migrations 0097 and 0101.
namespace guildhall::second_factors {

// `services` outlives the routes.
std::vector<Route> routes(identity::Services& services);

std::vector<Route> passkey_routes(identity::Services& services);

}  // namespace guildhall::second_factors
