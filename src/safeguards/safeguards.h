#pragma once
#include <vector>

#include "api/route.h"

// How the data are kept: what the doctor found, for who runs the installation, and of each guild what it and its access owner may count on.
namespace guildhall::safeguards {

inline constexpr Permission may_read_examinations{"examinations.read"};
inline constexpr Permission may_read{"safeguards.read"};

std::vector<Route> routes();

}  // namespace guildhall::safeguards
