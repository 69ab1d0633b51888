#pragma once
#include <vector>

#include "api/route.h"

// What has happened with a customer, in one order: notes, changes, documents and what there was to do.
namespace guildhall::timeline {

std::vector<Route> routes();

}  // namespace guildhall::timeline
