#pragma once
#include <vector>

#include "api/route.h"

// What a change of many records could not do, and what its undo has left: row by row, with the reason.
namespace guildhall::changes {

std::vector<Route> failure_routes();

}  // namespace guildhall::changes
