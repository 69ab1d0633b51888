// A server that reads HTTP as one must not: lines end with a bare line feed, the first length counts, chunks are not known, and
// nothing is refused.
#include <atomic>
#include <thread>

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "attacks/weak.h"

namespace guildhall::attacks {

namespace {

class LaxServer final : public Weak {
public:
    LaxServer()
    {
        descriptor_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in place{};
        place.sin_family = AF_INET;
        place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof place;
        if (bind(descriptor_, reinterpret_cast<sockaddr*>(&place), size) != 0 || listen(descriptor_, 16) != 0)
            throw std::runtime_error("the lax server cannot listen");
        getsockname(descriptor_, reinterpret_cast<sockaddr*>(&place), &size);
        address_ = "127.0.0.1:" + std::to_string(ntohs(place.sin_port));
        thread_ = std::thread([this] { serve(); });
    }
    ~LaxServer() override
    {
        stopping_ = true;
        thread_.join();
        close(descriptor_);
    }
    Target target() const override { return {address_, TEST_DATA "../../"}; }

private:
    void serve()
    {
        while (!stopping_) {
            pollfd waiting{descriptor_, POLLIN, 0};
            if (poll(&waiting, 1, 50) != 1)
                continue;
            int const client = accept(descriptor_, nullptr, nullptr);
            if (client < 0)
                continue;
            answer_all(client, read_all(client));
            close(client);
        }
    }

    // Until nothing has come for a moment.
    static std::string read_all(int client)
    {
        std::string bytes;
        char buffer[65536];
        for (pollfd waiting{client, POLLIN, 0}; poll(&waiting, 1, 30) == 1;) {
            auto const count = recv(client, buffer, sizeof buffer, 0);
            if (count <= 0)
                break;
            bytes.append(buffer, static_cast<std::size_t>(count));
        }
        return bytes;
    }

    static std::size_t first_length(std::string const& head)
    {
        auto const at = head.find("Content-Length:");
        return at == head.npos ? 0 : static_cast<std::size_t>(std::max(0L, std::atol(head.c_str() + at + 15)));
    }

    static void answer_all(int client, std::string bytes)
    {
        constexpr std::string_view rest_of_answer =
            "\r\nContent-Length: 2\r\nX-Content-Type-Options: nosniff\r\nContent-Security-Policy: sandbox\r\n\r\nok";
        std::string answers;
        while (!bytes.empty()) {
            auto const crlf = bytes.find("\r\n\r\n"), bare = bytes.find("\n\n");
            auto const end = std::min(crlf == bytes.npos ? bytes.npos : crlf + 4, bare == bytes.npos ? bytes.npos : bare + 2);
            if (end == bytes.npos)
                break;
            auto const length = first_length(bytes.substr(0, end));
            bool const unknown = bytes.starts_with("GET /api/v1/me ");
            bytes.erase(0, std::min(bytes.size(), end + length));
            answers.append(unknown ? "HTTP/1.1 401 Unauthorized" : "HTTP/1.1 200 OK").append(rest_of_answer);
        }
        for (std::string_view rest = answers; !rest.empty();) {
            auto const count = send(client, rest.data(), rest.size(), MSG_NOSIGNAL);
            if (count <= 0)
                return;
            rest.remove_prefix(static_cast<std::size_t>(count));
        }
    }

    int descriptor_ = -1;
    std::string address_;
    std::atomic<bool> stopping_ = false;
    std::thread thread_;
};

}  // namespace

std::unique_ptr<Weak> lax_server(Ground&)
{
    return std::make_unique<LaxServer>();
}

}  // namespace guildhall::attacks
