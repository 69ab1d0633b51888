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

bool answers(std::string const& url)
{
    return PQping(url.c_str()) == PQPING_OK;
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
    auto options = cluster_options("forgetful");
    Cluster(options).start();
    options.throw_away = false;
    for (std::string setting : {"fsync = off", "full_page_writes = off", "synchronous_commit = off"}) {
        write_local_settings(options, setting);
        Cluster cluster(options);
        EXPECT_THAT(refusal_of(cluster), testing::HasSubstr(setting));
        EXPECT_EQ(cluster.postmaster(), 0) << "and leaves nothing running";
    }
}

TEST(ACluster, RefusesARoleThatMayForget)
{
    auto options = cluster_options("forgetful_role");
    {
        Cluster cluster(options);
        cluster.start();
        Session(cluster.url("postgres")).script("alter role guildhall_app set synchronous_commit = off");
    }
    options.throw_away = false;
    Cluster cluster(options);
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
