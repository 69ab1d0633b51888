#include "support/database.h"

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <stdexcept>
#include <sys/file.h>
#include <unistd.h>

#include "base/secret.h"
#include "db/cluster.h"
#include "db/cluster_files.h"
#include "db/migrate.h"

namespace guildhall::support {

namespace fs = std::filesystem;
using db::Session;

namespace {

// Locked while its program runs, so that the next one can tell what a killed program left behind.
struct Scratch {
    fs::path path;
    int lock = -1;

    Scratch()
    {
        remove_left_behind();
        std::string name = (fs::temp_directory_path() / "guildhall-test-XXXXXX").string();
        if (!mkdtemp(name.data()))
            throw std::runtime_error("cannot make a folder in " + fs::temp_directory_path().string());
        path = name;
        lock = open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        flock(lock, LOCK_EX);
        fs::permissions(path, fs::perms(0711));  // PostgreSQL's user passes through to its own folder
    }
    ~Scratch()
    {
        std::error_code ignored;
        fs::remove_all(path, ignored);
        close(lock);
    }

    static void remove_left_behind()
    {
        std::error_code ignored;
        for (auto const& entry : fs::directory_iterator(fs::temp_directory_path(), ignored)) {
            if (!entry.path().filename().string().starts_with("guildhall-test-"))
                continue;
            if (fs::file_time_type::clock::now() - entry.last_write_time(ignored) < std::chrono::minutes(30))
                continue;
            int held = open(entry.path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
            if (held >= 0 && flock(held, LOCK_EX | LOCK_NB) == 0)
                fs::remove_all(entry.path(), ignored);
            close(held);
        }
    }
};

Scratch& scratch()
{
    static Scratch folder;
    return folder;
}

std::string test_url(std::string_view role, std::string_view database)
{
    if (auto const* given = std::getenv("GUILDHALL_TEST_CLUSTER"))
        return std::string(given) + " user=" + db::quoted_word(role) + " dbname=" + db::quoted_word(database);
    static db::Cluster cluster(cluster_options("cluster"));
    static bool const started = (cluster.start(), true);
    static_cast<void>(started);
    return cluster.url(role, database);
}

// A template for just these migrations: several test programs may share a cluster, and another build's may have been there before.
std::string template_name(Schema schema)
{
    std::string all(db::superuser_script());
    if (schema == Schema::migrated)
        for (auto const& migration : db::embedded_migrations())
            all += migration.digest();
    return (schema == Schema::bare ? "bare_" : "migrated_") + hex(sha256(all)).substr(0, 16);
}

void make_template(Session& postgres, std::string const& name, Schema schema)
{
    auto const making = name + "_making";
    postgres.run("drop database if exists " + making);
    postgres.run("create database " + making + " template template0 encoding 'UTF8' locale 'C.UTF-8'");
    {
        Session session(test_url("postgres", making));
        session.script("set client_min_messages = warning");
        session.script(std::string(db::superuser_script()));
    }
    if (schema == Schema::migrated)
        db::migrate(test_url("guildhall_migrate", making), db::embedded_migrations());
    postgres.run("alter database " + making + " rename to " + name);
}

std::string const& template_database(Schema schema)
{
    static std::string made[2];
    auto& name = made[static_cast<int>(schema)];
    if (!name.empty())
        return name;
    auto const wanted = template_name(schema);
    Session postgres(test_url("postgres", "postgres"));
    postgres.run("select pg_advisory_lock(hashtext('template'))");  // roles are the cluster's: one script at a time
    if (postgres.run("select from pg_database where datname = $1", db::values(wanted)).empty())
        make_template(postgres, wanted, schema);
    return name = wanted;
}

// A clone has everything of its template but who may do what with the database itself.
void take_over_grants(Session& postgres, std::string const& from, std::string const& to)
{
    postgres.run("revoke all on database " + to + " from public");
    auto grants = postgres.run("select 'grant ' || privilege_type || ' on database ' || quote_ident($2) || ' to ' || grantee::regrole"
                               "  from pg_database, aclexplode(datacl)"
                               " where datname = $1 and grantee <> 0",
                               db::values(from, to));
    for (int i = 0; i < grants.size(); ++i)
        postgres.run(grants[i].get<std::string>(0));
}

}  // namespace

TestDatabase::TestDatabase(Schema schema)
{
    static std::atomic<int> count = 0;
    auto const& base = template_database(schema);
    name_ = "test_" + std::to_string(getpid()) + "_" + std::to_string(++count);
    Session postgres(test_url("postgres", "postgres"));
    postgres.run("create database " + name_ + " template " + base);
    take_over_grants(postgres, base, name_);
    superuser_ = std::make_unique<Session>(test_url("postgres", name_));
}

TestDatabase::~TestDatabase()
{
    try {
        superuser_.reset();
        Session postgres(test_url("postgres", "postgres"));
        postgres.run("drop database " + name_ + " with (force)");
    } catch (std::exception const&) {
        // The cluster goes soon, and this with it.
    }
}

std::string TestDatabase::url(std::string_view role) const
{
    return test_url(role, name_);
}

db::ClusterOptions cluster_options(std::string const& folder)
{
    db::ClusterOptions options;
    options.data = scratch().path / folder;
    options.throw_away = true;
    if (geteuid() == 0) {
        options.user = db::SystemUser::named("guildhall");
        if (!options.user)
            options.user = db::SystemUser::named("nobody");
    }
    return options;
}

std::string scratch_folder()
{
    return scratch().path.string();
}

}  // namespace guildhall::support
