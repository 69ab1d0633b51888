#pragma once
#include <vector>

#include "api/route.h"

// API keys: what a person lets a program do for them, until a day. Shown once, kept as a digest; see migration 0102.
namespace guildhall::api_keys {

std::vector<Route> routes();

}  // namespace guildhall::api_keys
