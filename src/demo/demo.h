#pragma once
#include <cstdint>
#include <string>

#include "identity/keys.h"

// Sample companies in an empty installation: to look around in, and for tests and benchmarks. docs/demo.md says what is there.
namespace guildhall::demo {

// Where the sample is to be made. Its database runs and is migrated.
struct Installation {
    std::string data;          // GUILDHALL_DATA: demo-accounts.json goes here
    std::string database_url;  // as guildhall_app
    std::string migrate_url;   // as guildhall_migrate
    std::string public_url;
    identity::Keys keys;
    int password_cost;
};

// A generated installation: the same seed gives the same companies, customers and distribution; ids and passwords differ.
struct Size {
    std::int64_t customers = 0, guilds = 1;
    std::uint64_t seed = 1;
};

enum class Outcome { made, was_there };

// One admin, one moderator, two access owners, four guilds with their people, Northwind and the S&P 500: contract.md,
// "demo-accounts.json". What an earlier attempt left unfinished is finished. std::runtime_error where the installation holds something else.
Outcome make(Installation const& installation);

// The same tree for as many guilds as wanted, and customers with a contact each, of which the first guilds have most. They are loaded
// past the triggers, by the owner of the tables; each guild's trail has one entry for its load, and verifies.
Outcome make_large(Installation const& installation, Size size);

std::string accounts_path(std::string const& data);  // demo-accounts.json
std::string first_sign_in(std::string const& data);  // one account to try, for people: "ada@northwind.example, password …"

}  // namespace guildhall::demo
