#pragma once
#include "api/route.h"
#include "base/failure.h"
#include "db/error.h"
#include "http/message.h"

namespace guildhall {

// problem+json (RFC 9457). Nothing of the inside: no SQL, constraint, path, version or stack.
// `status`: another than the problem's own, for what HTTP has a number of its own (408, 431).
http::Response problem_response(Failure const& failure, int status = 0);

// What the database said, as what the caller may hear: our typed errors (migrations/README.md), the constraints that the route's
// input names, lost connections; everything else is internal.
Failure failure_of(db::Error const& error, Route const* route);

}  // namespace guildhall
