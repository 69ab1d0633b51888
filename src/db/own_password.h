#pragma once
#include <string>
#include <string_view>
#include <utility>

namespace guildhall::db {

// Gives the role that this URL signs in as another password, which the server sees as a SCRAM verifier alone (RFC 5802), and returns
// the URL with it. by: the URL of a role that may change it; empty: the role itself, which guildhall_app may not. Error says what the
// server said.
std::string change_password(std::string const& url, std::string const& password, std::string const& by = {});

// The URL with this password, as keywords and values.
std::string with_password(std::string const& url, std::string_view password);

// The URL as keywords and values without its password, which a process list would show; and the password, "" for none.
std::pair<std::string, std::string> split_password(std::string const& url);

}  // namespace guildhall::db
