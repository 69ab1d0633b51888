#pragma once
#include "app/config.h"
#include "jobs/every.h"

namespace guildhall::cli {

// Beside a running server: backups and their proofs as often as the settings say, and the doctor every quarter of an hour. Each is a
// command of its own, so that requests go on whatever happens to it; it ends with the server.
class Schedule {
public:
    explicit Schedule(app::Config const& config);

private:
    jobs::Every backups_, proofs_, examinations_;
};

}  // namespace guildhall::cli
