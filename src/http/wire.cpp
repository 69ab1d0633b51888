#include "http/wire.h"

#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>

namespace guildhall::http {

namespace {

namespace asio = boost::asio;

class PlainWire : public Wire {
public:
    explicit PlainWire(Socket socket) : socket_(std::move(socket))
    {
        WireError ignored;
        socket_.non_blocking(true, ignored);
    }

    void begin(Step step) override { step({}, 0); }
    void read(asio::mutable_buffer into, Step step) override { socket_.async_read_some(into, std::move(step)); }
    std::size_t write_now(Buffers const& bytes, WireError& error) override { return socket_.write_some(bytes, error); }
    void write(Buffers const& bytes, Step step) override { socket_.async_write_some(bytes, std::move(step)); }
    void say_goodbye(Step step) override
    {
        end_output();
        asio::post(socket_.get_executor(), [step = std::move(step)] { step({}, 0); });
    }
    void end_output() override
    {
        WireError ignored;
        socket_.shutdown(Socket::shutdown_send, ignored);
    }
    void drain(asio::mutable_buffer into, Step step) override { read(into, std::move(step)); }
    void close() override
    {
        WireError ignored;
        socket_.close(ignored);
    }

private:
    Socket socket_;
};

class TlsWire : public Wire {
public:
    TlsWire(Socket socket, std::shared_ptr<asio::ssl::context> context)
        : context_(std::move(context)), stream_(std::move(socket), *context_)
    {
    }

    void begin(Step step) override { stream_.async_handshake(asio::ssl::stream_base::server, std::move(step)); }
    void read(asio::mutable_buffer into, Step step) override { stream_.async_read_some(into, std::move(step)); }
    std::size_t write_now(Buffers const&, WireError& error) override
    {
        error = asio::error::would_block;
        return 0;
    }
    void write(Buffers const& bytes, Step step) override { stream_.async_write_some(bytes, std::move(step)); }
    void say_goodbye(Step step) override { stream_.async_shutdown(std::move(step)); }
    void end_output() override
    {
        WireError ignored;
        stream_.next_layer().shutdown(Socket::shutdown_send, ignored);
    }
    void drain(asio::mutable_buffer into, Step step) override { stream_.next_layer().async_read_some(into, std::move(step)); }
    void close() override
    {
        WireError ignored;
        stream_.next_layer().close(ignored);
    }

private:
    std::shared_ptr<asio::ssl::context> context_;  // shared with the other connections of one certificate
    asio::ssl::stream<Socket> stream_;
};

}  // namespace

std::unique_ptr<Wire> plain_wire(Socket socket)
{
    return std::make_unique<PlainWire>(std::move(socket));
}

std::unique_ptr<Wire> tls_wire(Socket socket, std::shared_ptr<asio::ssl::context> context)
{
    return std::make_unique<TlsWire>(std::move(socket), std::move(context));
}

}  // namespace guildhall::http
