#include "db/cluster.h"

#include <csignal>
#include <fcntl.h>
#include <fstream>
#include <libpq-fe.h>
#include <stdexcept>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/log.h"
#include "db/child.h"
#include "db/cluster_files.h"
#include "db/migrate.h"
#include "db/session.h"

namespace guildhall::db {

namespace fs = std::filesystem;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

Cluster::Cluster(ClusterOptions options) : options_(std::move(options))
{
    options_.data = fs::absolute(options_.data).lexically_normal();
}

Cluster::~Cluster()
{
    stop();
    if (lock_ >= 0)
        close(lock_);
}

SystemUser Cluster::user() const
{
    return options_.user ? *options_.user : SystemUser::current();
}

void Cluster::hand_over(fs::path const& path) const
{
    if (options_.user && lchown(path.c_str(), options_.user->uid, options_.user->gid) != 0)
        throw std::runtime_error("cannot give " + path.string() + " to " + options_.user->name);
}

void Cluster::start()
{
    if (user().uid == 0)
        throw std::runtime_error("PostgreSQL refuses to run as root: run as an ordinary user, or make the system user guildhall");
    lock();
    end_postgres_in(files());
    make_files();
    make_socket_folder();
    write_settings();
    keep_log_small(options_.data / "postgresql.log");
    stopping_ = false;
    failures_ = 0;
    supervisor_ = std::thread([this] { supervise(); });
    try {
        wait_until_it_answers();
        bootstrap();
    } catch (...) {
        stop();
        throw;
    }
}

void Cluster::stop()
{
    if (!supervisor_.joinable())
        return;
    {
        std::unique_lock guard(mutex_);
        stopping_ = true;
        // Fast shutdown, which ends connections and writes a checkpoint; a backend that does not heed it is not waited for forever.
        for (int sign : {SIGINT, SIGQUIT, SIGKILL}) {
            if (postmaster_)
                kill(postmaster_, sign);
            stopped_.notify_all();
            if (stopped_.wait_for(guard, std::chrono::seconds(20), [&] { return postmaster_ == 0; }))
                break;
        }
    }
    supervisor_.join();
}

pid_t Cluster::postmaster() const
{
    std::lock_guard guard(mutex_);
    return postmaster_;
}

// ---- the folder ----

void Cluster::lock()
{
    if (lock_ >= 0)
        return;
    if (!fs::exists(options_.data)) {
        fs::create_directories(options_.data);
        fs::permissions(options_.data, fs::perms::owner_all);
        hand_over(options_.data);
    }
    lock_ = open(options_.data.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (lock_ < 0)
        throw std::runtime_error("the data folder " + options_.data.string() + " cannot be opened by " + user().name);
    if (flock(lock_, LOCK_EX | LOCK_NB) != 0)
        throw std::runtime_error("another Guildhall is running on the data folder " + options_.data.string());
}

// initdb writes a folder beside, which takes its name when it is complete: it may be killed at any time.
void Cluster::make_files()
{
    if (is_made())
        return;
    auto const making = options_.data / "pg15.making";
    end_postgres_in(making);
    fs::remove_all(making);
    fs::create_directory(making);
    fs::permissions(making, fs::perms::owner_all);
    hand_over(making);
    Child initdb;
    initdb.words = {options_.programs / "initdb", "--pgdata=" + making.string(),
                    "--username=postgres",        "--auth=peer",
                    "--data-checksums",           "--encoding=UTF8",
                    "--locale=C.UTF-8",           "--no-instructions"};
    if (options_.throw_away)
        initdb.words.push_back("--no-sync");
    initdb.folder = making;  // where end_postgres_in() finds it
    initdb.log = making.string() + ".log";
    initdb.user = options_.user;
    initdb.when_orphaned = SIGINT;
    std::ofstream(initdb.log).close();
    hand_over(initdb.log);
    if (int status = run_child(initdb); status != 0)
        throw std::runtime_error("initdb failed (" + std::to_string(status) + "): " + last_lines(initdb.log));
    fs::rename(making, files());
    fs::remove(initdb.log);
    fsync(lock_);  // the folder's entry for the new name
}

void Cluster::make_socket_folder()
{
    socket_ = socket_folder(options_.data, user().uid);
    if (!fs::exists(socket_)) {
        fs::create_directory(socket_);
        fs::permissions(socket_, fs::perms::owner_all);
        hand_over(socket_);
    }
    check_private(socket_, user().uid);
}

void Cluster::write_settings() const
{
    auto write = [&](fs::path const& name, std::string const& text) {
        replace_file(files() / name, text);
        hand_over(files() / name);
    };
    auto const extension = options_.data / "guildhall_settings.so";
    copy_extension(options_.extension.value_or(built_extension()), extension);
    hand_over(extension);
    write("postgresql.conf", server_settings(options_, socket_, extension));
    write("pg_hba.conf", "# Written at each start. The socket's folder is open to one user of the system, who may be these roles.\n"
                         "local all all peer map=guildhall\n");
    write("pg_ident.conf", role_map({user().name, SystemUser::current().name}));
}

// ---- the process ----

void Cluster::supervise()
{
    std::unique_lock guard(mutex_);
    while (!stopping_) {
        guard.unlock();
        run_once();
        guard.lock();
        if (stopping_)
            break;
        // At once the first time; when it does not stay up, a little later each time.
        auto const pause = failures_ > 1 ? std::min(milliseconds(2'000), milliseconds(100) * failures_) : milliseconds(0);
        stopped_.wait_for(guard, pause, [&] { return stopping_; });
    }
}

// From start to end of one postmaster.
void Cluster::run_once()
try {
    end_postgres_in(files());
    Child child;
    child.words = {options_.programs / "postgres", "-D", files()};
    child.folder = files();
    child.log = options_.data / "postgresql.log";
    child.user = options_.user;
    child.when_orphaned = SIGINT;
    auto const begun = steady_clock::now();
    pid_t pid = 0;
    {
        std::lock_guard guard(mutex_);
        if (stopping_)
            return;
        pid = postmaster_ = start_child(child);
    }
    siginfo_t info{};
    while (waitid(P_PID, pid, &info, WEXITED | WNOWAIT) < 0 && errno == EINTR)
        ;
    std::lock_guard guard(mutex_);
    waitpid(pid, nullptr, 0);  // only now may the system give its number to another process
    postmaster_ = 0;
    stopped_.notify_all();
    if (stopping_)
        return;
    failures_ = steady_clock::now() - begun < std::chrono::seconds(5) ? failures_ + 1 : 0;
    log_line(Level::error, "the database process ended; it is started again", {{"status", info.si_status}});
} catch (std::exception const& error) {
    log_line(Level::error, "the database process could not be started", {{"why", error.what()}});
    std::lock_guard guard(mutex_);
    ++failures_;
}

void Cluster::wait_until_it_answers()
{
    auto const test = url("postgres", "postgres");
    auto until = steady_clock::now() + std::chrono::minutes(10);
    while (steady_clock::now() < until) {
        auto const answer = PQping(test.c_str());
        if (answer == PQPING_OK)
            return;
        if (answer == PQPING_REJECT)  // it recovers, after a crash or to a moment, which takes as long as it takes
            until = steady_clock::now() + std::chrono::minutes(10);
        {
            std::lock_guard guard(mutex_);
            if (failures_ > 2)
                break;
        }
        std::this_thread::sleep_for(milliseconds(10));
    }
    throw std::runtime_error("PostgreSQL does not start. The end of " + (options_.data / "postgresql.log").string() + ":\n" +
                             last_lines(options_.data / "postgresql.log"));
}

std::string Cluster::url(std::string_view role, std::string_view database) const
{
    return "host=" + quoted_word(socket_.string()) + " user=" + quoted_word(role) + " dbname=" + quoted_word(database);
}

void Cluster::bootstrap()
{
    {
        Session postgres(url("postgres", "postgres"));
        if (!options_.throw_away)
            check_server(postgres);
        if (postgres.run("select from pg_database where datname = $1", values(options_.database)).empty())
            postgres.run("create database " + quoted_name(options_.database) + " template template0 encoding 'UTF8' locale 'C.UTF-8'");
    }
    Session session(url("postgres"));
    if (options_.as_found || !unknown_migration(session).empty())
        return;
    session.script("set client_min_messages = warning");
    try {
        session.script(std::string(superuser_script()));
    } catch (Error const& error) {
        throw std::runtime_error("superuser.sql: " + std::string(error.what()) + "\n" + error.detail);
    }
}

}  // namespace guildhall::db
