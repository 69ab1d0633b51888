#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace guildhall::backup {

// Name and value of every GUILDHALL_… that is set.
using Environment = std::vector<std::pair<std::string, std::string>>;

Environment public_settings(Environment const& all);  // without those that may be, or hold, a secret

// All of them, and what stands in the files that …_FILE name, as one text; and back: into files of a folder that is this user's alone,
// "settings.env" for GUILDHALL_ENV_FILE the first of them. Failure(malformed) where the text is none.
std::string kept_settings(Environment const& all);
void bring_settings(std::string_view kept, std::string const& folder);

}  // namespace guildhall::backup
