// Rights as a whole: what a role gains, and the one that the installation cannot lose.
#include <gmock/gmock.h>

#include "tenancy/tree.h"

namespace guildhall::tenancy {
namespace {

using db::values;

TEST(Rights, KeepTheLastActiveAdmin)
{
    Tree tree;
    db::Session migrate(tree.url("guildhall_migrate"));
    auto suspends_admin = [&](std::string const& email) {
        return refusal([&] { migrate.run("select wall.suspend_admin($1)", values(email)); });
    };
    EXPECT_EQ(suspends_admin(email_of("alma")), "GH409");
    migrate.run("select wall.create_admin($1, $2, 'second@x.example', 'Second', 'en', 'x', 'x')", values(Uuid::make(), Uuid::make()));
    EXPECT_EQ(suspends_admin(email_of("ada")), "GH404");
    EXPECT_EQ(suspends_admin(email_of("alma")), "");
    EXPECT_EQ(suspends_admin("second@x.example"), "GH409");
}

TEST(Rights, ThatAreNewHoldAtOnce)
{
    Tree tree;
    Caller ada(tree, "ada");
    EXPECT_EQ(refusal([&] { ada.enter({"tags.create"}); }), "GH403");
    ada.roll_back();
    tree.superuser().script("begin; set local role guildhall_owner; insert into platform.role_permissions (role, permission, scope) values "
                            "('builder', 'tags.create', 3); commit");
    EXPECT_EQ(refusal([&] { ada.enter({"tags.create"}); }), "");
    ada.roll_back();
    tree.superuser().script("delete from platform.role_permissions where permission = 'tags.create'");
    EXPECT_EQ(refusal([&] { ada.enter({"tags.create"}); }), "GH403");
}

}  // namespace
}  // namespace guildhall::tenancy
