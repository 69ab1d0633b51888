#pragma once
#include "base/time.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// RFC 6238 as authenticator apps know it: SHA-1, six digits, 30 seconds.
namespace guildhall::identity {

std::string new_totp_secret();  // 20 random bytes

std::string totp_code(std::string_view secret, std::int64_t step);

// The step whose code this is: that of `now`, the one before or the one after, but none up to `last_used`, so that a code works
// once: keep the step that is returned. Nothing if the code is wrong or used.
std::optional<std::int64_t> matched_step(std::string_view secret, std::string_view code, Time now, std::int64_t last_used = -1);

std::string base32(std::string_view bytes);                  // RFC 4648 section 6, without padding
std::optional<std::string> unbase32(std::string_view text);  // either case; spaces and padding are left out

// otpauth://totp/Guildhall:maria%40alfreds.example?secret=…&issuer=Guildhall&algorithm=SHA1&digits=6&period=30
std::string otpauth_uri(std::string_view secret, std::string_view issuer, std::string_view account);

}  // namespace guildhall::identity
