#pragma once
#include <string>
#include <thread>

#include "app/config.h"
#include "cli/installation.h"
#include "isolation/check.h"

namespace guildhall::cli {

isolation::Databases databases_of(Ground const& ground);

// A check of a running server from now until it is done, its receipt kept in the database and told in the log.
isolation::Receipt check_and_keep(app::Config const& config, identity::Keys const& keys, isolation::Databases const& databases,
                                  isolation::Pace const& pace, std::string& document);

// Beside a running server: a check every so often, at one hundredth of the time, so that nobody waits for it.
class IsolationSchedule {
public:
    IsolationSchedule(app::Config config, identity::Keys keys, isolation::Databases databases);

private:
    void run(std::stop_token const& stopping);

    app::Config config_;
    identity::Keys keys_;
    isolation::Databases databases_;
    std::jthread thread_;
};

}  // namespace guildhall::cli
