#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"

namespace guildhall::backup {

// Of as many days, weeks (from Monday) and months, the last backup of each, in UTC; and the newest one always.
struct Keep {
    int days = 7, weeks = 5, months = 12;

    static std::optional<Keep> parse(std::string_view text);  // "7,5,12"
};

std::string name_at(Time time);                      // "guildhall-20261123T061500Z"
std::optional<Time> time_of(std::string_view name);  // none: it is not the name of a backup
std::vector<std::string> no_longer_kept(std::vector<std::string> names, Keep keep);

}  // namespace guildhall::backup
