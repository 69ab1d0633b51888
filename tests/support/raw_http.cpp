#include "support/raw_http.h"

#include <cstdlib>
#include <cstring>
#include <future>
#include <stdexcept>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace guildhall::test {

namespace {

constexpr int patience = 10'000;  // milliseconds

int connected(sockaddr const* address, socklen_t size)
{
    int const descriptor = socket(address->sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connect(descriptor, address, size) != 0)
        throw std::runtime_error(std::string("cannot connect: ") + std::strerror(errno));
    return descriptor;
}

int connected(std::string const& address)
{
    if (address.starts_with("unix:")) {
        sockaddr_un place{};
        place.sun_family = AF_UNIX;
        address.copy(place.sun_path, sizeof place.sun_path - 1, 5);
        return connected(reinterpret_cast<sockaddr*>(&place), sizeof place);
    }
    auto const colon = address.rfind(':');
    auto const port = htons(static_cast<std::uint16_t>(std::atoi(address.c_str() + colon + 1)));
    if (address.starts_with('[')) {
        sockaddr_in6 place{};
        place.sin6_family = AF_INET6;
        place.sin6_port = port;
        inet_pton(AF_INET6, address.substr(1, colon - 2).c_str(), &place.sin6_addr);
        return connected(reinterpret_cast<sockaddr*>(&place), sizeof place);
    }
    sockaddr_in place{};
    place.sin_family = AF_INET;
    place.sin_port = port;
    inet_pton(AF_INET, address.substr(0, colon).c_str(), &place.sin_addr);
    return connected(reinterpret_cast<sockaddr*>(&place), sizeof place);
}

http::Options on_any_port(http::Options options)
{
    if (options.listen == http::Options{}.listen)
        options.listen = {"127.0.0.1:0"};
    return options;
}

}  // namespace

RawClient::RawClient(std::string const& address) : descriptor_(connected(address)) {}

RawClient::~RawClient()
{
    if (descriptor_ >= 0)
        close(descriptor_);
}

void RawClient::send(std::string_view bytes) const
{
    while (!bytes.empty()) {
        auto const count = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count <= 0)
            return;  // the server has closed: the answer tells why
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
}

void RawClient::end_output() const
{
    shutdown(descriptor_, SHUT_WR);
}

void RawClient::end() const
{
    shutdown(descriptor_, SHUT_RDWR);
}

void RawClient::reset()
{
    linger const at_once{1, 0};
    setsockopt(descriptor_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    close(descriptor_);
    descriptor_ = -1;
}

std::string RawClient::read_some()
{
    if (!read_.empty())
        return std::exchange(read_, {});
    return more() ? std::exchange(read_, {}) : std::string();
}

bool RawClient::is_ended(std::chrono::milliseconds within)
{
    pollfd waiting{descriptor_, POLLIN, 0};
    char byte = 0;
    return read_.empty() && poll(&waiting, 1, static_cast<int>(within.count())) == 1 && recv(descriptor_, &byte, 1, MSG_PEEK) <= 0;
}

bool RawClient::more()
{
    pollfd waiting{descriptor_, POLLIN, 0};
    char buffer[65536];
    if (poll(&waiting, 1, patience) != 1)
        return false;
    auto const count = recv(descriptor_, buffer, sizeof buffer, 0);
    if (count <= 0)
        return false;
    read_.append(buffer, static_cast<std::size_t>(count));
    return true;
}

std::string RawClient::take_until(std::string_view mark)
{
    for (;;) {
        auto const at = read_.find(mark);
        if (at != std::string::npos)
            return take(at + mark.size());
        if (!more())
            return {};
    }
}

std::string RawClient::take(std::size_t count)
{
    while (read_.size() < count && more()) {
    }
    auto const taken = read_.substr(0, count);
    read_.erase(0, count);
    return taken;
}

std::string RawClient::chunks()
{
    std::string body;
    for (;;) {
        auto const line = take_until("\r\n");
        if (line.empty())
            return body + "<broken off>";
        auto const size = std::strtoul(line.c_str(), nullptr, 16);
        body += take(size);
        take(2);
        if (size == 0)
            return body;
    }
}

Answer RawClient::answer(bool to_head)
{
    Answer answer;
    answer.head = take_until("\r\n\r\n");
    if (answer.head.size() < 12)
        return answer;
    answer.status = std::atoi(answer.head.c_str() + 9);
    if (to_head || answer.status < 200 || answer.status == 204 || answer.status == 304)
        return answer;
    auto const length = answer.head.find("Content-Length: ");
    if (answer.has("Transfer-Encoding: chunked"))
        answer.body = chunks();
    else if (length != std::string::npos)
        answer.body = take(std::strtoul(answer.head.c_str() + length + 16, nullptr, 10));
    else
        for (auto piece = read_some(); !piece.empty(); piece = read_some())
            answer.body += piece;
    return answer;
}

Serving::Serving(http::Handler handler, http::Options options) : server_(loop_, on_any_port(std::move(options)), std::move(handler))
{
    server_.listen();
    address_ = server_.addresses().front();
    thread_ = std::thread([this] { loop_.run(); });
}

Serving::~Serving()
{
    loop_.stop();
    thread_.join();
}

Answer Serving::ask(std::string_view bytes) const
{
    RawClient client(address_);
    client.send(bytes);
    return client.answer();
}

void Serving::on_loop(std::function<void()> work)
{
    std::promise<void> done;
    loop_.post([&] {
        work();
        done.set_value();
    });
    done.get_future().wait();
}

std::string get(std::string_view target, std::string_view fields)
{
    return std::string("GET ").append(target).append(" HTTP/1.1\r\nHost: localhost\r\n").append(fields).append("\r\n");
}

}  // namespace guildhall::test
