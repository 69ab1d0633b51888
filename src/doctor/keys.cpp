#include <array>

#include "doctor/looks.h"
#include "identity/key_files.h"
#include "identity/keys.h"

namespace guildhall::doctor {

void look_at_keys(Patient const& patient, Complaints& complaints)
{
    auto const& data = patient.config.data;
    try {
        identity::read_keys(patient.settings, data);
    } catch (std::runtime_error const& error) {
        complaints.push_back(
            {{}, error.what(), "mend what it says; a key that is lost comes from a backup, for a new one would shut everybody out"});
        return;
    }
    constexpr std::int64_t longest = 400;  // days
    for (std::string const name : {"jwt", "pepper", "field", "audit"}) {
        auto const since = identity::secret_file_since(data + "/keys/" + name);
        if (since && patient.now.microseconds - *since * 1'000'000 > longest * a_day)
            complaints.push_back({{},
                                  "The key " + name + " is " + days_between({*since * 1'000'000}, patient.now) + " old",
                                  "guildhall keys rotate " + name});
    }
}

}  // namespace guildhall::doctor
