#pragma once
#include <string>

#include "app/config.h"
#include "cli/installation.h"
#include "isolation/check.h"
#include "jobs/every.h"

namespace guildhall::cli {

isolation::Databases databases_of(Ground const& ground);

// A check of a running server from now until it is done, its receipt kept in the database and told in the log.
isolation::Receipt check_and_keep(app::Config const& config, identity::Keys const& keys, isolation::Databases const& databases,
                                  isolation::Pace const& pace, std::string& document);

// Beside a running server: a check every so often, at one hundredth of the time, so that nobody waits for it.
jobs::Every isolation_schedule(app::Config const& config, identity::Keys const& keys, isolation::Databases const& databases);

}  // namespace guildhall::cli
