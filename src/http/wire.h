#pragma once
#include <array>
#include <cstddef>
#include <memory>

#include <boost/asio/buffer.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/system/error_code.hpp>

namespace boost::asio::ssl {
class context;
}

namespace guildhall::http {

class Session;
using Socket = boost::asio::generic::stream_protocol::socket;
using WireError = boost::system::error_code;
using Buffers = std::array<boost::asio::const_buffer, 2>;

// What a session does next. Shares the session: it lives while something is under way for it.
struct Step {
    std::shared_ptr<Session> session;
    void (Session::*next)(WireError, std::size_t);
    void operator()(WireError error, std::size_t count) const { ((*session).*next)(error, count); }
    void operator()(WireError error) const { ((*session).*next)(error, 0); }
};

// The connection below HTTP: a TCP or unix socket, with or without TLS. One read and one write at a time.
class Wire {
public:
    virtual ~Wire() = default;
    virtual void begin(Step) = 0;                                   // the handshake, if there is one
    virtual void read(boost::asio::mutable_buffer, Step) = 0;       // some bytes
    virtual std::size_t write_now(Buffers const&, WireError&) = 0;  // what can be had without waiting, else would_block
    virtual void write(Buffers const&, Step) = 0;                   // some bytes
    virtual void say_goodbye(Step) = 0;                             // TLS: close_notify; both: no more output
    virtual void end_output() = 0;                                  // at once, on the socket itself
    virtual void drain(boost::asio::mutable_buffer, Step) = 0;      // bytes of the socket itself, to throw away
    virtual void close() = 0;
};

std::unique_ptr<Wire> plain_wire(Socket socket);
std::unique_ptr<Wire> tls_wire(Socket socket, std::shared_ptr<boost::asio::ssl::context> context);

}  // namespace guildhall::http
