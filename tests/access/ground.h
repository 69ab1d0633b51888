#pragma once
#include <map>
#include <vector>

#include "access/planted.h"
#include "access/rows.h"

namespace guildhall::access {

// A server with people of every role, what the matrix is tried on, and everybody signed in: made once for the program, and put back as
// it was after every request that has changed it.
struct Ground {
    Ground();
    support::Client const& client(Viewer const& viewer) const { return clients.at(viewer.role); }

    support::TestServer server;
    std::vector<Viewer> viewers;
    Planted planted;
    std::map<Role, support::Client> clients;
    Rows rows;
};

Ground& ground();

}  // namespace guildhall::access
