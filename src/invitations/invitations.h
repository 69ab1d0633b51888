#pragma once
#include <vector>

#include "api/route.h"
#include "identity/services.h"

// Those who were asked by mail to join, and joining. Who is invited, and to what, is said where accounts are made (tree/people.cpp).
namespace guildhall::invitations {

// `services` outlives the routes.
std::vector<Route> routes(identity::Services& services);

}  // namespace guildhall::invitations
