#include "base/supervisor.h"

#include <cstddef>
#include <cstdlib>
#include <sys/socket.h>
#include <sys/un.h>

#include "base/program.h"

namespace guildhall {

void tell_supervisor(std::string_view state)
{
    auto const* const given = std::getenv("NOTIFY_SOCKET");
    std::string_view const path = given ? given : "";
    sockaddr_un address{.sun_family = AF_UNIX};
    if (path.empty() || path.size() >= sizeof address.sun_path)
        return;
    path.copy(address.sun_path, path.size());
    if (path.front() == '@')
        address.sun_path[0] = '\0';  // an abstract one (unix(7))
    Descriptor const socket_(socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    auto const size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + path.size());
    // Whoever does not listen is not told.
    [[maybe_unused]] auto const sent =
        sendto(socket_.number(), state.data(), state.size(), MSG_NOSIGNAL, reinterpret_cast<sockaddr const*>(&address), size);
}

}  // namespace guildhall
