#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "app/config.h"
#include "base/time.h"

// Looks at an installation from outside of its server, and says what is not as it should be (docs/operations.md).
namespace guildhall::doctor {

struct Complaint {
    std::string check;   // "tls", "backups"
    std::string what;    // what is wrong
    std::string remedy;  // and what mends it
};
using Complaints = std::vector<Complaint>;

struct Patient {
    app::Config config;
    app::Lookup settings;
    backup::Environment environment;  // all settings by name
    std::string database_url;         // as guildhall_backup; "" where the database could not be reached
    std::string why_no_database;
    Time now;
};

// A part of the examination.
struct Check {
    std::string_view name;
    void (*look)(Patient const& patient, Complaints& complaints);
};

std::vector<Check> const& checks();
Complaints examine(Patient const& patient);

}  // namespace guildhall::doctor
