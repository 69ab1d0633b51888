#include "http/listening.h"

#include "base/log.h"
#include "base/metrics.h"
#include "http/session.h"
#include "http/tls.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <stdexcept>

#include <boost/asio/error.hpp>
#include <boost/asio/io_context.hpp>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace guildhall::http {

namespace {

namespace asio = boost::asio;
constexpr std::string_view unix_prefix = "unix:";

metrics::Histogram loop_lag("guildhall_loop_lag_seconds",
                            "How late a loop comes to what was due: how long a request may wait for its turn.");

struct HostAndPort {
    Address address;
    std::uint16_t port = 0;
};

std::optional<HostAndPort> parsed(std::string_view text)
{
    auto const colon = text.rfind(':');
    if (colon == std::string_view::npos)
        return std::nullopt;
    auto host = text.substr(0, colon);
    auto const digits = text.substr(colon + 1);
    bool const has_brackets = host.starts_with('[') && host.ends_with(']');
    if (has_brackets)
        host = host.substr(1, host.size() - 2);
    auto const address = Address::parse(host);
    HostAndPort result;
    auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), result.port);
    if (!address || error != std::errc{} || end != digits.data() + digits.size() || has_brackets == address->is_v4())
        return std::nullopt;
    result.address = *address;
    return result;
}

struct Place {
    sockaddr_storage storage{};
    socklen_t size = 0;
    sockaddr* pointer() { return reinterpret_cast<sockaddr*>(&storage); }
};

Place place_of(HostAndPort const& at)
{
    Place place;
    if (at.address.is_v4()) {
        sockaddr_in v4{.sin_family = AF_INET, .sin_port = htons(at.port), .sin_addr = {}, .sin_zero = {}};
        std::memcpy(&v4.sin_addr, at.address.bytes.data() + 12, 4);
        std::memcpy(&place.storage, &v4, place.size = sizeof v4);
    } else {
        sockaddr_in6 v6{};
        v6.sin6_family = AF_INET6;
        v6.sin6_port = htons(at.port);
        std::memcpy(&v6.sin6_addr, at.address.bytes.data(), 16);
        std::memcpy(&place.storage, &v6, place.size = sizeof v6);
    }
    return place;
}

void switch_on(int descriptor, int level, int option)
{
    int const on = 1;
    setsockopt(descriptor, level, option, &on, sizeof on);
}

int listening_at(HostAndPort const& at)
{
    auto place = place_of(at);
    int const descriptor = socket(place.pointer()->sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (descriptor < 0)
        return -1;
    switch_on(descriptor, SOL_SOCKET, SO_REUSEADDR);
    switch_on(descriptor, SOL_SOCKET, SO_REUSEPORT);
    if (!at.address.is_v4())
        switch_on(descriptor, IPPROTO_IPV6, IPV6_V6ONLY);
    if (bind(descriptor, place.pointer(), place.size) == 0 && listen(descriptor, SOMAXCONN) == 0)
        return descriptor;
    auto const error = errno;
    ::close(descriptor);
    errno = error;
    return -1;
}

std::string with_actual_port(std::string const& address, int descriptor)
{
    Place place;
    place.size = sizeof place.storage;
    getsockname(descriptor, place.pointer(), &place.size);
    auto const* v4 = reinterpret_cast<sockaddr_in const*>(&place.storage);  // the port is at the same place in both
    return address.substr(0, address.rfind(':') + 1) + std::to_string(ntohs(v4->sin_port));
}

Peer peer_of(Socket const& socket, Options const& options)
{
    WireError ignored;
    auto const endpoint = socket.remote_endpoint(ignored);
    Address address;
    if (endpoint.data()->sa_family == AF_INET6) {
        auto const* v6 = reinterpret_cast<sockaddr_in6 const*>(endpoint.data());
        std::memcpy(address.bytes.data(), &v6->sin6_addr, 16);
    } else if (endpoint.data()->sa_family == AF_INET) {
        auto const* v4 = reinterpret_cast<sockaddr_in const*>(endpoint.data());
        address.bytes[10] = address.bytes[11] = 0xff;
        std::memcpy(address.bytes.data() + 12, &v4->sin_addr, 4);
    } else {
        return {std::nullopt, "unix", options.trust_unix_peers};
    }
    return {address, address.text(), contains(options.trusted_proxies, address)};
}

void take_in(std::shared_ptr<Core> const& core, Socket socket, bool is_unix)
{
    auto peer = peer_of(socket, core->options);
    if (!core->enter(peer))
        return;
    if (!is_unix)
        switch_on(socket.native_handle(), IPPROTO_TCP, TCP_NODELAY);
    bool const secure = core->options.tls && !is_unix;
    auto wire = secure ? tls_wire(std::move(socket), core->options.tls->context()) : plain_wire(std::move(socket));
    auto const session = std::make_shared<Session>(core, std::move(wire), std::move(peer), secure);
    session->begin();
}

}  // namespace

Listener listener_at(asio::io_context& io, std::string const& address, Door& door)
{
    bool const is_unix = address.starts_with(unix_prefix);
    auto const at = is_unix ? std::nullopt : parsed(address);
    if (!is_unix && !at)
        throw std::runtime_error("This is not an address to listen on: " + address);
    int const descriptor = is_unix ? door.unix_socket(address.substr(unix_prefix.size())) : listening_at(*at);
    if (descriptor < 0)
        throw std::runtime_error("Cannot listen on " + address + ": " + std::strerror(errno));
    int const family = is_unix ? AF_UNIX : at->address.is_v4() ? AF_INET : AF_INET6;
    asio::generic::stream_protocol const protocol(family, 0);
    return {{io, protocol, descriptor}, is_unix ? address : with_actual_port(address, descriptor), is_unix};
}

void accept_next(std::shared_ptr<Core> core, Listener& listener)
{
    auto& acceptor = listener.acceptor;
    acceptor.async_accept([core = std::move(core), &listener](WireError error, Socket socket) mutable {
        if (core->stopping)  // the listener may be gone
            return;
        if (!error) {
            take_in(core, std::move(socket), listener.is_unix);
        } else if (error != asio::error::connection_aborted) {
            log_line(Level::error, "cannot accept a connection", {{"error", error.message()}});
            listener.paused = true;  // out of descriptors or memory: again at the next tick
            return;
        }
        accept_next(std::move(core), listener);
    });
}

void tick(std::shared_ptr<Core> core)
{
    auto const& options = core->options;
    auto const shortest = std::min({options.head_time, options.body_time, options.write_time, options.idle_time});
    auto& timer = core->listening->timer;
    timer.expires_after(std::clamp(shortest / 4, std::chrono::milliseconds(10), std::chrono::milliseconds(500)));
    timer.async_wait([core = std::move(core), due = timer.expiry()](WireError error) mutable {
        if (error || !core->listening)
            return;
        loop_lag.observe(Clock::now() - due);
        core->look_at_clock();
        for (auto& listener : core->listening->listeners)
            if (std::exchange(listener.paused, false))
                accept_next(core, listener);
        tick(std::move(core));
    });
}

}  // namespace guildhall::http
