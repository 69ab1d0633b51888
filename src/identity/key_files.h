#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace guildhall::identity {

// A file as an owner keeps a secret in it; `problem` says what is wrong ("is readable by others …") and never what it holds.
struct SecretFile {
    std::optional<std::string> text;  // without white space around it; none if there is no such file
    std::optional<std::string> problem;
};
SecretFile read_secret_file(std::string const& path);

bool missing_or_empty(std::string const& folder);

// Writes the files (name, text) into a folder that appears complete or not at all: 0700, files 0600. If another process was quicker,
// its folder stays. std::runtime_error says what the system said.
void make_secret_folder(std::string const& folder, std::vector<std::pair<std::string, std::string>> const& files);

}  // namespace guildhall::identity
