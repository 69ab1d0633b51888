#pragma once
#include <string_view>

namespace guildhall {

// Tells systemd how things are ("READY=1", "STOPPING=1"), where it started this process and asks to be told (sd_notify(3)); else nothing.
void tell_supervisor(std::string_view state);

}  // namespace guildhall
