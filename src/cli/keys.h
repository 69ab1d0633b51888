#pragma once
#include "cli/installation.h"

namespace guildhall::cli {

// Seals with the present field key what a former one had sealed; how many. At a start, when nobody else opens it with the former one.
int seal_anew(identity::Keys const& keys, app::Config const& config, Ground const& ground);

}  // namespace guildhall::cli
