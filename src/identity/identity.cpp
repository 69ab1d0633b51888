#include "identity/identity.h"

#include "identity/sessions.h"

namespace guildhall::identity {

std::vector<Route> routes(Services& services)
{
    auto all = sign_in_routes(services);
    for (auto const& more : {passkey_sign_in_routes(services), refresh_routes(services), session_routes(services), setup_routes(services)})
        all.insert(all.end(), more.begin(), more.end());
    return all;
}

}  // namespace guildhall::identity
