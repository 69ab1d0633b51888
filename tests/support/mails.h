#pragma once
#include <string>
#include <vector>

namespace guildhall::support {

// The mails that a server keeps as files where it has no mail server.
class Mails {
public:
    explicit Mails(std::string folder) : folder_(std::move(folder)) {}

    // Those to an address, the oldest first, decoded so far that their text can be read.
    std::vector<std::string> all_to(std::string const& email) const;
    // The mail of that number to it, waited for.
    std::string to(std::string const& email, std::size_t number = 0) const;
    void wait_for(std::string const& email, std::size_t count) const { to(email, count - 1); }
    // What follows the link's address in it: "/join#".
    std::string token(std::string const& email, std::string const& page, std::size_t number = 0) const;

private:
    std::string folder_;
};

}  // namespace guildhall::support
