#include <chrono>
#include <iostream>

#include "backup/dump.h"
#include "cli/commands.h"
#include "cli/installation.h"
#include "cli/work_folder.h"
#include "db/migrate.h"
#include "db/session.h"

namespace guildhall::cli {

namespace {

void tell(std::vector<std::string> const& applied)
{
    for (auto const& name : applied)
        std::cout << name << "\n";
    if (applied.empty())
        std::cout << "The database is up to date.\n";
}

// On a copy, in a PostgreSQL that is thrown away.
void rehearse(Ground const& ground, std::string const& work)
{
    db::Session session(ground.url("guildhall_migrate"));
    db::must_not_be_newer(session);
    WorkFolder const folder(work);
    db::Cluster copy({.data = folder.path() + "/data", .connections = 20, .throw_away = true});
    backup::bring_dump(copy, [&](backup::Give const& give) { backup::give_dump(ground.url("guildhall_backup"), {}, give); });
    auto const began = std::chrono::steady_clock::now();
    auto const applied = backup::migrate(backup::place_in(copy));
    auto const took = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    tell(applied);
    std::cout << "On a copy, in " << took << " s. The database itself was not changed." << std::endl;
}

}  // namespace

int migrate(Words const& words)
{
    auto rest = words;
    auto const work = take_option(rest, "--work", "/var/tmp");
    bool const only_rehearses = rest == Words{"--rehearse"};
    if (!rest.empty() && !only_rehearses)
        throw Misuse{};
    auto const config = app::read_config(app::environment());
    leave_root(config.data);
    if (only_rehearses)
        rehearse(Ground(config, Ground::Running::join, Ground::Missing::refuse, Ground::State::any), work);
    else
        tell(Ground(config, Ground::Running::refuse).migrate());
    return 0;
}

}  // namespace guildhall::cli
