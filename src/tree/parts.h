#pragma once
#include "identity/services.h"
#include "tree/listing.h"
#include "tree/tree.h"

namespace guildhall::tree {

std::vector<Route> owner_routes();
std::vector<Route> guild_routes();
std::vector<Route> spot_routes();
std::vector<Route> account_routes();
std::vector<Route> roster_routes();
std::vector<Route> portfolio_routes();
std::vector<Route> grant_routes();
std::vector<Route> support_grant_routes();
std::vector<Route> owner_handover_routes();
std::vector<Route> guild_group_routes();
std::vector<Route> assignment_routes(identity::Services& services);
std::vector<Route> people_routes(identity::Services& services);

}  // namespace guildhall::tree
