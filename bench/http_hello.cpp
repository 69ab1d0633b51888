// How fast is the HTTP layer alone? http_hello [address] serves "hello" on one thread; measure with
// wrk -t1 -c64 -d8 http://127.0.0.1:18080/ (see docs; the design's throw-away server reached 160,000 requests a second).
#include "base/loop.h"
#include "http/server.h"

#include <iostream>

using namespace guildhall;

static Task<http::Response> hello(http::Request)
{
    http::Response response;
    response.headers = {{"Content-Type", "text/plain"}};
    response.body = "hello";
    co_return response;
}

int main(int count, char** words)
{
    Loop loop;
    http::Options options;
    options.listen = {count > 1 ? words[1] : "127.0.0.1:18080"};
    options.connections_per_address = 10'000;
    http::Server server(loop, options, hello);
    server.listen();
    std::cout << "listening on " << server.addresses().front() << std::endl;
    loop.run();
}
