#pragma once
#include <functional>
#include <string>

#include "api/access.h"
#include "http/message.h"

namespace guildhall {

// Who asks, as far as the request itself tells: the proof of sign-in, whose worth only the database knows.
struct Caller {
    std::string proof;  // 32 bytes; empty: nobody
    bool browser = false;
    bool same_origin = false;    // a browser says that it comes from our own pages
    bool admins_welcome = true;  // from this network
    std::string device;          // the secret by which a browser is known again; empty: none
};

// Reads the credential of a request. Throws Failure(unauthenticated) on one that cannot be right (a token that was not signed
// here, or is over) and Failure(forbidden) where a browser's unsafe request lacks its CSRF token or comes from another origin.
// Behind an open route no credential is read at all: a stale cookie must not keep anybody from signing in. Identity knows how; the
// API only asks.
using Authenticate = std::function<Caller(http::Request const&, Entrance)>;

}  // namespace guildhall
