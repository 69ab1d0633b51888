#include "db/migrate.h"

#include <iostream>

#include "cli/commands.h"
#include "cli/installation.h"

namespace guildhall::cli {

int migrate(Words const& words)
{
    if (!words.empty())
        throw Misuse{};
    auto const config = app::read_config(app::environment());
    leave_root(config.data);
    Ground ground(config, Ground::Running::refuse);
    auto const applied = ground.migrate();
    for (auto const& name : applied)
        std::cout << name << "\n";
    if (applied.empty())
        std::cout << "The database is up to date.\n";
    return 0;
}

}  // namespace guildhall::cli
