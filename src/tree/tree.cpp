#include "tree/tree.h"

#include "tree/parts.h"

namespace guildhall::tree {

std::vector<Route> routes(identity::Services& services)
{
    auto all = people_routes(services);
    for (auto const& more :
         {owner_routes(), guild_routes(), spot_routes(), account_routes(), roster_routes(), portfolio_routes(), grant_routes()})
        all.insert(all.end(), more.begin(), more.end());
    return all;
}

}  // namespace guildhall::tree
