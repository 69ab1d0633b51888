#include "access/ground.h"

namespace guildhall::access {

namespace {
std::map<Role, support::Client> sign_in(support::TestServer& server, std::vector<Viewer> const& viewers)
{
    std::map<Role, support::Client> clients;
    for (auto const& viewer : viewers)
        clients.emplace(viewer.role, viewer.role == Role::nobody ? server.nobody() : server.as(viewer.person));
    // However long it takes, all of them have just signed in: some things only such a one may do to its account.
    server.database().superuser().run("update platform.sessions set created_at = now() + interval '1 hour'");
    return clients;
}
}  // namespace

Ground::Ground() : viewers(viewers_of(server)), planted(server), clients(sign_in(server, viewers)), rows(server.database().superuser()) {}

Ground& ground()
{
    static Ground made;
    return made;
}

}  // namespace guildhall::access
