#pragma once
#include <string>

namespace guildhall::mail {

// Keeps a message as <folder>/<name>.eml, 0600 in a folder 0700, whole or not at all. std::runtime_error says what the system said.
void keep(std::string const& folder, std::string const& name, std::string const& message);

}  // namespace guildhall::mail
