#pragma once
#include "cli/installation.h"

namespace guildhall::cli {

// Fills an empty installation with the sample companies, once, and says where their accounts are.
void make_demo(app::Config const& config, identity::Keys const& keys, Ground const& ground);

}  // namespace guildhall::cli
