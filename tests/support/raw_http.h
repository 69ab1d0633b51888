#pragma once
#include "base/loop.h"
#include "http/server.h"

#include <chrono>
#include <string>
#include <string_view>
#include <thread>

// A client that sends exactly the bytes it is told, good or bad, and a server to send them to.
namespace guildhall::test {

struct Answer {
    int status = 0;  // 0: the connection ended before an answer
    std::string head, body;
    bool has(std::string_view line) const { return head.find(line) != std::string::npos; }
};

class RawClient {
public:
    explicit RawClient(std::string const& address);  // "127.0.0.1:1234", "[::1]:1234" or "unix:/path"
    ~RawClient();
    RawClient(RawClient const&) = delete;
    RawClient& operator=(RawClient const&) = delete;

    void send(std::string_view bytes) const;
    void end_output() const;  // half of the connection
    void end() const;         // both halves, also for a thread that reads
    void reset();             // end it at once, with an RST

    // The next answer, its body by Content-Length, chunks or end of connection; an interim 100 counts as one.
    Answer answer(bool to_head = false);
    std::string read_some();  // "" at the end of the connection, or after 10 seconds
    bool is_ended(std::chrono::milliseconds within = std::chrono::seconds(5));

private:
    bool more();
    std::string take_until(std::string_view mark);
    std::string take(std::size_t count);
    std::string chunks();

    int descriptor_ = -1;
    std::string read_;
};

// A server on a thread of its own and any port, until the end of the scope.
class Serving {
public:
    explicit Serving(http::Handler handler, http::Options options = {});
    ~Serving();
    Serving(Serving const&) = delete;
    Serving& operator=(Serving const&) = delete;

    std::string const& address() const { return address_; }
    RawClient client() const { return RawClient(address_); }
    Answer ask(std::string_view bytes) const;  // on a connection of its own
    void on_loop(std::function<void()> work);  // and waits for it
    http::Server& server() { return server_; }
    Loop& loop() { return loop_; }

private:
    Loop loop_;
    http::Server server_;
    std::string address_;
    std::thread thread_;
};

std::string get(std::string_view target, std::string_view fields = {});  // a GET of HTTP/1.1

}  // namespace guildhall::test
