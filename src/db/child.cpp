#include "db/child.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <grp.h>
#include <stdexcept>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <system_error>
#include <thread>
#include <unistd.h>

namespace guildhall::db {

namespace fs = std::filesystem;

namespace {

// What the child needs, made before fork(): after it, in a program with threads, nothing may be allocated.
struct Prepared {
    std::vector<char*> words;
    std::vector<char const*> environment{"PATH=/usr/local/bin:/usr/bin:/bin", "LC_ALL=C.UTF-8", "TZ=UTC", nullptr};
    std::string folder, log;
    pid_t parent = getpid();
};

[[noreturn]] void become(Prepared& prepared, Child const& child)
{
    setsid();
    if (child.user && (setgroups(1, &child.user->gid) || setgid(child.user->gid) || setuid(child.user->uid)))
        _exit(126);
    // Behind setuid, which would clear it. The parent may have died in the meantime: then the signal never comes.
    prctl(PR_SET_PDEATHSIG, child.when_orphaned);
    if (getppid() != prepared.parent)
        _exit(125);
    for (int number = 1; number < 32; ++number)
        signal(number, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    umask(0077);
    int log = open(prepared.log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    int nothing = open("/dev/null", O_RDONLY);
    if (log < 0 || nothing < 0 || chdir(prepared.folder.c_str()) != 0)
        _exit(124);
    dup2(nothing, 0);
    dup2(log, 1);
    dup2(log, 2);
    close_range(3, ~0U, 0);
    execve(prepared.words[0], prepared.words.data(), const_cast<char**>(prepared.environment.data()));
    _exit(127);
}

bool wait_until_gone(fs::path const& folder, std::chrono::milliseconds most)
{
    auto const until = std::chrono::steady_clock::now() + most;
    while (!postgres_in(folder).empty()) {
        if (std::chrono::steady_clock::now() > until)
            return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return true;
}

}  // namespace

pid_t start_child(Child const& child)
{
    Prepared prepared;
    for (auto const& word : child.words)
        prepared.words.push_back(const_cast<char*>(word.c_str()));
    prepared.words.push_back(nullptr);
    prepared.folder = child.folder;
    prepared.log = child.log;
    auto pid = fork();
    if (pid < 0)
        throw std::system_error(errno, std::generic_category(), "starting " + child.words[0]);
    if (pid == 0)
        become(prepared, child);
    return pid;
}

int run_child(Child const& child)
{
    auto pid = start_child(child);
    int status = 0;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

std::vector<pid_t> postgres_in(fs::path const& data)
{
    std::vector<pid_t> found;
    std::error_code ignored;
    auto const wanted = fs::canonical(data, ignored);
    if (wanted.empty())
        return found;
    for (auto const& entry : fs::directory_iterator("/proc", ignored)) {
        auto pid = static_cast<pid_t>(std::atoi(entry.path().filename().c_str()));
        std::error_code gone;  // or not ours to look at
        if (pid <= 0 || fs::read_symlink(entry.path() / "cwd", gone) != wanted)
            continue;
        auto const program = fs::read_symlink(entry.path() / "exe", gone).filename().string();
        if (program.starts_with("postgres") || program.starts_with("initdb"))  // " (deleted)" may follow
            found.push_back(pid);
    }
    return found;
}

// PostgreSQL takes a dead postmaster for a living one until its parent has noticed; process 1 of a container may be slow at that.
static void wait_until_buried(fs::path const& data)
{
    std::string pid;
    std::ifstream(data / "postmaster.pid") >> pid;
    for (int i = 0; i < 1'000 && !pid.empty(); ++i) {
        std::ifstream status("/proc/" + pid + "/stat");
        std::string number, name, state;
        status >> number >> name >> state;
        if (name != "(postgres)" || state != "Z")
            return;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
}

static void end_postmaster_in(fs::path const& data, std::vector<pid_t> const& processes)
{
    pid_t postmaster = 0;
    std::ifstream(data / "postmaster.pid") >> postmaster;
    if (std::ranges::count(processes, postmaster) == 0)
        return;
    kill(postmaster, SIGINT);
    wait_until_gone(data, std::chrono::seconds(20));
}

void end_postgres_in(fs::path const& data)
{
    using std::chrono::milliseconds;
    end_postmaster_in(data, postgres_in(data));
    for (auto [sign, patience] :
         {std::pair(0, milliseconds(50)), std::pair(SIGQUIT, milliseconds(1'000)), std::pair(SIGKILL, milliseconds(5'000))}) {
        for (auto pid : postgres_in(data))
            kill(pid, sign);
        if (wait_until_gone(data, patience))
            return wait_until_buried(data);
    }
    throw std::runtime_error("processes of PostgreSQL that work in " + data.string() + " cannot be ended");
}

}  // namespace guildhall::db
