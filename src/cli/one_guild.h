#pragma once
#include <string>

#include "cli/installation.h"
#include "guild_archive/exporting.h"

// What the commands about one guild, and about one person, have in common.
namespace guildhall::cli {

guild_archive::Installation mover_installation(app::Config const& config, Ground const& ground);

// This installation's own keys, unless another one is given: 64 hexadecimal digits.
audit::PublicKeys believed_keys(std::string const& key, app::Config const& config);

// Who is at the terminal: who became root by sudo, or the user that runs this. To be asked before leave_root.
std::string hand();

}  // namespace guildhall::cli
