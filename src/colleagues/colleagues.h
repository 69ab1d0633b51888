#pragma once
#include <vector>

#include "api/route.h"

namespace guildhall::colleagues {

std::vector<Route> routes();

}  // namespace guildhall::colleagues
