#pragma once
#include <string>

namespace guildhall::attacks {

// What the server, which runs in this process, writes to its log while this lives.
class LogWatch {
public:
    LogWatch();
    ~LogWatch();
    LogWatch(LogWatch const&) = delete;
    LogWatch& operator=(LogWatch const&) = delete;

    std::string text() const;  // so far

private:
    int file_ = -1, kept_ = -1;
};

}  // namespace guildhall::attacks
