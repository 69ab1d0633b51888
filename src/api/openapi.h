#pragma once
#include <string>

#include "api/router.h"

namespace guildhall {

// The OpenAPI 3.1 document of the routes: paths, inputs, outputs, who may (x-permission). It is all there is to say, derived, never
// written by hand.
std::string openapi(Router const& router, std::string_view version);

}  // namespace guildhall
