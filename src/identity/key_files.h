#pragma once
#include <cstdint>
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

// The file's text; where there is none, it is made with this one.
std::string add_secret_file(std::string const& path, std::string const& text);

// Puts a new secret in the file's place, and the one that was there in front of those in <path>_previous, one a line. Whenever it
// is cut short, both are still to be found. std::runtime_error says what the system said, or that there is no such file.
void replace_secret_file(std::string const& path, std::string const& text);

// Makes or replaces the file, 0600, complete or not at all.
void write_secret_file(std::string const& path, std::string const& text);

// When the file got what it holds, in seconds since 1970; none if there is no such file.
std::optional<std::int64_t> secret_file_since(std::string const& path);

}  // namespace guildhall::identity
