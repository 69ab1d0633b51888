#pragma once
#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

#include "db/system_user.h"

namespace guildhall::db {

class Session;

struct ClusterOptions {
    std::filesystem::path data;  // GUILDHALL_DATA; made when it is missing
    std::filesystem::path programs = "/usr/lib/postgresql/15/bin";
    std::optional<std::filesystem::path> extension;  // guildhall_settings.so; default: beside the program
    std::string database = "guildhall";
    int connections = 60;
    int shared_memory_mb = 64;
    std::optional<SystemUser> user;  // tests that run as root: who PostgreSQL runs as
    bool throw_away = false;         // tests: nothing need survive a power cut
    bool as_found = false;           // superuser.sql does not run: it is only looked at
};

// The private PostgreSQL: a data folder of its own, reachable through a socket that only its user can open, running while this
// object lives and no longer, even when this process is killed. When PostgreSQL itself is killed it is started again at once.
class Cluster {
public:
    explicit Cluster(ClusterOptions options);
    ~Cluster();
    Cluster(Cluster const&) = delete;
    Cluster& operator=(Cluster const&) = delete;

    // Makes the data folder the first time, starts, and runs superuser.sql, but not on a newer program's schema. Throws
    // std::runtime_error that says what to do.
    void start();
    void stop();  // cleanly; what is still connected is cut off

    // What libpq takes, for one of our roles or "postgres", the superuser.
    std::string url(std::string_view role) const { return url(role, options_.database); }
    std::string url(std::string_view role, std::string_view database) const;
    pid_t postmaster() const;
    std::filesystem::path files() const { return options_.data / "pg15"; }
    bool is_made() const { return std::filesystem::exists(files() / "PG_VERSION"); }

private:
    void lock();
    void make_files();
    void write_settings() const;
    void make_socket_folder();
    void supervise();
    void run_once();
    void wait_until_it_answers();
    void bootstrap();
    SystemUser user() const;
    void hand_over(std::filesystem::path const& path) const;

    ClusterOptions options_;
    std::filesystem::path socket_;
    int lock_ = -1;
    mutable std::mutex mutex_;
    std::condition_variable stopped_;
    pid_t postmaster_ = 0;  // under mutex_, as what follows
    bool stopping_ = false;
    int failures_ = 0;        // starts in a row that came to nothing
    std::thread supervisor_;  // postgres is told to stop when this thread ends
};

// Refuses a server that may lose what it has acknowledged (fsync, full_page_writes or synchronous_commit off, for anybody), or
// that lacks the last security fixes. Also for a server that is not ours. Throws std::runtime_error.
void check_server(Session& session);

}  // namespace guildhall::db
