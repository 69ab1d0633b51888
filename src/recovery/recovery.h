#pragma once
#include <vector>

#include "api/route.h"
#include "identity/services.h"

// What goes by mail because nobody is signed in, or because the address itself is in question: a forgotten password, an account that
// somebody opens, another e-mail address.
namespace guildhall::recovery {

// `services` outlives the routes.
std::vector<Route> routes(identity::Services& services);

}  // namespace guildhall::recovery
