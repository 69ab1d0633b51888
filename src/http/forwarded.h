#pragma once
#include "http/message.h"
#include "http/network.h"

#include <vector>

namespace guildhall::http {

// What a trusted proxy says of the client. X-Forwarded-For is read from the right, past the trusted ones, so that nothing the
// client wrote itself is believed; of X-Forwarded-Proto the last word counts.
void believe_proxy(Request&, std::vector<Network> const& trusted);

// The trace that a request belongs to, by its field traceparent (W3C Trace Context): 32 hexadecimal digits; "" where it has none, or none
// that is right.
std::string trace_id(Headers const& headers);

}  // namespace guildhall::http
