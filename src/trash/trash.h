#pragma once
#include <vector>

#include "api/route.h"

// What was deleted, for 30 days: then the server throws it away (migrations/0072).
namespace guildhall::trash {

std::vector<Route> routes();

}  // namespace guildhall::trash
