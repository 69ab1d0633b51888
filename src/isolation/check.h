#pragma once
#include "isolation/pace.h"
#include "isolation/trying.h"

namespace guildhall::isolation {

struct Databases {
    std::string app, migrate, backup;  // how each role reaches it
};

// Tries a running installation in every way that it knows, by two companies that nobody runs: their routes, SQL as guildhall_app, and the
// catalogue. std::runtime_error: it could not be done.
Receipt check(Subject const& subject, Databases const& databases, identity::Services const& services, std::string const& version,
              Pace const& pace);

void keep(Databases const& databases, Receipt const& receipt, std::string const& document);

}  // namespace guildhall::isolation
