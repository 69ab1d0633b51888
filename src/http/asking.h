#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace guildhall::http {

// One request to a server on this machine, waiting for the answer: for commands, never for requests. `listen` is what that server listens
// at, "127.0.0.1:8080" or "unix:/path".
struct Place {
    std::string listen, host;  // host: what it is to be called
    bool tls = false;          // the certificate is not checked: nothing leaves this machine
};
struct Reply {
    int status = 0;  // 0: nobody answered
    std::string head, body;
};
using AskedHeaders = std::vector<std::pair<std::string, std::string>>;

Reply ask(Place const& place, std::string_view method, std::string_view path, AskedHeaders const& headers = {}, std::string_view body = {});

}  // namespace guildhall::http
