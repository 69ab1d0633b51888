// The private PostgreSQL when something is killed: its postmaster, its server, both, or initdb.
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>
#include <libpq-fe.h>
#include <spawn.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include "base/failure.h"
#include "db/child.h"
#include "db/cluster.h"
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

// Whether it comes true in time.
template <class Condition>
bool soon(Condition condition, std::chrono::milliseconds most = 60s)
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

// A statement that occupies a backend without ever looking whether its postmaster is there.
struct BusyBackend {
    explicit BusyBackend(std::string const& url) : connection(PQconnectdb(url.c_str()))
    {
        PQsendQuery(connection, "select count(*) from generate_series(1, 1000000) a, generate_series(1, 1000000) b");
        PQflush(connection);
        Session other(url);
        EXPECT_TRUE(soon([&] {
            return other.value<bool>(
                "select exists (select from pg_stat_activity where state = 'active' and query like 'select count(*) from generate%')");
        }));
        std::this_thread::sleep_for(100ms);  // it is past its beginning
    }
    ~BusyBackend() { PQfinish(connection); }
    PGconn* connection;
};

pid_t hold_cluster_in_another_process(std::string const& folder)
{
    std::vector<std::string> words{"db_test", "--gtest_filter=AClusterInTrouble.DISABLED_IsHeldByAnotherProcess",
                                   "--gtest_also_run_disabled_tests", "--gtest_brief=1"};
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

TEST(AClusterInTrouble, IsStartedAgainWhenItsPostmasterIsKilled)
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
    bool answered = false;
    while (!answered && Clock::now() - begun < 30s)  // a backend that has not heard yet that its postmaster is gone may be asked first
        await_on(loop, [](Pool& connections, bool& done) -> Task<void> {
            try {
                Unit unit(co_await connections.lease(Pool::Clock::now() + 30s));
                done = (co_await unit.ask_last({"after", "select 1"}, values())).size() == 1;
            } catch (Failure const& failure) {
                EXPECT_EQ(failure.problem, Problem::unavailable);
            }
        }(pool, answered));
    EXPECT_TRUE(answered);
    EXPECT_LT(Clock::now() - begun, 30s);
    EXPECT_NE(cluster.postmaster(), killed);
    EXPECT_EQ(Session(cluster.url("postgres")).value<std::int32_t>("select one from public.kept"), 1);
}

// Not a test: the process that the next two kill.
TEST(AClusterInTrouble, DISABLED_IsHeldByAnotherProcess)
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

TEST(AClusterInTrouble, ShutsDownWhenItsServerIsKilled)
{
    auto options = cluster_options("orphan");
    auto holder = hold_cluster_in_another_process(options.data);
    auto const url = "host=" + (options.data / "socket").string() + " user=postgres dbname=guildhall";
    ASSERT_TRUE(soon([&] { return has_database(url); }));
    kill_and_reap(holder);
    EXPECT_TRUE(soon([&] { return postgres_in(options.data / "pg15").empty(); })) << "it should end by itself";
    EXPECT_FALSE(fs::exists(options.data / "pg15" / "postmaster.pid"));
    Cluster next(options);
    next.start();
    EXPECT_TRUE(answers(next.url("postgres")));
}

TEST(AClusterInTrouble, StartsThoughABackendOutlivedItsPostmasterAndItsServer)
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
    EXPECT_LT(Clock::now() - begun, 30s);
    EXPECT_TRUE(answers(next.url("postgres")));
}

// Several that write one row after the other, and note which were acknowledged.
struct Writers {
    Pool& pool;
    std::atomic<bool> enough = false;
    std::vector<int> acknowledged;
    std::atomic<std::size_t> kept = 0;  // how many
    int next = 0, failed = 0;

    Task<void> write()
    {
        while (!enough) {
            int const id = ++next;
            try {
                Unit unit(co_await pool.lease(Pool::Clock::now() + 10s));
                auto row = values(id);
                unit.send({"keep", "insert into public.kept (id) values ($1)"}, std::move(row));
                co_await unit.commit();
                acknowledged.push_back(id);
                kept = acknowledged.size();
            } catch (Failure const&) {
                ++failed;
            }
        }
    }
    void run(Loop& loop, int count)
    {
        int left = count;
        for (int i = 0; i < count; ++i)
            start(write(), [&](std::exception_ptr error) {
                EXPECT_FALSE(error);
                if (--left == 0)
                    loop.stop();
            });
        loop.run();
    }
};

TEST(AClusterInTrouble, HasEverythingThatWasAcknowledgedWhenItsPostmasterIsKilledAgainAndAgain)
{
    auto durable = cluster_options("acknowledged");
    Cluster(durable).start();  // the folder is made without waiting for the disk
    durable.throw_away = false;
    Cluster cluster(durable);
    cluster.start();
    Session(cluster.url("postgres"))
        .script("create table public.kept (id integer primary key); grant usage on schema public to guildhall_app;"
                "grant select, insert on public.kept to guildhall_app");
    Loop loop;
    PoolOptions options;
    options.connection.url = cluster.url("guildhall_app");
    Pool pool(loop, options);
    Writers writers{pool};
    std::thread killer([&] {
        for (int i = 0; i < 4; ++i) {
            auto const before = writers.kept.load();
            EXPECT_TRUE(soon([&] { return writers.kept > before + 10; })) << "it writes again after " << i;
            std::this_thread::sleep_for(300ms);
            if (auto pid = cluster.postmaster(); pid && i < 3)
                kill(pid, SIGKILL);
        }
        writers.enough = true;
    });
    writers.run(loop, 8);
    killer.join();
    EXPECT_GT(writers.failed, 0) << "nothing was in flight: this shows nothing";
    ASSERT_TRUE(soon([&] { return has_database(cluster.url("postgres")); }));
    Session session(cluster.url("postgres"));
    for (int id : writers.acknowledged)
        ASSERT_FALSE(session.run("select from public.kept where id = $1", values(id)).empty()) << id << " was acknowledged and is gone";
}

TEST(AClusterInTrouble, StartsWhereverItsFirstStartWasKilled)
{
    int half_made = 0;
    for (auto moment : {0ms, 50ms, 300ms}) {
        auto options = cluster_options("first_start_" + std::to_string(moment.count()));
        auto holder = hold_cluster_in_another_process(options.data);
        ASSERT_TRUE(soon([&] { return fs::exists(options.data / "pg15.making" / "base"); }));
        std::this_thread::sleep_for(moment);
        kill_and_reap(holder);
        half_made += fs::exists(options.data / "pg15.making");
        std::this_thread::sleep_for(100ms);
        Cluster next(options);
        next.start();
        EXPECT_TRUE(has_database(next.url("postgres"))) << moment.count();
        next.stop();
        fs::remove_all(options.data);
    }
    EXPECT_GT(half_made, 0) << "initdb was never met: this shows nothing";
}
