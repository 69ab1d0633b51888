// The second form that keeps the settings from being forged, for a PostgreSQL without our extension: a keyed hash beside them.
// mallory is a login with the server's rights who may SET the settings, as everybody may on such a PostgreSQL.
#include <gmock/gmock.h>
#include <unistd.h>

#include "tenancy/tree.h"

namespace guildhall::tenancy {
namespace {

using db::values;

constexpr char const* settings[] = {"guild_id", "account_id", "membership_id", "role",       "spot_id",
                                    "spot_pos", "request_id", "read_lo",       "read_hi",    "read_from",
                                    "read_to",  "write_lo",   "write_hi",      "write_from", "write_to"};
constexpr char not_entered[] = "GH401";

class AForger : public testing::Test {
protected:
    static void SetUpTestSuite()
    {
        tree = std::make_unique<Tree>();
        add_customer(*tree, "ada", "Ada's");
        add_customer(*tree, "ada of foreign", "A stranger's");
        auto& superuser = tree->superuser();
        superuser.script("begin; set local role guildhall_owner; select wall.use_settings_form('proof'); commit");
        superuser.script("create role " + mallory() + " login in role guildhall_app");
        for (auto const* setting : settings)
            superuser.script("grant set on parameter app." + std::string(setting) + " to " + mallory());
    }
    static void TearDownTestSuite()
    {
        for (auto const* setting : settings)
            tree->superuser().script("revoke set on parameter app." + std::string(setting) + " from " + mallory());
        tree->superuser().script("drop role " + mallory());
        tree.reset();
    }
    static std::string mallory() { return "mallory_" + std::to_string(getpid()); }

    void enter()
    {
        session_.run("begin");
        session_.run("select wall.enter($1, '{customers.read,customers.update}', false, $2)", values(secret_of("ada"), Uuid::make()));
    }
    void leave() { session_.run("rollback"); }
    void set(std::string const& name, std::string const& value) { session_.run("set local " + name + " = '" + value + "'"); }
    std::int64_t customers() { return session_.value<std::int64_t>("select count(*) from guild.customers"); }

    static inline std::unique_ptr<Tree> tree;
    db::Session session_{tree->url("postgres")};

    // Peer authentication knows no mallory, so the superuser's connection becomes it for good.
    void SetUp() override { session_.run("set session authorization " + mallory()); }
};

TEST_F(AForger, SeesWhatItWasEnteredFor)
{
    enter();
    EXPECT_EQ(customers(), 1);
    EXPECT_EQ(session_.run("update guild.customers set name = name").affected(), 1);
    EXPECT_EQ(session_.value<std::string>("select email from wall.me()"), email_of("ada"));
    leave();
}

TEST_F(AForger, SeesNothingAfterChangingAnySetting)
{
    for (std::string const setting : settings) {
        enter();
        auto const before = session_.value<std::string>("select current_setting('app." + setting + "')");
        bool const number = setting.ends_with("_lo") || setting.ends_with("_hi") || setting.ends_with("_pos");
        set("app." + setting, number ? "7" : Uuid::make().text());
        EXPECT_EQ(customers(), 0) << setting << " was " << before;
        EXPECT_EQ(session_.run("update guild.customers set name = name").affected(), 0) << setting << " was " << before;
        leave();
    }
}

TEST_F(AForger, SeesNoOtherGuild)
{
    enter();
    set("app.guild_id", tree->foreign.id.text());
    EXPECT_EQ(customers(), 0);
    EXPECT_EQ(refusal([&] {
                  session_.run(
                      "insert into guild.customers (id, name, currency, payment_terms_days) values (gen_random_uuid(), 'x', 'EUR', 1)");
              }),
              "42501");
    leave();
}

TEST_F(AForger, IsNobodyElseToTheFunctions)
{
    enter();
    set("app.account_id", tree->account("gita").text());
    set("app.membership_id", tree->membership("gita").text());
    EXPECT_EQ(refusal([&] { session_.run("select email from wall.me()"); }), not_entered);
    leave();
    enter();
    set("app.membership_id", tree->membership("gita").text());
    EXPECT_EQ(refusal([&] { session_.run("select name from wall.list_guilds()"); }), not_entered);
    leave();
}

TEST_F(AForger, CannotSetEverythingWithoutEntering)
{
    session_.run("begin");
    for (std::string const setting : settings)
        set("app." + setting, setting.ends_with("_hi")                                ? "4611686018427387904"
                              : setting.ends_with("_lo") || setting.ends_with("_pos") ? "0"
                                                                                      : tree->foreign.id.text());
    EXPECT_EQ(customers(), 0);
    leave();
}

TEST_F(AForger, CannotUseAProofAgainInAnotherTransaction)
{
    enter();
    std::map<std::string, std::string> kept;
    for (std::string const setting : settings)
        kept["app." + setting] = session_.value<std::string>("select current_setting('app." + setting + "')");
    kept["wall.proof"] = session_.value<std::string>("select current_setting('wall.proof')");
    leave();
    session_.run("begin");
    for (auto const& [setting, value] : kept)
        set(setting, value);
    EXPECT_EQ(customers(), 0);
    leave();
}

TEST_F(AForger, LearnsOfNobodysWorkplace)
{
    auto const workplaces = [&] {
        return session_.value<std::int64_t>("select count(*) from wall.workplace($1)", values(tree->account("ada of foreign")));
    };
    enter();
    EXPECT_EQ(workplaces(), 0);
    set("app.guild_id", tree->foreign.id.text());
    EXPECT_EQ(refusal(workplaces), not_entered);
    leave();
}

TEST_F(AForger, CannotAskForAProof)
{
    enter();
    EXPECT_EQ(refusal([&] { session_.run("select wall.proof()"); }), "42501");
    leave();
    EXPECT_EQ(refusal([&] { session_.run("select proof_key from platform.installation"); }), "42501");
}

// A definer function looks behind the policies: one that goes by a setting has to ask first whether it is the entering function's.
TEST(TheSettings, AreBelievedByNoDefinerFunctionThatDoesNotAsk)
{
    Tree tree;
    auto& superuser = tree.superuser();
    auto const believing = [&] {
        return superuser.value<std::string>(
            "select coalesce(string_agg(p.oid::regprocedure::text, ', '), '') from pg_proc p"
            " where p.pronamespace = 'wall'::regnamespace and p.prosecdef"
            "   and has_function_privilege('guildhall_app', p.oid, 'execute')"
            "   and pg_get_functiondef(p.oid) ~ '(guild|account|membership|spot)_id\\(\\)|current_setting\\(''app'"
            "   and pg_get_functiondef(p.oid) !~ '(acting|proven|is_proven)\\(\\)'");
    };
    EXPECT_EQ(believing(), "");
    superuser.script("create function wall.credulous() returns uuid language sql security definer as 'select wall.guild_id()';"
                     "grant execute on function wall.credulous() to guildhall_app");
    EXPECT_EQ(believing(), "wall.credulous()");
}

TEST(TheSettings, AreKeptByTheExtensionWhereItIsLoaded)
{
    Tree tree;
    EXPECT_EQ(tree.superuser().value<std::string>("select settings_form from platform.installation"), "parameter");
    EXPECT_EQ(tree.superuser().value<std::string>("select wall.settings_form()"), "parameter");
}

TEST(TheSettings, FollowTheClusterWhenADumpWasRestoredOnAnotherOne)
{
    Tree tree;
    auto& superuser = tree.superuser();
    superuser.script("begin; set local role guildhall_owner; select wall.use_settings_form('proof'); commit");
    auto const proving =
        "select count(*) from pg_policy p where pg_get_expr(coalesce(p.polqual, p.polwithcheck), p.polrelid) like '%wall.is_proven()%'";
    EXPECT_GT(superuser.value<std::int64_t>(proving), 20);
    superuser.script("begin; set local role guildhall_owner; select wall.choose_settings_form(); commit");
    EXPECT_EQ(superuser.value<std::int64_t>(proving), 0);
}

}  // namespace
}  // namespace guildhall::tenancy
