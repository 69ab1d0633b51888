#include "doctor/doctor.h"

#include "db/error.h"
#include "doctor/looks.h"

namespace guildhall::doctor {

std::vector<Check> const& checks()
{
    static std::vector<Check> const all{
        {"settings", look_at_settings}, {"files", look_at_files},       {"keys", look_at_keys},     {"tls", look_at_tls},
        {"mail", look_at_mail},         {"database", look_at_database}, {"wall", look_at_wall},     {"trail", look_at_trail},
        {"backups", look_at_backups},   {"machine", look_at_machine},   {"server", look_at_server},
    };
    return all;
}

Complaints examine(Patient const& patient)
{
    Complaints all;
    for (auto const& check : checks())
        try {
            Complaints own;
            check.look(patient, own);
            for (auto& complaint : own) {
                complaint.check = check.name;
                all.push_back(std::move(complaint));
            }
        } catch (std::exception const& error) {
            all.push_back({std::string(check.name), std::string("could not be looked at: ") + error.what(), "see what the message says"});
        }
    return all;
}

std::string days_between(Time earlier, Time later)
{
    auto const hours = (later.microseconds - earlier.microseconds) / an_hour;
    auto const days = hours / 24;
    if (hours < 48)
        return std::to_string(hours) + (hours == 1 ? " hour" : " hours");
    return std::to_string(days) + " days";
}

}  // namespace guildhall::doctor
