#pragma once
#include "cli/installation.h"

namespace guildhall::cli {

// Tells the security desk of deadlines that are over; what goes wrong is logged.
void watch_the_desk(Ground const& ground);

}  // namespace guildhall::cli
