#pragma once
#include <string_view>

#include "api/caller.h"
#include "identity/services.h"

namespace guildhall::identity {

inline constexpr std::string_view cookie_name = "__Host-guildhall", device_cookie_name = "__Host-guildhall-device";
inline constexpr std::string_view key_prefix = "ghk_";  // of API keys, so that scanners for secrets know one when they see it

// A browser's session cookie, an API client's access token, or an API key. `services` outlives what is returned.
Authenticate authenticator(Services const& services);

}  // namespace guildhall::identity
