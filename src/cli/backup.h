#pragma once
#include "app/config.h"
#include "jobs/every.h"

namespace guildhall::cli {

// Beside a running server: backups and proofs, as often as the settings say, each as a command of its own.
class BackupSchedule {
public:
    explicit BackupSchedule(app::Config const& config);

private:
    jobs::Every backups_, proofs_;
};

}  // namespace guildhall::cli
