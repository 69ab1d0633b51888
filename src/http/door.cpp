#include "http/door.h"

#include <algorithm>
#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace guildhall::http {

namespace {

// One household of IPv6 has a /64, and could else come from 2^64 addresses.
Address counted(Address address)
{
    if (!address.is_v4())
        std::fill(address.bytes.begin() + 8, address.bytes.end(), std::uint8_t{0});
    return address;
}

[[noreturn]] void fail(std::string const& what)
{
    throw std::system_error(errno, std::system_category(), what);
}

bool is_dead(sockaddr_un const& address)
{
    int const probe = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool const refused =
        probe >= 0 && connect(probe, reinterpret_cast<sockaddr const*>(&address), sizeof address) != 0 && errno == ECONNREFUSED;
    if (probe >= 0)
        close(probe);
    return refused;
}

int listening(std::string const& path)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.empty() || path.size() >= sizeof address.sun_path) {
        errno = ENAMETOOLONG;
        fail("unix:" + path);
    }
    std::copy(path.begin(), path.end(), address.sun_path);
    struct stat status {};
    if (lstat(path.c_str(), &status) == 0 && S_ISSOCK(status.st_mode) && is_dead(address))
        unlink(path.c_str());
    int const descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (descriptor < 0)
        fail("unix:" + path);
    constexpr mode_t anybody = 0666;  // who may come in is decided by the folder, whatever the umask
    if (bind(descriptor, reinterpret_cast<sockaddr const*>(&address), sizeof address) != 0 || chmod(path.c_str(), anybody) != 0 ||
        listen(descriptor, SOMAXCONN) != 0) {
        auto const error = errno;
        close(descriptor);
        errno = error;
        fail("unix:" + path);
    }
    return descriptor;
}

}  // namespace

Door::~Door()
{
    for (auto const& [path, descriptor] : unix_sockets_) {
        close(descriptor);
        unlink(path.c_str());
    }
}

bool Door::enter(std::size_t most)
{
    std::lock_guard const lock(mutex_);
    if (inside_ >= most)
        return false;
    ++inside_;
    return true;
}

bool Door::enter(Address const& address, std::size_t most_of_address, std::size_t most)
{
    std::lock_guard const lock(mutex_);
    if (inside_ >= most)
        return false;
    auto const place = by_address_.try_emplace(counted(address), 0).first;
    if (place->second >= most_of_address)
        return false;
    ++place->second;
    ++inside_;
    return true;
}

void Door::leave()
{
    std::lock_guard const lock(mutex_);
    --inside_;
}

void Door::leave(Address const& address)
{
    std::lock_guard const lock(mutex_);
    auto const place = by_address_.find(counted(address));
    if (--place->second == 0)
        by_address_.erase(place);
    --inside_;
}

std::size_t Door::inside() const
{
    std::lock_guard const lock(mutex_);
    return inside_;
}

bool Door::hold(std::size_t bytes, std::size_t most)
{
    if (held_.fetch_add(bytes) + bytes <= most)
        return true;
    held_.fetch_sub(bytes);
    return false;
}

void Door::release(std::size_t bytes)
{
    held_.fetch_sub(bytes);
}

int Door::unix_socket(std::string const& path)
{
    std::lock_guard const lock(mutex_);
    auto const known = unix_sockets_.find(path);
    int const original = known != unix_sockets_.end() ? known->second : unix_sockets_.emplace(path, listening(path)).first->second;
    int const copy = fcntl(original, F_DUPFD_CLOEXEC, 0);
    if (copy < 0)
        fail("unix:" + path);
    return copy;
}

}  // namespace guildhall::http
