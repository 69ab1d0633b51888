#pragma once
#include <string>

#include "support/server.h"

// Lists that are dropped on a running server.
namespace guildhall::support {

std::string whole_file(std::string const& path);
#ifdef TEST_DATA
inline std::string test_file(std::string const& path)
{
    return whole_file(TEST_DATA + path);
}
#endif

Answer upload(Client const& client, std::string const& bytes, std::string const& kind);

Answer settled(Client const& client, std::string const& import);  // when it runs no more, or after half a minute

// An import of one person.
class Running {
public:
    Running(Client client, std::string const& bytes, std::string const& kind);

    Answer now() const { return client_.get(path_); }
    Answer step(std::string const& name) const { return client_.post(path_ + "/" + name, ""); }
    Answer settled() const { return support::settled(client_, path_); }
    Answer run() const;  // start, then settled
    std::string const& path() const { return path_; }
    Client const& client() const { return client_; }

private:
    Client client_;
    std::string path_;
};

}  // namespace guildhall::support
