#pragma once
#include "http/network.h"

#include <atomic>
#include <cstddef>
#include <map>
#include <mutex>
#include <string>

namespace guildhall::http {

// Who is in, of all servers of a process: connections in all and by address, the bytes of their bodies, and the unix sockets they
// share. For any thread.
class Door {
public:
    Door() = default;
    ~Door();  // closes the unix sockets and removes their files
    Door(Door const&) = delete;
    Door& operator=(Door const&) = delete;

    bool enter(std::size_t most);  // false: full
    bool enter(Address const&, std::size_t most_of_address, std::size_t most);
    void leave();
    void leave(Address const&);
    std::size_t inside() const;

    bool hold(std::size_t bytes, std::size_t most);  // of a body: false, and nothing held, if that is too much
    void release(std::size_t bytes);

    // A listening descriptor of the socket at that path, to be closed by the caller; made at the first call. A file that is left
    // from a dead process is replaced. Throws std::system_error.
    int unix_socket(std::string const& path);

private:
    mutable std::mutex mutex_;
    std::size_t inside_ = 0;
    std::atomic<std::size_t> held_ = 0;
    std::map<Address, std::size_t> by_address_;
    std::map<std::string, int> unix_sockets_;
};

}  // namespace guildhall::http
