#pragma once
#include "http/core.h"
#include "http/wire.h"

#include <list>
#include <memory>
#include <string>

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/steady_timer.hpp>

namespace guildhall::http {

struct Listener {
    boost::asio::basic_socket_acceptor<boost::asio::generic::stream_protocol> acceptor;
    std::string address;
    bool is_unix = false, paused = false;
};

struct Core::Listening {
    explicit Listening(boost::asio::io_context& io) : timer(io) {}
    std::list<Listener> listeners;
    boost::asio::steady_timer timer;
};

// Throws std::runtime_error that names the address.
Listener listener_at(boost::asio::io_context& io, std::string const& address, Door& door);

void accept_next(std::shared_ptr<Core> core, Listener& listener);
void tick(std::shared_ptr<Core> core);

}  // namespace guildhall::http
