#include "db/cluster.h"

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <libpq-fe.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/failure.h"
#include "db/child.h"
#include "db/cluster_files.h"
#include "db/session.h"
#include "db/unit.h"
#include "support/await.h"
#include "support/database.h"

using namespace guildhall;
using namespace guildhall::db;
using namespace std::chrono_literals;
namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;
using support::await_on;
using support::cluster_options;

namespace {

mode_t mode_of(fs::path const& path)
{
    struct stat found {};
    stat(path.c_str(), &found);
    return found.st_mode & 0777;
}

// Whether it comes true in time.
template <class Condition>
bool soon(Condition condition, std::chrono::milliseconds most = 10s)
{
    for (auto const until = Clock::now() + most; !condition(); std::this_thread::sleep_for(10ms))
        if (Clock::now() > until)
            return false;
    return true;
}

bool answers(std::string const& url)
{
    return PQping(url.c_str()) == PQPING_OK;
}

bool has_database(std::string const& url)
try {
    Session session(url);
    return true;
} catch (Error const&) {
    return false;
}

std::string refusal_of(Cluster& cluster)
{
    try {
        cluster.start();
    } catch (std::runtime_error const& error) {
        return error.what();
    }
    return "none";
}

void make_data_folder(ClusterOptions const& options)
{
    fs::create_directories(options.data);
    if (options.user && chown(options.data.c_str(), options.user->uid, options.user->gid) != 0)
        throw std::runtime_error("cannot hand over " + options.data.string());
}

void write_local_settings(ClusterOptions const& options, std::string const& setting)
{
    make_data_folder(options);
    std::ofstream(options.data / "postgresql.local.conf") << setting << "\n";
}

// A statement that occupies a backend without ever looking whether its postmaster is there.
struct BusyBackend {
    explicit BusyBackend(std::string const& url) : connection(PQconnectdb(url.c_str()))
    {
        PQsendQuery(connection, "select count(*) from generate_series(1, 1000000) a, generate_series(1, 1000000) b");
        PQflush(connection);
        std::this_thread::sleep_for(100ms);
    }
    ~BusyBackend() { PQfinish(connection); }
    PGconn* connection;
};

pid_t hold_cluster_in_another_process(std::string const& folder)
{
    std::vector<std::string> words{"db_test", "--gtest_filter=ACluster.DISABLED_IsHeldByAnotherProcess", "--gtest_also_run_disabled_tests",
                                   "--gtest_brief=1"};
    std::string const told = "GUILDHALL_TEST_HOLD=" + folder;
    char* arguments[] = {words[0].data(), words[1].data(), words[2].data(), words[3].data(), nullptr};
    char* environment[] = {const_cast<char*>(told.c_str()), nullptr};
    pid_t pid = 0;
    posix_spawn(&pid, "/proc/self/exe", nullptr, nullptr, arguments, environment);
    return pid;
}

void kill_and_reap(pid_t pid)
{
    kill(pid, SIGKILL);
    waitpid(pid, nullptr, 0);
}

}  // namespace

TEST(ACluster, StartsFromNothingAsTheGuideSays)
{
    auto options = cluster_options("fresh");
    options.throw_away = false;
    Cluster cluster(options);
    cluster.start();
    Session session(cluster.url("postgres"));
    auto setting = [&](std::string const& name) { return session.value<std::string>("show " + name); };
    EXPECT_EQ(setting("listen_addresses"), "");
    EXPECT_EQ(setting("data_checksums"), "on");
    EXPECT_EQ(setting("fsync"), "on");
    EXPECT_EQ(setting("synchronous_commit"), "on");
    EXPECT_EQ(setting("lc_collate"), "C.UTF-8");
    EXPECT_EQ(setting("server_encoding"), "UTF8");
    EXPECT_EQ(mode_of(options.data), 0700u);
    EXPECT_EQ(mode_of(options.data / "socket"), 0700u);
    EXPECT_EQ(mode_of(cluster.files()), 0700u);
    EXPECT_EQ(Session(cluster.url("guildhall_app")).value<std::string>("select current_user::text"), "guildhall_app");
}

TEST(ACluster, StopsCleanlyAndKeepsWhatItHolds)
{
    auto options = cluster_options("again");
    {
        Cluster cluster(options);
        cluster.start();
        Session(cluster.url("postgres")).script("create table public.kept as select 1 as one");
        cluster.stop();
        EXPECT_EQ(cluster.postmaster(), 0);
        EXPECT_FALSE(fs::exists(cluster.files() / "postmaster.pid")) << "a clean shutdown removes it";
        cluster.start();
        EXPECT_EQ(Session(cluster.url("postgres")).value<std::int32_t>("select one from public.kept"), 1);
    }
    Cluster later(options);
    later.start();
    EXPECT_EQ(Session(later.url("postgres")).value<std::int32_t>("select one from public.kept"), 1);
}

TEST(ACluster, IsStartedAgainWhenItsPostmasterIsKilled)
{
    Cluster cluster(cluster_options("killed"));
    cluster.start();
    Session(cluster.url("postgres")).script("create table public.kept as select 1 as one");
    Loop loop;
    PoolOptions options;
    options.connection.url = cluster.url("guildhall_app");
    options.size = 2;
    Pool pool(loop, options);
    BusyBackend busy(cluster.url("postgres"));
    auto const killed = cluster.postmaster();

    await_on(loop, [](Pool& connections, pid_t postmaster) -> Task<void> {
        Unit unit(co_await connections.lease(Pool::Clock::now() + 5s));
        co_await unit.ask({"before", "select 1"}, values());
        kill(postmaster, SIGKILL);
        try {
            co_await unit.ask({"during", "select count(*) from generate_series(1, 100000) a, generate_series(1, 100000) b"}, values());
            ADD_FAILURE() << "the unit should have failed";
        } catch (Failure const& failure) {
            EXPECT_EQ(failure.problem, Problem::unavailable);
        }
    }(pool, killed));
    auto const begun = Clock::now();
    await_on(loop, [](Pool& connections) -> Task<void> {
        Unit unit(co_await connections.lease(Pool::Clock::now() + 10s));
        auto answer = co_await unit.ask_last({"after", "select 1"}, values());
        EXPECT_EQ(answer.size(), 1);
    }(pool));
    EXPECT_LT(Clock::now() - begun, 5s);
    EXPECT_NE(cluster.postmaster(), killed);
    EXPECT_EQ(Session(cluster.url("postgres")).value<std::int32_t>("select one from public.kept"), 1);
}

// Not a test: the process that the next two kill.
TEST(ACluster, DISABLED_IsHeldByAnotherProcess)
{
    auto const* folder = std::getenv("GUILDHALL_TEST_HOLD");
    if (!folder)
        GTEST_SKIP() << "only for other tests";
    auto options = cluster_options("unused");
    options.data = folder;
    Cluster cluster(options);
    cluster.start();
    pause();
}

TEST(ACluster, ShutsDownWhenItsServerIsKilled)
{
    auto options = cluster_options("orphan");
    auto holder = hold_cluster_in_another_process(options.data);
    auto const url = "host=" + (options.data / "socket").string() + " user=postgres dbname=guildhall";
    ASSERT_TRUE(soon([&] { return has_database(url); }));
    kill_and_reap(holder);
    EXPECT_TRUE(soon([&] { return postgres_in(options.data / "pg15").empty(); }, 5s)) << "it should end by itself";
    EXPECT_FALSE(fs::exists(options.data / "pg15" / "postmaster.pid"));
    Cluster next(options);
    next.start();
    EXPECT_TRUE(answers(next.url("postgres")));
}

TEST(ACluster, StartsThoughABackendOutlivedItsPostmasterAndItsServer)
{
    auto options = cluster_options("strays");
    auto holder = hold_cluster_in_another_process(options.data);
    auto const url = "host=" + (options.data / "socket").string() + " user=postgres dbname=guildhall";
    ASSERT_TRUE(soon([&] { return has_database(url); }));
    BusyBackend busy(url);
    pid_t postmaster = 0;
    std::ifstream(options.data / "pg15" / "postmaster.pid") >> postmaster;
    kill(holder, SIGSTOP);  // so that it does not start another one
    kill(postmaster, SIGKILL);
    kill_and_reap(holder);
    std::this_thread::sleep_for(200ms);
    EXPECT_FALSE(postgres_in(options.data / "pg15").empty()) << "the busy backend should be there, else this shows nothing";
    auto const begun = Clock::now();
    Cluster next(options);
    next.start();
    EXPECT_LT(Clock::now() - begun, 10s);
    EXPECT_TRUE(answers(next.url("postgres")));
}

TEST(ACluster, IsNotSharedByTwoServers)
{
    auto options = cluster_options("shared");
    Cluster first(options);
    first.start();
    Cluster second(options);
    EXPECT_THAT(refusal_of(second), testing::HasSubstr("another Guildhall is running"));
    EXPECT_TRUE(answers(first.url("postgres")));
}

TEST(ACluster, BeginsAnewWhereInitdbWasKilled)
{
    auto options = cluster_options("resumed");
    make_data_folder(options);
    fs::create_directories(options.data / "pg15.making" / "base");
    std::ofstream(options.data / "pg15.making" / "PG_VERSION") << "15\n";
    Cluster cluster(options);
    cluster.start();
    EXPECT_TRUE(answers(cluster.url("postgres")));
    EXPECT_FALSE(fs::exists(options.data / "pg15.making"));
}

TEST(ACluster, RefusesToRunOnADatabaseThatMayForget)
{
    for (std::string setting : {"fsync = off", "full_page_writes = off", "synchronous_commit = off"}) {
        auto options = cluster_options("forgetful");
        options.throw_away = false;
        write_local_settings(options, setting);
        Cluster cluster(options);
        EXPECT_THAT(refusal_of(cluster), testing::HasSubstr(setting));
        EXPECT_EQ(cluster.postmaster(), 0) << "and leaves nothing running";
    }
}

TEST(ACluster, RefusesARoleThatMayForget)
{
    auto options = cluster_options("forgetful_role");
    options.throw_away = false;
    Cluster cluster(options);
    cluster.start();
    Session(cluster.url("postgres")).script("alter role guildhall_app set synchronous_commit = off");
    cluster.stop();
    EXPECT_THAT(refusal_of(cluster), testing::HasSubstr("synchronous_commit=off for the role guildhall_app"));
}

TEST(ACluster, SaysWhyPostgresqlDoesNotStart)
{
    auto options = cluster_options("misspelt");
    write_local_settings(options, "no_such_setting = 1");
    Cluster cluster(options);
    EXPECT_THAT(refusal_of(cluster), testing::HasSubstr("no_such_setting"));
}

TEST(ACluster, PutsItsSocketElsewhereWhereThePathIsTooLong)
{
    auto options = cluster_options(std::string(120, 'x'));
    Cluster cluster(options);
    cluster.start();
    EXPECT_TRUE(answers(cluster.url("postgres")));
    auto folder = socket_folder(options.data, options.user ? options.user->uid : geteuid());
    EXPECT_EQ(mode_of(folder), 0700u);
    cluster.stop();
    fs::remove_all(folder);
}

TEST(ACluster, DoesNotUseASocketFolderThatIsOpenToOthers)
{
    auto folder = fs::path(support::scratch_folder()) / "open";
    fs::create_directories(folder);
    fs::permissions(folder, fs::perms(0755));
    EXPECT_THROW(check_private(folder, geteuid()), std::runtime_error);
    fs::permissions(folder, fs::perms(0700));
    EXPECT_NO_THROW(check_private(folder, geteuid()));
    EXPECT_THROW(check_private(folder, geteuid() + 1), std::runtime_error);
    fs::create_directory_symlink(folder, folder.string() + ".link");
    EXPECT_THROW(check_private(folder.string() + ".link", geteuid()), std::runtime_error);
}

TEST(ACluster, DoesNotRunAsRoot)
{
    if (geteuid() != 0)
        GTEST_SKIP() << "only root can be refused";
    auto options = cluster_options("root");
    options.user.reset();
    Cluster cluster(options);
    EXPECT_THAT(refusal_of(cluster), testing::HasSubstr("as root"));
}

TEST(DroppingToAUser, CannotBeTakenBack)
{
    auto user = SystemUser::named("nobody");
    if (geteuid() != 0 || !user)
        GTEST_SKIP() << "only root can drop";
    auto child = fork();
    if (child == 0) {
        drop_to(*user);
        _exit(setuid(0) != 0 && setgid(0) != 0 && geteuid() == user->uid && access("/root", R_OK) != 0 ? 0 : 1);
    }
    int status = 1;
    waitpid(child, &status, 0);
    EXPECT_EQ(status, 0);
    EXPECT_THROW(drop_to(SystemUser{"root", 0, 0}), std::runtime_error);
}
