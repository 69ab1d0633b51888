#include "attacks/log_watch.h"

#include <cstdlib>
#include <stdexcept>

#include <unistd.h>

namespace guildhall::attacks {

LogWatch::LogWatch()
{
    char name[] = "/tmp/guildhall-log-XXXXXX";
    file_ = mkstemp(name);
    if (file_ < 0)
        throw std::runtime_error("cannot make a file for the log");
    unlink(name);
    kept_ = dup(STDERR_FILENO);
    dup2(file_, STDERR_FILENO);
}

LogWatch::~LogWatch()
{
    dup2(kept_, STDERR_FILENO);
    close(kept_);
    close(file_);
}

std::string LogWatch::text() const
{
    auto const size = lseek(file_, 0, SEEK_END);
    std::string bytes(static_cast<std::size_t>(size), '\0');
    auto const read = pread(file_, bytes.data(), bytes.size(), 0);
    bytes.resize(read > 0 ? static_cast<std::size_t>(read) : 0);
    return bytes;
}

}  // namespace guildhall::attacks
