#include "base/supervisor.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <string>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/program.h"

namespace guildhall {

namespace {

// A socket as systemd makes it, and what came to it last.
class Listener {
public:
    explicit Listener(std::string const& name) : socket_(socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0))
    {
        sockaddr_un address{.sun_family = AF_UNIX};
        std::memcpy(address.sun_path, name.data(), name.size());
        if (name.front() == '@')
            address.sun_path[0] = '\0';
        auto const size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + name.size());
        EXPECT_EQ(bind(socket_.number(), reinterpret_cast<sockaddr const*>(&address), size), 0);
        setenv("NOTIFY_SOCKET", name.c_str(), 1);
    }
    ~Listener() { unsetenv("NOTIFY_SOCKET"); }
    Listener(Listener const&) = delete;
    Listener& operator=(Listener const&) = delete;

    std::string heard() const
    {
        char text[100];
        auto const size = recv(socket_.number(), text, sizeof text, 0);
        return size < 0 ? "nothing" : std::string(text, static_cast<std::size_t>(size));
    }

private:
    Descriptor socket_;
};

}  // namespace

TEST(ASupervisor, IsToldHowThingsAre)
{
    auto const path = testing::TempDir() + "supervisor-" + std::to_string(getpid());
    for (auto const& name : {path, "@" + path}) {
        Listener const listener(name);
        EXPECT_EQ(listener.heard(), "nothing");
        tell_supervisor("READY=1");
        EXPECT_EQ(listener.heard(), "READY=1");
    }
    unlink(path.c_str());
    tell_supervisor("READY=1");
}

}  // namespace guildhall
