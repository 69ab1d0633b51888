#include "mail/spool.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <stdexcept>
#include <unistd.h>

namespace guildhall::mail {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void fail(std::string const& path)
{
    throw std::runtime_error("cannot write " + path + ": " + std::strerror(errno));
}

void write_all(int file, std::string const& text, std::string const& path)
{
    for (std::size_t at = 0; at < text.size();) {
        auto const written = ::write(file, text.data() + at, text.size() - at);
        if (written < 0 && errno != EINTR)
            fail(path);
        at += written > 0 ? static_cast<std::size_t>(written) : 0;
    }
}

}  // namespace

void keep(std::string const& folder, std::string const& name, std::string const& message)
{
    if (fs::create_directories(folder))
        fs::permissions(folder, fs::perms::owner_all);
    auto const path = folder + "/" + name + ".eml", unfinished = folder + "/." + name;
    int const file = ::open(unfinished.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0)
        fail(unfinished);
    try {
        write_all(file, message, unfinished);
        if (::fsync(file) != 0)
            fail(unfinished);
    } catch (...) {
        ::close(file);
        throw;
    }
    ::close(file);
    fs::rename(unfinished, path);
}

}  // namespace guildhall::mail
