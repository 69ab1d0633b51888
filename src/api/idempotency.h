#pragma once
#include <optional>
#include <string>

#include "api/answer.h"
#include "http/message.h"

namespace guildhall {

// The Idempotency-Key of a request, checked; none where none was sent. Throws Failure(malformed).
std::optional<std::string> idempotency_key(http::Request const& request);

// What a repeated request is compared by.
std::string body_digest(http::Request const& request);

// An answer as it is kept for 24 hours, and back.
std::string stored(Answer const& answer);
Answer restored(std::string const& text);

}  // namespace guildhall
