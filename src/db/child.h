#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

#include "db/system_user.h"

namespace guildhall::db {

// A program to run below us: in a session of its own, so that ^C in the terminal is ours alone to handle; without our files; and
// told to stop when the thread that started it ends, however that comes about.
struct Child {
    std::vector<std::string> words;  // the program's path first
    std::filesystem::path folder;
    std::filesystem::path log;       // gets its output, appended
    std::optional<SystemUser> user;  // only as root
    int when_orphaned = 0;           // the signal it gets when the thread that started it ends
};

pid_t start_child(Child const& child);

// Runs it to its end; its exit status, or 128 + the signal that ended it.
int run_child(Child const& child);

// Processes of PostgreSQL that work in this data folder.
std::vector<pid_t> postgres_in(std::filesystem::path const& data);

// Ends them, and returns when they are gone: a postmaster is asked to shut down cleanly; backends that outlived theirs would keep
// every other one from starting, and are made to go. Never touches postmaster.pid.
void end_postgres_in(std::filesystem::path const& data);

}  // namespace guildhall::db
