#include "http/asking.h"

#include <cstdlib>
#include <memory>
#include <netdb.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace guildhall::http {

namespace {

constexpr std::size_t largest_answer = 64u << 20;

class Socket {
public:
    explicit Socket(int descriptor) : descriptor_(descriptor)
    {
        timeval const patience{.tv_sec = 30, .tv_usec = 0};
        setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        setsockopt(descriptor_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    }
    ~Socket() { close(descriptor_); }
    Socket(Socket const&) = delete;
    Socket& operator=(Socket const&) = delete;
    int descriptor() const { return descriptor_; }

private:
    int descriptor_;
};

int connected(int descriptor, sockaddr const* place, socklen_t size)
{
    if (descriptor >= 0 && connect(descriptor, place, size) == 0)
        return descriptor;
    if (descriptor >= 0)
        close(descriptor);
    return -1;
}

int connected_to(std::string const& listen)
{
    if (listen.starts_with("unix:")) {
        sockaddr_un place{};
        place.sun_family = AF_UNIX;
        listen.copy(place.sun_path, sizeof place.sun_path - 1, 5);
        return connected(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0), reinterpret_cast<sockaddr*>(&place), sizeof place);
    }
    auto const colon = listen.rfind(':');
    auto host = listen.substr(0, colon);
    if (host.starts_with('['))
        host = host.substr(1, host.size() - 2);
    addrinfo wanted{}, *found = nullptr;
    wanted.ai_socktype = SOCK_STREAM;
    if (getaddrinfo(host.c_str(), listen.c_str() + colon + 1, &wanted, &found) != 0)
        return -1;
    std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> const held(found, freeaddrinfo);
    return connected(socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0), found->ai_addr, found->ai_addrlen);
}

std::string plain(int descriptor, std::string const& request)
{
    for (std::size_t sent = 0; sent < request.size();) {
        auto const count = send(descriptor, request.data() + sent, request.size() - sent, MSG_NOSIGNAL);
        if (count <= 0)
            break;  // it may have answered without reading to the end
        sent += static_cast<std::size_t>(count);
    }
    std::string answer, piece(16384, '\0');
    for (ssize_t count = 0; (count = recv(descriptor, piece.data(), piece.size(), 0)) > 0 && answer.size() < largest_answer;)
        answer.append(piece, 0, static_cast<std::size_t>(count));
    return answer;
}

std::string by_tls(int descriptor, std::string const& request)
{
    std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> const context(SSL_CTX_new(TLS_client_method()), SSL_CTX_free);
    std::unique_ptr<SSL, decltype(&SSL_free)> const tls(SSL_new(context.get()), SSL_free);
    SSL_set_fd(tls.get(), descriptor);
    if (SSL_connect(tls.get()) != 1 || SSL_write(tls.get(), request.data(), static_cast<int>(request.size())) <= 0)
        return {};
    std::string answer, piece(16384, '\0');
    for (int count = 0; (count = SSL_read(tls.get(), piece.data(), static_cast<int>(piece.size()))) > 0 && answer.size() < largest_answer;)
        answer.append(piece, 0, static_cast<std::size_t>(count));
    return answer;
}

}  // namespace

Reply ask(Place const& place, std::string_view method, std::string_view path, AskedHeaders const& headers, std::string_view body)
{
    int const descriptor = connected_to(place.listen);
    if (descriptor < 0)
        return {};
    Socket const socket(descriptor);
    std::string request = std::string(method) + " " + std::string(path) + " HTTP/1.1\r\nHost: " + place.host + "\r\nConnection: close\r\n";
    for (auto const& [name, value] : headers)
        request += name + ": " + value + "\r\n";
    if (method != "GET")
        request += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    request += "\r\n" + std::string(body);
    auto const answer = place.tls ? by_tls(socket.descriptor(), request) : plain(socket.descriptor(), request);
    auto const end = answer.find("\r\n\r\n");
    if (!answer.starts_with("HTTP/1.1 ") || end == answer.npos)
        return {};
    return {std::atoi(answer.c_str() + 9), answer.substr(0, end), answer.substr(end + 4)};
}

}  // namespace guildhall::http
