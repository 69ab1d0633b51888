#pragma once
#include "app/config.h"
#include "http/message.h"

namespace guildhall::app {

// The one handler of plain HTTP where there is TLS (GUILDHALL_REDIRECT_LISTEN): sends browsers there, and answers what a certificate
// authority asks (RFC 8555 section 8.3) from the folder that certbot writes to (GUILDHALL_ACME_FOLDER).
class Redirect {
public:
    explicit Redirect(Config const& config) : config_(config) {}

    Task<http::Response> handle(http::Request request) const;

private:
    http::Response answer(http::Request const& request) const;
    std::string target_of(http::Request const& request) const;  // "": the host is none of ours

    Config const& config_;
};

}  // namespace guildhall::app
