#pragma once
#include <memory>
#include <string>

#include "api/dispatch.h"
#include "app/config.h"
#include "http/static_files.h"

namespace guildhall::app {

// What stands on every answer (security.md 17). secure: it came by TLS; is_page: it may be one of the app's.
void add_headers(http::Response& response, Uuid request_id, bool secure, bool is_page);

// The one handler of a loop's server: host (421), request id, health, the API, the web app's files, and the headers that stand on
// every answer (security.md 16–18).
class Front {
public:
    Front(Config const& config, Dispatch& dispatch, db::Pool& pool, http::StaticFiles const& files, std::string const& openapi);

    Task<http::Response> handle(http::Request request);
    // The answer to what is no request at all.
    static http::Response refusal(int status);

private:
    Task<http::Response> route(http::Request request, Uuid request_id);
    http::Response page(http::Request const& request) const;
    Task<http::Response> ready();

    Config const& config_;
    Dispatch& dispatch_;
    db::Pool& pool_;
    http::StaticFiles const& files_;
    std::string const& openapi_;
};

}  // namespace guildhall::app
