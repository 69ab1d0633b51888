#pragma once
#include <string>
#include <thread>
#include <vector>

#include "app/front.h"
#include "http/server.h"
#include "support/server.h"

// Servers that are broken on purpose, so that what looks for faults can be shown to find them.
namespace guildhall::support {

// A route that does what none must ever do.
struct BrokenRoute {
    std::string fault;
    Route route;
};

// In place of routes of that server, and past its walls where the fault asks for it.
std::vector<BrokenRoute> broken_routes(TestServer& server);

// The same that nobody has entered into any table.
Route forgotten_route();

// What stands between the connections and the server, and may spoil what comes or goes.
using Around = std::function<http::Handler(http::Handler)>;

// A test server's routes with others in place of some, at an address of their own, on the same database.
class BrokenServer {
public:
    BrokenServer(TestServer& beside, std::vector<Route> instead, Around const& around = {});
    ~BrokenServer();
    BrokenServer(BrokenServer const&) = delete;
    BrokenServer& operator=(BrokenServer const&) = delete;

    Router const& router() const { return router_; }
    std::string const& address() const { return address_; }

private:
    Task<void> stop();

    app::Config config_;
    Router router_;
    std::string const openapi_;
    http::StaticFiles files_;
    Loop loop_;
    db::Pool pool_;
    Hub hub_;
    Dispatch dispatch_;
    app::Front front_;
    http::Server server_;
    std::string address_;
    std::thread thread_;
};

}  // namespace guildhall::support
