#pragma once
#include "identity/jwt.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace guildhall::identity {

// The secrets of an installation. All but the JWT keys are 32 bytes; every one is derived from its text for its purpose alone. Former
// ones, the newest first, still open what was made with them (GUILDHALL_JWT_KEY_PREVIOUS, …: one a line).
struct Keys {
    std::vector<SigningKey> jwt;  // GUILDHALL_JWT_KEY, then the former ones: signs access tokens
    std::string pepper;           // GUILDHALL_PEPPER: without it no password fits any more
    std::string field;            // GUILDHALL_FIELD_KEY: seals second factors and other secrets in the database
    std::string audit;            // GUILDHALL_AUDIT_KEY: signs the audit trail
    std::string session = field;  // GUILDHALL_SESSION_KEY: binds sessions of API clients, and the tokens of a browser's forms
    std::vector<std::string> former_peppers = {}, former_fields = {}, former_audits = {};
};

using Lookup = std::function<std::optional<std::string>(std::string const& name)>;

// Each key is the variable, or the content of the file that <name>_FILE names, or the file in <data>/keys (jwt, pepper, field, audit,
// session, and jwt_previous and so on). Where that folder is missing or empty, it is the first start: what was not given is made, 0700 and 0600, all or
// nothing. A key that is there and bad (empty, under 32 characters, a placeholder, the same as another, readable by others) or that
// has gone missing since is a problem: std::runtime_error with one line for each, naming the setting and never the value.
Keys read_keys(Lookup const& lookup, std::string const& data_folder);

}  // namespace guildhall::identity
