// The check that a running installation makes of itself: it finds nothing where nothing is wrong, and whatever is broken on purpose.
#include <gmock/gmock.h>

#include "base/failure.h"
#include "isolation/checking.h"
#include "support/broken.h"

namespace guildhall::isolation {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

TEST(TheIsolationCheck, FindsNothingWhereNothingIsWrong)
{
    auto const& receipt = whole_check();
    EXPECT_THAT(told(receipt), IsEmpty());
    EXPECT_EQ(receipt.roles, (std::vector<std::string>{"access_owner", "guild", "spot", "agent", "builder"}));
    int with_ids = 0;
    for (auto const& route : server().router().routes())
        with_ids += route.path.find('{') != route.path.npos;
    EXPECT_GE(static_cast<int>(receipt.routes.size()), with_ids) << "every route that names something";
    EXPECT_GT(receipt.statements, 100);
    EXPECT_GT(receipt.tables, 15);
    std::printf("%zu routes, %d requests, %d statements, %d tables\n", receipt.routes.size(), receipt.requests, receipt.statements,
                receipt.tables);
}

// Something broken in the database of a running server, mended afterwards, and what the check must say of it.
struct Broken {
    char const* name;
    char const* broken;
    char const* mended;
    char const* told;
};
void PrintTo(Broken const& broken, std::ostream* out)
{
    *out << broken.name;
}

class ABrokenInstallation : public testing::TestWithParam<Broken> {};

TEST_P(ABrokenInstallation, IsTold)
{
    auto& superuser = server().database().superuser();
    superuser.script(GetParam().broken);
    auto const receipt = check_of(some_of(server().router()), server().address());
    superuser.script(GetParam().mended);
    EXPECT_THAT(told(receipt), Contains(HasSubstr(GetParam().told)));
}

INSTANTIATE_TEST_SUITE_P(
    , ABrokenInstallation,
    testing::Values(Broken{"a_policy_dropped", "alter table guild.customers disable row level security",
                           "alter table guild.customers enable row level security", "guild.customers: shows"},
                    Broken{"a_policy_dropped_in_the_catalogue", "drop policy remove on guild.notes",
                           "select wall.protect('guild.notes', 'spot')", "the catalogue: guild.notes has no policy for delete"},
                    Broken{"a_policy_that_is_always_true", "alter policy read on guild.customers using (true)",
                           "select wall.protect('guild.customers', 'spot')", "guild.customers: shows"},
                    Broken{"a_grant_widened",
                           "grant usage on schema platform to guildhall_app; grant select on platform.accounts to guildhall_app",
                           "revoke usage on schema platform from guildhall_app; revoke select on platform.accounts from guildhall_app",
                           "select from platform.accounts: was done"},
                    Broken{"a_grant_widened_in_the_catalogue", "grant truncate on guild.customers to guildhall_app",
                           "revoke truncate on guild.customers from guildhall_app",
                           "the catalogue: guildhall_app may TRUNCATE on guild.customers"}),
    [](auto const& which) { return std::string(which.param.name); });

// Routes that are broken on purpose (support/broken.h), of those that tell one company of another.
class AnUnguardedRoute : public testing::TestWithParam<std::size_t> {};

TEST_P(AnUnguardedRoute, IsTold)
{
    auto const broken = support::broken_routes(server()).at(GetParam());
    support::BrokenServer const beside(server(), {broken.route});
    auto const receipt = check_of(some_of(beside.router()), beside.address());
    EXPECT_THAT(told(receipt), Contains(HasSubstr(name_of(broken.route) + ", "))) << broken.fault;
    EXPECT_THAT(told(receipt), testing::Each(HasSubstr(name_of(broken.route)))) << "and no other";
}
INSTANTIATE_TEST_SUITE_P(, AnUnguardedRoute, testing::Values(0, 1, 3, 4, 6));

TEST(AReceipt, IsKeptForEveryGuildToDownloadAndCheck)
{
    auto receipt = check_of(some_of(server().router()), server().address());
    Signer const signer(std::string(32, 'r'));
    auto const document = signed_document(receipt, signer);
    keep(databases(), receipt, document);
    auto const gita = server().as(server().world().first.administrator);
    auto const list = gita.get("/isolation-receipts");
    ASSERT_EQ(list.status, 200) << list.body;
    EXPECT_EQ(list.text("items.0.id"), receipt.id.text());
    EXPECT_EQ(list.text("items.0.findings"), "0");
    auto const downloaded = gita.get("/isolation-receipts/" + receipt.id.text());
    auto const check = check_document(downloaded.body, signer.public_key());
    EXPECT_TRUE(check.is_genuine);
    EXPECT_EQ(check.findings, 0);
    EXPECT_THAT(check.text, AllOf(HasSubstr("GET /customers/{customer_id}"), Not(HasSubstr(server().world().foreign.guild.id.text()))));
    EXPECT_EQ(server().as(server().world().first.ada).get("/isolation-receipts").status, 403) << "a builder";
    EXPECT_EQ(gita.get("/isolation-receipts/" + Uuid::make().text()).status, 404);
}

TEST(AReceipt, ThatSomebodyChangedIsNotGenuine)
{
    Receipt receipt;
    receipt.findings.push_back({"GET /customers", "tells what is the other's"});
    Signer const signer(std::string(32, 'r')), another(std::string(32, 'x'));
    auto document = signed_document(receipt, signer);
    EXPECT_TRUE(check_document(document).is_genuine);
    EXPECT_EQ(check_document(document).findings, 1);
    EXPECT_FALSE(check_document(document, another.public_key()).is_genuine);
    document.replace(document.find("tells what"), 10, "hides what");
    EXPECT_FALSE(check_document(document).is_genuine);
    EXPECT_THROW(check_document("{}"), Failure);
}

}  // namespace
}  // namespace guildhall::isolation
