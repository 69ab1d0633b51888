#pragma once
#include "doctor/doctor.h"

namespace guildhall::doctor {

// One a file.
void look_at_settings(Patient const& patient, Complaints& complaints);
void look_at_files(Patient const& patient, Complaints& complaints);
void look_at_keys(Patient const& patient, Complaints& complaints);
void look_at_tls(Patient const& patient, Complaints& complaints);
void look_at_mail(Patient const& patient, Complaints& complaints);
void look_at_database(Patient const& patient, Complaints& complaints);
void look_at_wall(Patient const& patient, Complaints& complaints);
void look_at_trail(Patient const& patient, Complaints& complaints);
void look_at_backups(Patient const& patient, Complaints& complaints);
void look_at_machine(Patient const& patient, Complaints& complaints);
void look_at_server(Patient const& patient, Complaints& complaints);

// How long something is ago, or away, in words: "3 days".
std::string days_between(Time earlier, Time later);
inline constexpr std::int64_t an_hour = 3'600'000'000, a_day = 24 * an_hour;

}  // namespace guildhall::doctor
