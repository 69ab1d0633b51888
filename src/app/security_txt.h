#pragma once
#include <string>

#include "app/config.h"
#include "base/time.h"

namespace guildhall::app {

// /.well-known/security.txt (RFC 9116): where to report a hole. It ends half a year after the day that it is asked for, so that it is
// never stale while the server runs.
std::string security_txt(Config const& config, Time now);

}  // namespace guildhall::app
