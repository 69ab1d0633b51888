#include "tree/tree.h"

#include "tree/parts.h"

namespace guildhall::tree {

std::vector<Route> routes(identity::Services& services)
{
    auto all = people_routes(services);
    for (auto const& more :
         {owner_routes(), guild_routes(), spot_routes(), account_routes(), roster_routes(), portfolio_routes(), grant_routes(),
          support_grant_routes(), owner_handover_routes(), guild_group_routes(), assignment_routes(services)})
        all.insert(all.end(), more.begin(), more.end());
    return all;
}

}  // namespace guildhall::tree
