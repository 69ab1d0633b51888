// How fast is the HTTP layer alone? Serves "hello" on one thread, at the address given:
//   g++ -std=c++20 -O2 -Isrc bench/http_hello.cpp -o /tmp/http_hello -Wl,--start-group build/release/libguildhall_http.a
//       build/release/libguildhall_base.a -Wl,--end-group -lssl -lcrypto
//   /tmp/http_hello 127.0.0.1:18080 & wrk -t1 -c64 -d8 http://127.0.0.1:18080/
// On a busy machine divide the requests by the process's own CPU time instead of by the clock.
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
