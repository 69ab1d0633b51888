#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "db/cluster.h"

// The files of the private cluster, and what stands in them.
namespace guildhall::db {

std::string server_settings(ClusterOptions const& options, std::filesystem::path const& socket, std::filesystem::path const& extension);
std::string role_map(std::vector<std::string> const& system_users);  // pg_ident.conf

// Within the data folder, or, where that path is too long for a socket's address, in $XDG_RUNTIME_DIR or /tmp.
std::filesystem::path socket_folder(std::filesystem::path const& data, uid_t owner);
void check_private(std::filesystem::path const& folder, uid_t owner);  // throws unless it is this user's alone

std::filesystem::path built_extension();
void copy_extension(std::filesystem::path const& from, std::filesystem::path const& to);
void replace_file(std::filesystem::path const& path, std::string const& text);
void keep_log_small(std::filesystem::path const& log);  // above 4 MB it becomes the old one, of which there is one
std::string last_lines(std::filesystem::path const& log);

std::string quoted_word(std::string_view text);     // for libpq: 'it\'s'
std::string quoted_name(std::string_view name);     // for SQL: "name"
std::string quoted_setting(std::string_view text);  // for postgresql.conf: 'it''s'

}  // namespace guildhall::db
