// Who sees and writes which records: own, spot and guild as ranges, for reading and for writing, and what hangs on a record.
#include <gmock/gmock.h>

#include "tenancy/tree.h"

namespace guildhall::tenancy {
namespace {

using db::values;
using testing::ElementsAre;
using testing::IsEmpty;

class Sight : public testing::Test {
protected:
    static void SetUpTestSuite()
    {
        tree = std::make_unique<Tree>();
        for (std::string const person : {"ada", "bob", "fiona", "sara", "gita", "ada of second", "ada of foreign"})
            records[person] = add_as_superuser(person);
    }
    static void TearDownTestSuite() { tree.reset(); }

    // Bob may not create customers: his came to him otherwise.
    static Uuid add_as_superuser(std::string const& person)
    {
        auto const id = Uuid::make();
        tree->superuser().run(
            "insert into guild.customers (guild_id, id, spot_id, spot_pos, owner_id, name, currency, payment_terms_days, created_by, "
            "updated_by) select m.guild_id, $2, m.spot_id, m.pos, m.account_id, $3, 'EUR', 30, m.account_id, m.account_id "
            "from platform.memberships m where m.id = $1",
            values(tree->membership(person), id, person));
        return id;
    }

    static std::vector<std::string> seen_by(std::string const& person) { return seen_customers(*tree, person); }

    // The names of those whose records the person changes with an update of everything it can reach.
    static std::vector<std::string> changed_by(std::string const& person, std::string const& permission = "customers.update")
    {
        Caller caller(*tree, person);
        caller.enter({permission});
        auto rows = caller.run("update customers set phone = '1' returning name");
        std::vector<std::string> names;
        for (int i = 0; i < rows.size(); ++i)
            names.push_back(rows[i].get<std::string>(0));
        std::sort(names.begin(), names.end());
        return names;
    }

    static void give_scope(std::string const& person, std::string const& permission, int packed)
    {
        tree->superuser().run("set session_replication_role = replica");
        tree->superuser().run("update platform.memberships set scopes = scopes || jsonb_build_object($2::text, $3::integer) where id = $1",
                              values(tree->membership(person), permission, packed));
        tree->superuser().run("set session_replication_role = origin");
    }

    static inline std::unique_ptr<Tree> tree;
    static inline std::map<std::string, Uuid> records;
};

TEST_F(Sight, OfABuilderIsItsSpot)
{
    EXPECT_THAT(seen_by("ada"), ElementsAre("ada", "bob"));
    EXPECT_THAT(seen_by("bob"), ElementsAre("ada", "bob"));
    EXPECT_THAT(seen_by("fiona"), ElementsAre("fiona"));
    EXPECT_THAT(seen_by("sara"), ElementsAre("sara"));
}

TEST_F(Sight, OfAHeadIsItsSpotAndThoseBelow)
{
    EXPECT_THAT(seen_by("hana"), ElementsAre("ada", "bob", "fiona"));
    EXPECT_THAT(seen_by("hugo"), ElementsAre("fiona"));
}

TEST_F(Sight, OfAnAdministratorIsTheGuild)
{
    EXPECT_THAT(seen_by("gita"), ElementsAre("ada", "bob", "fiona", "gita", "sara"));
    EXPECT_THAT(seen_by("gita of second"), ElementsAre("ada of second"));
}

TEST_F(Sight, OfAnAccessOwnerIsEmptyUntilItActsInOneOfItsGuilds)
{
    EXPECT_THAT(seen_by("olga"), IsEmpty());
    tree->superuser().run("update platform.sessions set membership_id = $2 where account_id = $1",
                          values(tree->account("olga"), tree->membership("olga in first")));
    EXPECT_THAT(seen_by("olga"), ElementsAre("ada", "bob", "fiona", "gita", "sara"));
    Caller olga(*tree, "olga");
    EXPECT_EQ(refusal([&] { olga.enter({"customers.update"}); }), "GH403");
    tree->superuser().run("update platform.sessions set membership_id = $2 where account_id = $1",
                          values(tree->account("olga"), tree->membership("olga")));
}

TEST_F(Sight, OfAnAccessOwnerEndsWithItsStandingGrant)
{
    auto const acting = "update platform.sessions set membership_id = $2 where account_id = $1";
    tree->superuser().run(acting, values(tree->account("otto"), tree->membership("otto in foreign")));
    EXPECT_THAT(seen_by("otto"), ElementsAre("ada of foreign"));
    tree->superuser().run("update platform.standing_grants set ended_at = now() where guild_id = $1", values(tree->foreign.id));
    EXPECT_EQ(refusal([&] { seen_by("otto"); }), "GH401");
    tree->superuser().run("update platform.standing_grants set ended_at = null where guild_id = $1", values(tree->foreign.id));
    tree->superuser().run(acting, values(tree->account("otto"), tree->membership("otto")));
}

TEST_F(Sight, IsRefusedToThoseWhoRunTheInstallationAndToUsers)
{
    for (std::string const person : {"alma", "mona", "uma"})
        EXPECT_EQ(refusal([&] { seen_by(person); }), "GH403") << person;
}

TEST_F(Sight, IsOnesOwnWithTheScopeOwn)
{
    give_scope("bob", "customers.read", 1);
    EXPECT_THAT(seen_by("bob"), ElementsAre("bob"));
    give_scope("bob", "customers.read", 2);
}

TEST_F(Sight, IsTheNarrowestOfWhatTheRouteNames)
{
    give_scope("bob", "notes.read", 1);
    Caller bob(*tree, "bob");
    bob.enter({"customers.read", "notes.read"}, true);
    EXPECT_EQ(bob.value<std::int64_t>("select count(*) from customers"), 1);
    give_scope("bob", "notes.read", 2);
}

TEST_F(Sight, IsThePresentActorsInAStatementPreparedForAnother)
{
    db::Session pooled(tree->url());
    for (std::string const mode : {"auto", "force_generic_plan", "force_custom_plan"}) {
        pooled.run("set plan_cache_mode = " + mode);
        pooled.run("prepare seen as select count(*) from customers");
        auto seen_by_turn = [&](std::string const& who) {
            pooled.run("begin");
            pooled.run("select wall.enter($1, '{customers.read}', true, $2)", values(secret_of(who), Uuid::make()));
            auto const count = pooled.value<std::int64_t>("execute seen");
            pooled.run("commit");
            return count;
        };
        for (int i = 0; i < 8; ++i) {
            EXPECT_EQ(seen_by_turn("ada"), 2) << mode;
            EXPECT_EQ(seen_by_turn("sara"), 1) << mode;
            EXPECT_EQ(seen_by_turn("hana"), 3) << mode;
            EXPECT_EQ(seen_by_turn("ada of foreign"), 1) << mode;
        }
        pooled.run("deallocate seen");
    }
}

TEST_F(Sight, OfWritingIsThatOfReadingByDefault)
{
    EXPECT_THAT(changed_by("ada"), ElementsAre("ada", "bob"));
    EXPECT_THAT(changed_by("hana"), ElementsAre("ada", "bob", "fiona"));
    EXPECT_THAT(changed_by("gita"), ElementsAre("ada", "bob", "fiona", "gita", "sara"));
}

TEST_F(Sight, OfWritingMayBeNarrowerThanThatOfReading)
{
    give_scope("bob", "customers.update", 12);  // writes its own, reads its spot's
    EXPECT_THAT(changed_by("bob"), ElementsAre("bob"));
    Caller bob(*tree, "bob");
    bob.enter({"customers.update"});
    EXPECT_EQ(bob.value<std::int64_t>("select count(*) from customers"), 2);
    EXPECT_EQ(refusal([&] { bob.run("update customers set owner_id = $1 where name = 'bob'", values(tree->account("ada"))); }), "42501");
    give_scope("bob", "customers.update", 22);
}

TEST_F(Sight, OfOneWhoCreatesButMayNotReadHoldsWhatItMade)
{
    give_scope("ada", "customers.create", 21);
    Caller ada(*tree, "ada");
    ada.enter({"customers.create"});
    ada.run("insert into customers (id, name, currency, payment_terms_days) values (gen_random_uuid(), 'new', 'EUR', 30) returning id");
    EXPECT_EQ(ada.value<std::int64_t>("select count(*) from customers where owner_id <> $1", values(tree->account("ada"))), 0);
    give_scope("ada", "customers.create", 22);
}

TEST_F(Sight, NeedsTheSwitchToCreateCustomers)
{
    Caller bob(*tree, "bob");
    EXPECT_EQ(refusal([&] { bob.enter({"customers.create"}); }), "GH403");
    bob.enter({"customers.read"});
    EXPECT_EQ(refusal([&] {
                  bob.run("insert into customers (id, name, currency, payment_terms_days) values (gen_random_uuid(), 'x', 'EUR', 1)");
              }),
              "42501");
}

TEST_F(Sight, OfWhatHangsOnACustomerIsThatOfTheCustomer)
{
    Caller fiona(*tree, "fiona");
    fiona.enter({"contacts.create", "notes.create"});
    fiona.run("insert into contacts (id, customer_id, first_name, last_name) values (gen_random_uuid(), $1, 'Karl', 'K')",
              values(records["fiona"]));
    fiona.run("insert into notes (id, customer_id, body) values (gen_random_uuid(), $1, 'met at the fair')", values(records["fiona"]));
    fiona.commit();
    auto count = [&](std::string const& person, std::string const& table) {
        Caller caller(*tree, person);
        caller.enter({table + ".read"}, true);
        return caller.value<std::int64_t>("select count(*) from " + table);
    };
    EXPECT_EQ(count("hana", "contacts"), 1);
    EXPECT_EQ(count("hana", "notes"), 1);
    EXPECT_EQ(count("ada", "contacts"), 0);
    EXPECT_EQ(count("ada", "notes"), 0);
}

TEST_F(Sight, OfContactsFollowsACustomerThatMovesAndChangesHands)
{
    auto const id = add_customer(*tree, "gita", "Moves");
    Caller gita(*tree, "gita");
    gita.enter({"customers.update", "contacts.create"});
    gita.run("insert into contacts (id, customer_id, first_name, last_name) values (gen_random_uuid(), $1, 'Mo', 'Ves')", values(id));
    gita.run(
        "update customers set owner_id = $2, spot_id = s.id, spot_pos = s.pos from (select spot_id as id, spot_pos as pos from customers "
        "where id = $3) s where customers.id = $1",
        values(id, tree->account("sara"), records["sara"]));
    gita.commit();
    Caller sara(*tree, "sara");
    sara.enter({"contacts.read"}, true);
    EXPECT_EQ(sara.value<std::int64_t>("select count(*) from contacts where owner_id = $1", values(tree->account("sara"))), 1);
    EXPECT_EQ(sara.value<std::int64_t>("select count(*) from search_words where word = 'moves'"), 1);
    tree->superuser().run("delete from guild.contacts where customer_id = $1", values(id));
    tree->superuser().run("delete from guild.customers where id = $1", values(id));
}

TEST_F(Sight, FollowsASpotThatIsRenumbered)
{
    auto& superuser = tree->superuser();
    superuser.run("begin");
    superuser.run("update platform.spots set pos = pos + 1 where id = $1", values(tree->first.service));
    EXPECT_EQ(superuser.value<std::int64_t>(
                  "select count(*) from guild.customers c join platform.spots s on s.id = c.spot_id and s.pos <> c.spot_pos"),
              0);
    EXPECT_EQ(superuser.value<std::int64_t>(
                  "select count(*) from platform.memberships m join platform.spots s on s.id = m.spot_id and s.pos <> m.pos"),
              0);
    superuser.run("rollback");
}

TEST_F(Sight, OfWordsIsThatOfTheirCustomer)
{
    auto found = [&](std::string const& person, std::string const& word) {
        Caller caller(*tree, person);
        caller.enter({"customers.read"}, true);
        return caller.value<std::int64_t>("select count(*) from search_words where field in (10, 11) and word = $1", values(word));
    };
    EXPECT_EQ(found("ada", "bob"), 1);
    EXPECT_EQ(found("ada", "sara"), 0);
    EXPECT_EQ(found("hana", "fiona"), 1);
    EXPECT_EQ(found("ada of foreign", "bob"), 0);
}

TEST_F(Sight, OfTheGuildsOwnTablesIsTheGuild)
{
    Caller ada(*tree, "ada");
    ada.enter({"tax_codes.read"}, true);
    EXPECT_GT(ada.value<std::int64_t>("select count(*) from tax_codes"), 0);
    EXPECT_EQ(ada.value<std::int64_t>("select count(distinct guild_id) from tax_codes"), 1);
    EXPECT_EQ(ada.value<std::int64_t>("select count(*) from settings"), 1);
    EXPECT_EQ(refusal([&] { ada.enter({"tax_codes.create"}); }), "GH403");
}

TEST(SpotRanges, NestAndDoNotOverlap)
{
    Tree tree;
    Caller gita(tree, "gita");
    gita.enter({"spots.create"});
    auto parent = tree.first.sales;
    for (int depth = 0; depth < 5; ++depth) {
        auto const spot = Uuid::make();
        gita.run("select id from wall.add_sub_spot($1, $2, 'deeper')", values(parent, spot));
        for (int sister = 0; sister < 3; ++sister)
            gita.run("select id from wall.add_sub_spot($1, $2, 'sister')", values(parent, Uuid::make()));
        parent = spot;
    }
    gita.commit();
    gita.enter({"spots.create"});
    EXPECT_EQ(refusal([&] { gita.run("select id from wall.add_sub_spot($1, $2, 'too deep')", values(parent, Uuid::make())); }), "GH409");
    auto& superuser = tree.superuser();
    EXPECT_EQ(superuser.value<std::int64_t>("select count(*) from platform.spots c join platform.spots p on p.id = c.parent_id "
                                            "where not (p.pos < c.pos and c.upto <= p.upto)"),
              0);
    EXPECT_EQ(superuser.value<std::int64_t>(
                  "select count(*) from platform.spots a join platform.spots b on a.guild_id = b.guild_id and a.id < b.id "
                  "and a.parent_id is not distinct from b.parent_id and a.pos <= b.upto and b.pos <= a.upto"),
              0);
}

}  // namespace
}  // namespace guildhall::tenancy
