#pragma once
#include <optional>
#include <string>
#include <string_view>

// Passwords as security.md 2 wants them. Nothing here waits or queues: a hash of the default cost takes about 0.2 s of one core, so
// servers ask identity/hashing.h.
namespace guildhall::identity {

constexpr int default_cost = 12, least_cost = 10, greatest_cost = 16;

// Nothing if the password may be used, or what is wrong with it: 8 to 256 characters, any characters; not one of the common
// passwords of known breaches (in any case), nor the e-mail address.
std::optional<std::string> password_problem(std::string_view password, std::string_view email);

// base64(HMAC-SHA-384(pepper, password)): 64 characters, so that bcrypt, which cuts at 72 bytes and at NUL, sees all of it.
std::string prehash(std::string_view password, std::string_view pepper);

// "$2b$12$" and 22 characters of salt. std::invalid_argument for a cost outside of least_cost to greatest_cost.
std::string new_setting(int cost = default_cost);

// The 60 characters of bcrypt over the prehash. `setting` is that of new_setting() or a whole hash; std::invalid_argument if it is not
// "$2b$" or its cost lies outside the limits.
std::string hash_with_setting(std::string_view setting, std::string_view password, std::string_view pepper);

}  // namespace guildhall::identity
