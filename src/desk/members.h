#pragma once
#include <vector>

#include "api/route.h"

namespace guildhall::desk {

// Who is at the desk, and who says so.
inline constexpr Permission may_read{"desk.read"};
inline constexpr Permission may_update{"desk_members.update"};

// Who is at the security desk: every admin, and whom an admin names.
std::vector<Route> member_routes();

}  // namespace guildhall::desk
