#pragma once
#include "base/loop.h"
#include "base/task.h"
#include "http/message.h"
#include "http/network.h"

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace guildhall::http {

class Door;
class Tls;
struct Core;

struct Options {
    std::vector<std::string> listen = {"127.0.0.1:8080"};  // "[::1]:8080", "0.0.0.0:80", "unix:/run/guildhall/http.sock"; port 0: any

    std::size_t head_bytes = 16 * 1024;    // request line and fields; beyond: 431
    std::size_t head_fields = 100;         // beyond: 431
    std::size_t body_bytes = 1024 * 1024;  // beyond: 413, before reading where the length is announced
    std::function<std::size_t(std::string_view method, std::string_view path)> body_bytes_of = {};  // instead, by (encoded) path

    // Bodies that are kept in a file without a name once they are large, in a folder ("": the system's for such): Request::spooled.
    std::function<bool(std::string_view method, std::string_view path)> spools = {};
    std::string spool_folder = {};

    // Of all bodies that are held at one time, by all servers that share a door, so that many slow uploads cannot fill the
    // memory; beyond: 503. Bodies up to 64 KiB are not counted: small requests go on.
    std::size_t body_bytes_in_all = 512 * 1024 * 1024;

    // All are watched by one coarse timer a server. Bodies and answers get their time and beside it a second for every
    // `slowest_bytes`, so that a large upload over a poor line passes and one byte now and then does not.
    std::chrono::milliseconds head_time{10'000};  // from connecting, or from the first byte of a later request
    std::chrono::milliseconds body_time{20'000};
    std::chrono::milliseconds write_time{20'000};
    std::chrono::milliseconds idle_time{75'000};  // between two requests
    std::size_t slowest_bytes = 4 * 1024;

    std::size_t connections = 10'000;           // of all servers that share a door
    std::size_t connections_per_address = 200;  // an IPv6 /64 is one address; trusted proxies and unix sockets are not counted

    std::vector<Network> trusted_proxies = {};  // whose X-Forwarded-For and X-Forwarded-Proto count
    bool trust_unix_peers = false;              // a proxy on this machine that connects by a unix socket

    // The answer to what no handler sees (400, 408, 413, 417, 431, 503, 505) and to a handler that throws (500); none: a bare problem.
    std::function<Response(int status)> refusal = {};

    std::shared_ptr<Door> door = {};  // shared by the servers of all loops; none: its own
    std::shared_ptr<Tls> tls = {};    // shared likewise; none: plain HTTP. Unix sockets are always plain.
};

// The answer to a request. It runs on the server's loop, goes on when the client has gone, and its exceptions become a bare 500.
using Handler = std::function<Task<Response>(Request)>;

// HTTP/1.1 and 1.0 on one loop. Several servers, one a loop, may listen on the same addresses (SO_REUSEPORT; unix sockets need
// a common door for it). All of it but the constructor is for the loop's thread, or before the loop runs.
class Server {
public:
    Server(Loop& loop, Options options, Handler handler);
    ~Server();  // closes every connection; answers still being made are dropped when they are ready
    Server(Server const&) = delete;
    Server& operator=(Server const&) = delete;

    void listen();  // throws std::runtime_error that names the address
    // At these instead, such as where the server of another loop has got its ports.
    void listen(std::vector<std::string> const& addresses);
    std::vector<std::string> addresses() const;  // where it listens, with the ports it got
    std::size_t connections() const;

    // No new connections; idle ones are closed, running requests are answered; what is not done by then is cut off.
    Task<void> stop(std::chrono::milliseconds grace);

private:
    std::shared_ptr<Core> core_;  // shared with the sessions, which may outlive the server while a request runs
};

}  // namespace guildhall::http
