#pragma once
#include <string>
#include <vector>

#include "guild_archive/mover.h"

// What was erased, kept so that bringing an older backup back erases it again: certificates, one a line, in a file beside the data and, where
// the checkpoints of the trail are copied to, in a second one there.
namespace guildhall::guild_archive {

std::string erasures_path(std::string const& data);
std::string erasures_copy(std::string const& checkpoint_copy);  // "" where there is none

// Adds to both files what they lack of what the database knows. What was wrong with the copy, or "".
std::string keep_erasures(Mover& mover, std::string const& path, std::string const& copy);

std::vector<std::string> read_erasures(std::string const& path);  // none where there is no such file

}  // namespace guildhall::guild_archive
