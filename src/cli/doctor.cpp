#include "doctor/doctor.h"

#include <iostream>

#include "cli/commands.h"
#include "cli/installation.h"
#include "db/session.h"

namespace guildhall::cli {

namespace {

constexpr int healthy = 0, ill = 1, not_examined = 2;

void tell(doctor::Complaints const& complaints)
{
    for (auto const& complaint : complaints)
        std::cout << complaint.check << ": " << complaint.what << "\n    " << complaint.remedy << "\n";
    if (complaints.empty())
        std::cout << "Everything is as it should be.\n";
}

int examine(app::Config const& config)
{
    leave_root(config.data);
    doctor::Patient patient{.config = config, .settings = app::environment(), .environment = app::all_settings(), .now = Time::now()};
    std::optional<Ground> ground;
    try {
        ground.emplace(config, Ground::Running::join, Ground::Missing::refuse);
        patient.database_url = ground->url("guildhall_backup");
        db::Session const probe(patient.database_url);
    } catch (std::exception const& error) {
        patient.database_url.clear();
        patient.why_no_database = error.what();
    }
    auto const complaints = doctor::examine(patient);
    tell(complaints);
    return complaints.empty() ? healthy : ill;
}

}  // namespace

int doctor(Words const& words)
{
    if (!words.empty())
        throw Misuse{};
    std::optional<app::Config> config;
    try {
        config = app::read_config(app::environment());
    } catch (std::exception const& error) {
        std::cout << "settings: " << error.what() << "\n    correct them: README.md lists all\n";
        return ill;
    }
    try {
        return examine(*config);
    } catch (std::exception const& error) {
        std::cerr << error.what() << std::endl;
        return not_examined;
    }
}

}  // namespace guildhall::cli
