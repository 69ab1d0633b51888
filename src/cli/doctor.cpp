#include "doctor/doctor.h"

#include <iostream>

#include "app/version.h"
#include "backup/stamps.h"
#include "base/json_member.h"
#include "cli/cli.sql.h"
#include "cli/commands.h"
#include "cli/installation.h"
#include "db/session.h"
#include "db/statement.h"

namespace guildhall::cli {

namespace sql {
constexpr auto keep_examination = db::statement<text, "keep_examination">;
}

namespace {

constexpr int healthy = 0, ill = 1, not_examined = 2;

void tell(doctor::Complaints const& complaints)
{
    for (auto const& complaint : complaints)
        std::cout << complaint.check << ": " << complaint.what << "\n    " << complaint.remedy << "\n";
    if (complaints.empty())
        std::cout << "Everything is as it should be.\n";
}

std::string as_json(doctor::Complaints const& complaints)
{
    std::string text;
    json::Writer out(text);
    out.begin_array();
    for (auto const& complaint : complaints) {
        out.begin_object();
        write(out, "check", complaint.check);
        write(out, "what", complaint.what);
        write(out, "remedy", complaint.remedy);
        out.end_object();
    }
    out.end_array();
    return text;
}

// For the page of who runs the installation. What was found is told whether it can be kept or not.
void keep(doctor::Complaints const& complaints, doctor::Patient const& patient, Ground const& ground)
try {
    auto const made = backup::stamp_in(patient.config.data);
    auto const proof = backup::proof_in(patient.config.data);
    db::Session session(ground.url("guildhall_migrate"));
    session.run(std::string(sql::keep_examination.text),
                db::values(Uuid::make(), patient.now, version, as_json(complaints), made ? std::optional(made->made_at) : std::nullopt,
                           proof ? std::optional(proof->proven_at) : std::nullopt, proof && proof->findings.empty()));
} catch (std::exception const& error) {
    std::cerr << "This examination was not kept: " << error.what() << std::endl;
}

int examine(app::Config const& config)
{
    leave_root(config.data);
    doctor::Patient patient{.config = config, .settings = app::environment(), .environment = app::all_settings(), .now = Time::now()};
    std::optional<Ground> ground;
    try {
        ground.emplace(config, Ground::Running::join, Ground::Missing::refuse, Ground::State::any);
        patient.database_url = ground->url("guildhall_backup");
        db::Session const probe(patient.database_url);
    } catch (std::exception const& error) {
        patient.database_url.clear();
        patient.why_no_database = error.what();
    }
    auto const complaints = doctor::examine(patient);
    tell(complaints);
    if (!patient.database_url.empty())
        keep(complaints, patient, *ground);
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
