#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "db/cluster.h"
#include "db/session.h"

// A real PostgreSQL for tests: one private cluster for each test program, or the one that GUILDHALL_TEST_CLUSTER names (what libpq
// takes, without user and database: "host=/tmp/x/socket"). As root it runs as the system user guildhall or nobody.
namespace guildhall::support {

enum class Schema {
    bare,      // the roles and what superuser.sql does, no migrations
    migrated,  // every migration
};

// A database of one test's own, cloned from a template that is made once.
class TestDatabase {
public:
    explicit TestDatabase(Schema schema = Schema::migrated);
    ~TestDatabase();
    TestDatabase(TestDatabase const&) = delete;
    TestDatabase& operator=(TestDatabase const&) = delete;

    // For the code under test: as the real roles.
    std::string url(std::string_view role = "guildhall_app") const;
    // For arranging what a test needs; row security does not hold for it.
    db::Session& superuser() { return *superuser_; }
    std::string const& name() const { return name_; }

private:
    std::string name_;
    std::unique_ptr<db::Session> superuser_;
};

// For tests of whole servers: a private cluster of one's own, in a folder of this name within the program's scratch folder.
db::ClusterOptions cluster_options(std::string const& folder);

// The folder that a test program may write to, its own, removed at its end.
std::string scratch_folder();

}  // namespace guildhall::support
