#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

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

// What stands behind a hash ("$2b$12$…~3f9a01c2"): which pepper it was made with. A hash without one was made with the first pepper
// there was.
std::string pepper_mark(std::string_view pepper);

// Behind a hash that came from a CRMMS: bcrypt of the password itself, of which it sees 72 bytes, without a pepper and of any cost.
constexpr std::string_view crmms_mark = "crmms";

struct Peppers {
    std::string present;
    std::vector<std::string> former = {};  // the newest first

    // The pepper of a hash or setting. std::runtime_error if it is gone.
    std::string const& of(std::string_view hash) const;
    // Whether a new hash of the same password would be a better one: made with the present pepper and at least this cost.
    bool outdated(std::string_view hash, int cost) const;
};

// A hash with the present pepper and a salt of its own, and the mark behind it.
std::string new_hash(std::string_view password, std::string_view pepper, int cost = default_cost);

// The 60 characters of bcrypt over the prehash. `setting` is that of new_setting() or a whole hash, whose mark is kept;
// std::invalid_argument if it is not "$2b$" or its cost lies outside the limits.
std::string hash_with_setting(std::string_view setting, std::string_view password, std::string_view pepper);

// What is hashed beside a hash from a CRMMS of less than `cost`, so that it takes as long as one of ours: settings. None for others.
std::vector<std::string> rest_of_work(std::string_view setting, int cost);

}  // namespace guildhall::identity
