#pragma once
#include <string_view>

#include "api/caller.h"
#include "identity/services.h"

namespace guildhall::identity {

inline constexpr std::string_view cookie_name = "__Host-guildhall";

// A browser's session cookie, or an API client's access token. `services` outlives what is returned.
Authenticate authenticator(Services const& services);

}  // namespace guildhall::identity
