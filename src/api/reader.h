#pragma once
#include <string>

#include "api/scope.h"

namespace guildhall {

// The language in which the one who asks reads (BCP 47): what the request's Accept-Language prefers, else that of the account.
Task<std::string> reader_language(Scope& tx);

// The first choice of an Accept-Language field (RFC 9110 section 12.5.4); empty where it prefers nothing.
std::string preferred_language(std::string_view accept_language);

}  // namespace guildhall
