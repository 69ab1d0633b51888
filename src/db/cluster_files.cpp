#include "db/cluster_files.h"

#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>
#include <stdexcept>
#include <sys/stat.h>
#include <sys/un.h>

#include "base/secret.h"

namespace guildhall::db {

namespace fs = std::filesystem;

static std::string quoted(std::string_view text, char quote, std::string_view escaped_by)
{
    std::string out(1, quote);
    for (char c : text) {
        if (c == quote || (c == '\\' && escaped_by == "\\"))
            out += escaped_by;
        out += c;
    }
    return out += quote;
}

std::string quoted_word(std::string_view text)
{
    return quoted(text, '\'', "\\");
}

std::string quoted_name(std::string_view name)
{
    return quoted(name, '"', "\"");
}

std::string quoted_setting(std::string_view text)
{
    return quoted(text, '\'', "'");
}

std::string server_settings(ClusterOptions const& options, fs::path const& socket, fs::path const& extension)
{
    std::ostringstream out;
    out << "# Written by Guildhall at each start. What you want otherwise belongs into "
        << (options.data / "postgresql.local.conf").string() << ".\n"
        << "listen_addresses = ''\n"
        << "unix_socket_directories = " << quoted_setting(quoted_name(socket.string())) << "\n"
        << "unix_socket_permissions = 0700\n"
        << "shared_preload_libraries = " << quoted_setting(quoted_name(extension.string())) << "\n"
        << "max_connections = " << options.connections << "\n"
        << "shared_buffers = " << options.shared_memory_mb << "MB\n"
        << "work_mem = 8MB\n"
           "maintenance_work_mem = 64MB\n"
           "autovacuum_max_workers = 2\n"
           "max_locks_per_transaction = 256\n"  // all migrations are one
           "max_worker_processes = 4\n"
           "max_parallel_workers_per_gather = 0\n"
           "max_wal_senders = 0\n"
           "hot_standby = off\n"  // who recovers to a moment is served when it is reached
           "max_logical_replication_workers = 0\n"
           "max_wal_size = 256MB\n"
           "min_wal_size = 32MB\n"
           "jit = off\n"
           "random_page_cost = 1.1\n"
           "timezone = 'UTC'\n"
           "log_timezone = 'UTC'\n"
           "datestyle = 'ISO, YMD'\n"
           "lc_messages = 'C'\n"
           "restart_after_crash = on\n"
           "log_line_prefix = '%m [%p] %u '\n"
           "log_checkpoints = off\n"
        // Starts, stops and crashes, but no errors of statements: those hold what people typed, and Guildhall reports its own.
        << "log_min_messages = log\n"
           "log_min_error_statement = panic\n"
           "log_error_verbosity = terse\n";
    if (options.throw_away)
        out << "fsync = off\nfull_page_writes = off\nautovacuum = off\n";
    out << "include_if_exists = " << quoted_setting((options.data / "postgresql.local.conf").string()) << "\n";
    return out.str();
}

std::string role_map(std::vector<std::string> const& system_users)
{
    std::string out = "# Written at each start: user of the system, role of the database.\n";
    for (auto const& user : std::set<std::string>(system_users.begin(), system_users.end()))
        for (auto const* role : {"postgres", "guildhall_migrate", "guildhall_app", "guildhall_backup"})
            out += "guildhall " + quoted_name(user) + " " + role + "\n";
    return out;
}

fs::path socket_folder(fs::path const& data, uid_t owner)
{
    constexpr std::string_view file = "/.s.PGSQL.5432";
    auto inside = data / "socket";
    if (inside.string().size() + file.size() < sizeof(sockaddr_un::sun_path))
        return inside;
    auto const* runtime = std::getenv("XDG_RUNTIME_DIR");
    fs::path place = runtime && std::string_view(runtime).size() < 50 && fs::exists(runtime) ? runtime : "/tmp";
    return place / ("guildhall-" + std::to_string(owner) + "-" + hex(sha256(data.string())).substr(0, 12));
}

void check_private(fs::path const& folder, uid_t owner)
{
    struct stat found;
    if (lstat(folder.c_str(), &found) != 0 || !S_ISDIR(found.st_mode) || found.st_uid != owner || (found.st_mode & 0077) != 0)
        throw std::runtime_error(folder.string() + " must be a folder that belongs to the user PostgreSQL runs as, and to nobody else "
                                                   "(mode 0700). Remove it, or mend its owner and mode.");
}

fs::path built_extension()
{
    return fs::read_symlink("/proc/self/exe").parent_path() / "guildhall_settings.so";
}

// A copy, so that a new build does not change what a running database has loaded, and its user can read it wherever the build is.
void copy_extension(fs::path const& from, fs::path const& to)
{
    auto const fresh = to.string() + ".new";
    fs::copy_file(from, fresh, fs::copy_options::overwrite_existing);
    fs::permissions(fresh, fs::perms::owner_read | fs::perms::owner_write);
    fs::rename(fresh, to);
}

void replace_file(fs::path const& path, std::string const& text)
{
    auto const fresh = path.string() + ".new";
    std::ofstream out(fresh, std::ios::binary);
    out << text;
    out.close();
    if (!out)
        throw std::runtime_error("cannot write " + fresh);
    fs::permissions(fresh, fs::perms::owner_read | fs::perms::owner_write);
    fs::rename(fresh, path);
}

void keep_log_small(fs::path const& log)
{
    std::error_code missing;
    if (auto const size = fs::file_size(log, missing); !missing && size > 4'000'000)
        fs::rename(log, log.string() + ".old");
}

std::string last_lines(fs::path const& log)
{
    std::ifstream in(log, std::ios::binary);
    std::stringstream all;
    all << in.rdbuf();
    auto text = all.str();
    return text.size() > 2'000 ? text.substr(text.size() - 2'000) : text;
}

}  // namespace guildhall::db
