#include <cstring>
#include <iostream>
#include <memory>
#include <netdb.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "app/config.h"
#include "cli/commands.h"

namespace guildhall::cli {

namespace {

class Socket {
public:
    explicit Socket(int descriptor) : descriptor_(descriptor)
    {
        timeval const patience{.tv_sec = 5, .tv_usec = 0};
        setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    }
    ~Socket() { close(descriptor_); }
    Socket(Socket const&) = delete;
    Socket& operator=(Socket const&) = delete;
    int descriptor() const { return descriptor_; }

private:
    int descriptor_;
};

int connected_to_path(std::string const& path)
{
    sockaddr_un place{};
    place.sun_family = AF_UNIX;
    path.copy(place.sun_path, sizeof place.sun_path - 1);
    int const descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connect(descriptor, reinterpret_cast<sockaddr*>(&place), sizeof place) == 0)
        return descriptor;
    close(descriptor);
    return -1;
}

int connected_to(std::string const& listen)
{
    if (listen.starts_with("unix:"))
        return connected_to_path(listen.substr(5));
    auto const colon = listen.rfind(':');
    auto host = listen.substr(0, colon);
    if (host.starts_with('['))
        host = host.substr(1, host.size() - 2);
    addrinfo wanted{}, *found = nullptr;
    wanted.ai_socktype = SOCK_STREAM;
    if (getaddrinfo(host.c_str(), listen.c_str() + colon + 1, &wanted, &found) != 0)
        return -1;
    int const descriptor = socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool const reached = connect(descriptor, found->ai_addr, found->ai_addrlen) == 0;
    freeaddrinfo(found);
    if (reached)
        return descriptor;
    close(descriptor);
    return -1;
}

std::string answer_in_plain(int descriptor, std::string const& request)
{
    std::string answer(1024, '\0');
    send(descriptor, request.data(), request.size(), MSG_NOSIGNAL);
    auto const count = recv(descriptor, answer.data(), answer.size(), 0);
    return answer.substr(0, count > 0 ? static_cast<std::size_t>(count) : 0);
}

// The certificate is not checked: this asks a server on this machine how it is, and tells it nothing.
std::string answer_by_tls(int descriptor, std::string const& request)
{
    std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> const context(SSL_CTX_new(TLS_client_method()), SSL_CTX_free);
    std::unique_ptr<SSL, decltype(&SSL_free)> const tls(SSL_new(context.get()), SSL_free);
    SSL_set_fd(tls.get(), descriptor);
    std::string answer(1024, '\0');
    if (SSL_connect(tls.get()) != 1 || SSL_write(tls.get(), request.data(), static_cast<int>(request.size())) <= 0)
        return {};
    auto const count = SSL_read(tls.get(), answer.data(), static_cast<int>(answer.size()));
    return answer.substr(0, count > 0 ? static_cast<std::size_t>(count) : 0);
}

}  // namespace

int healthcheck(Words const& words)
{
    if (!words.empty())
        throw Misuse{};
    auto const config = app::read_config(app::environment());
    auto const& listen = config.listen.front();
    int const descriptor = connected_to(listen);
    if (descriptor < 0) {
        std::cerr << "Nobody answers at " << listen << ".\n";
        return 1;
    }
    Socket const socket(descriptor);
    auto const request = "GET /readyz HTTP/1.1\r\nHost: " + config.allowed_hosts.front() + "\r\nConnection: close\r\n\r\n";
    bool const by_tls = config.tls_certificate && !listen.starts_with("unix:");
    auto const answer = by_tls ? answer_by_tls(socket.descriptor(), request) : answer_in_plain(socket.descriptor(), request);
    bool const ready = answer.starts_with("HTTP/1.1 200");
    std::cout << (ready ? "ready\n" : "not ready\n");
    return ready ? 0 : 1;
}

}  // namespace guildhall::cli
