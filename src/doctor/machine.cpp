#include <filesystem>
#include <sys/resource.h>
#include <sys/timex.h>

#include "app/version.h"
#include "db/session.h"
#include "doctor/looks.h"
#include "http/asking.h"

namespace guildhall::doctor {

void look_at_machine(Patient const&, Complaints& complaints)
{
    timex clock{};
    bool const has_a_clock_of_its_own = std::filesystem::exists("/run/systemd/system");  // a container has its host's
    if (has_a_clock_of_its_own && adjtimex(&clock) == TIME_ERROR)
        complaints.push_back(
            {{},
             "Nothing keeps the clock of this machine right: codes of second factors and the times of records depend on it",
             "apt install chrony"});
    rlimit files{};
    constexpr rlim_t least = 4096;
    if (getrlimit(RLIMIT_NOFILE, &files) == 0 && files.rlim_cur < least && files.rlim_max < least)
        complaints.push_back(
            {{}, "Only " + std::to_string(files.rlim_max) + " files may be open at once", "LimitNOFILE=65536 in the systemd unit"});
}

namespace {

void look_at_admins(Patient const& patient, Complaints& complaints)
{
    if (patient.database_url.empty())
        return;
    db::Session session(patient.database_url);
    auto const row =
        session.run("select count(*) filter (where m.live), count(*) filter (where m.live and a.totp_secret is null and not exists "
                    "(select from platform.passkeys p where p.account_id = a.id)) from platform.memberships m "
                    "join platform.accounts a on a.id = m.account_id where m.role = 'admin'");
    if (row[0].get<std::int64_t>(0) == 0)
        complaints.push_back({{}, "There is no admin", "guildhall admin create, or the one-time link that the server prints"});
    else if (row[0].get<std::int64_t>(1) > 0)
        complaints.push_back({{}, "An admin has no second factor yet", "let them sign in: they are asked to set one up"});
}

}  // namespace

void look_at_server(Patient const& patient, Complaints& complaints)
{
    auto const& config = patient.config;
    http::Place const place{config.listen.front(), config.allowed_hosts.front(),
                            config.has_tls() && !config.listen.front().starts_with("unix:")};
    auto const ready = http::ask(place, "GET", "/readyz");
    if (ready.status == 0)
        complaints.push_back({{}, "The server does not run at " + place.listen, "start it: systemctl start guildhall, or guildhall serve"});
    else if (ready.status != 200)
        complaints.push_back({{}, "The server is not ready (" + std::to_string(ready.status) + ")", "see what its log says"});
    look_at_admins(patient, complaints);
}

}  // namespace guildhall::doctor
