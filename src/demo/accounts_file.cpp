#include "demo/accounts_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "base/codec.h"

namespace guildhall::demo {

namespace {

[[noreturn]] void give_up(std::string const& path)
{
    throw std::runtime_error("cannot write " + path + ": " + std::strerror(errno));
}

void write_whole(std::string const& path, std::string const& text)
{
    int const file = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0)
        give_up(path);
    for (std::size_t at = 0; at < text.size();) {
        auto const written = write(file, text.data() + at, text.size() - at);
        if (written < 0) {
            close(file);
            give_up(path);
        }
        at += static_cast<std::size_t>(written);
    }
    fsync(file);
    close(file);
}

}  // namespace

std::optional<std::vector<Account>> read_accounts(std::string const& path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return {};
    std::string const text{std::istreambuf_iterator<char>(file), {}};
    std::vector<Account> accounts;
    for (auto const& item : json::parse(text).items)  // there may be more of them than a request's list may have
        accounts.push_back(decode<Account>(item));
    return accounts;
}

void write_accounts(std::string const& path, std::vector<Account> const& accounts)
{
    std::string text;
    for (auto const& account : accounts)
        text += (text.empty() ? "[" : ",\n ") + encode(account);
    auto const unfinished = path + ".new";
    write_whole(unfinished, text + "]\n");
    if (std::rename(unfinished.c_str(), path.c_str()) != 0)
        give_up(path);
}

}  // namespace guildhall::demo
