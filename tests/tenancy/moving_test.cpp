// guildhall_mover, by which one guild is taken out, brought in and erased: it sees that one, and nobody else becomes it.
#include <gmock/gmock.h>

#include "db/error.h"
#include "tenancy/tree.h"

namespace guildhall::tenancy {
namespace {

using db::values;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

constexpr char refused[] = "42501", not_found[] = "GH404";

struct TheMover : testing::Test {
    TheMover()
    {
        for (auto const* name : {"ada", "ada of foreign"}) {
            Caller caller(tree, name);
            caller.enter({"customers.create"});
            caller.run("insert into customers (id, name, currency, payment_terms_days) values ($1, 'Somebody', 'EUR', 30)",
                       values(Uuid::make()));
            caller.commit();
        }
    }

    // A transaction about one guild.
    db::Session& about(Uuid guild)
    {
        mover.script("rollback; begin");
        mover.run("select wall.move_guild($1, false)", values(guild));
        return mover;
    }
    static std::string sqlstate(db::Session& session, std::string const& statement)
    try {
        session.script("savepoint tried");
        session.script(statement);
        return {};
    } catch (db::Error const& error) {
        session.script("rollback to savepoint tried");
        return error.sqlstate;
    }
    std::vector<std::string> texts(std::string const& statement)
    {
        auto const rows = tree.superuser().run(statement);
        std::vector<std::string> all;
        for (int i = 0; i < rows.size(); ++i)
            all.push_back(rows[i].get<std::string>(0));
        return all;
    }
    std::int64_t count(std::string const& table, Uuid guild)
    {
        return tree.superuser().value<std::int64_t>("select count(*) from " + table + " where guild_id = $1", values(guild));
    }

    Tree tree;
    db::Session mover{tree.url("guildhall_migrate")};
    bool const became_it = [this] {
        mover.script("set role guildhall_mover");
        return true;
    }();
};

TEST_F(TheMover, SeesTheGuildThatIsMovedAndNoOther)
{
    EXPECT_EQ(about(tree.first.id).value<std::int64_t>("select count(*) from guild.customers"), 1);
    EXPECT_EQ(mover.value<Uuid>("select guild_id from guild.customers"), tree.first.id);
    EXPECT_EQ(about(tree.second.id).value<std::int64_t>("select count(*) from guild.customers"), 0);
    EXPECT_EQ(about(Uuid()).value<std::int64_t>("select count(*) from guild.audit_events"), 0);
}

TEST_F(TheMover, WritesNoOtherGuildsRows)
{
    auto const foreign = count("guild.customers", tree.foreign.id);
    about(tree.first.id);
    mover.script("delete from guild.customers; delete from guild.audit_events; update guild.settings set currency = 'USD'");
    EXPECT_EQ(sqlstate(mover, "insert into guild.tags (guild_id, id, name, created_by, updated_by) values ('" + tree.foreign.id.text() +
                                  "', gen_random_uuid(), 'x', gen_random_uuid(), gen_random_uuid())"),
              refused);
    mover.script("commit");
    EXPECT_EQ(count("guild.customers", tree.foreign.id), foreign);
    EXPECT_GT(count("guild.audit_events", tree.foreign.id), 0);
    EXPECT_EQ(count("guild.customers", tree.first.id), 0);
}

TEST_F(TheMover, ReadsNothingThatOpensAnything)
{
    about(tree.first.id);
    for (auto const* statement :
         {"select password_hash from platform.accounts", "select totp_secret from platform.accounts", "select * from platform.accounts",
          "select digest from platform.sessions", "select digest from platform.refresh_tokens", "select public_key from platform.passkeys",
          "select sealed from platform.passkeys", "select digest from platform.recovery_codes", "select digest from platform.links",
          "select proof_key from platform.installation"})
        EXPECT_EQ(sqlstate(mover, statement), refused) << statement;
}

TEST_F(TheMover, IsNobodyButWhoMigrates)
{
    for (auto const* role : {"guildhall_app", "guildhall_backup"}) {
        db::Session session(tree.url(role));
        session.script("begin");
        EXPECT_EQ(sqlstate(session, "set role guildhall_mover"), refused) << role;
        EXPECT_EQ(sqlstate(session, "set session_replication_role = replica"), refused) << role;
    }
    EXPECT_THAT(texts("select p.oid::regprocedure::text from pg_proc p cross join lateral aclexplode(p.proacl) a "
                      "where a.grantee = 'guildhall_mover'::regrole and has_function_privilege('guildhall_app', p.oid, 'execute')"),
                UnorderedElementsAre("wall.words(text)", "wall.spread(text)", "wall.fold(text)"))
        << "what the mover calls, the server may not; these work out what a product is found by";
}

TEST_F(TheMover, TakesEveryTableOfAGuildAlong)
{
    EXPECT_THAT(
        texts("select 'guild.' || c.relname from pg_class c where c.relnamespace = 'guild'::regnamespace and c.relkind in ('r', 'p') "
              "except select part from wall.guild_parts()"),
        IsEmpty());
    EXPECT_THAT(
        texts(
            "select 'platform.' || c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'guild_id' "
            "where c.relnamespace = 'platform'::regnamespace and c.relkind in ('r', 'p') and c.relname not in ('audit_events', 'erasures') "
            "and not has_table_privilege('guildhall_mover', c.oid, 'delete')"),
        IsEmpty())
        << "a table of the platform about guilds that nobody has said of whether it goes with one";
}

TEST_F(TheMover, ErasesOneGuildAndThePeopleWhoAreNowhereElse)
{
    tree.superuser().run("insert into platform.memberships (id, account_id, role, access_owner_id, guild_id, created_by, updated_by) "
                         "values (gen_random_uuid(), $1, 'guild', $2, $3, $1, $1)",
                         values(tree.account("ada"), tree.ottos, tree.foreign.id));
    tree.superuser().run("insert into platform.desk_members (account_id) values ($1)", values(tree.account("sara")));
    auto const before = count("guild.customers", tree.foreign.id) + count("guild.audit_events", tree.foreign.id);
    about(tree.first.id).run("select * from wall.erase_guild($1)", values(tree.first.id));
    mover.script("commit");
    for (auto const* table : {"guild.customers", "guild.audit_events", "guild.settings", "platform.spots", "platform.memberships",
                              "platform.audit_heads", "platform.standing_grants"})
        EXPECT_EQ(count(table, tree.first.id), 0) << table;
    EXPECT_EQ(count("guild.customers", tree.foreign.id) + count("guild.audit_events", tree.foreign.id), before);
    auto is_there = [&](std::string const& person) {
        return !tree.superuser().run("select from platform.accounts where id = $1", values(tree.account(person))).empty();
    };
    EXPECT_TRUE(is_there("ada")) << "who has a place in another guild";
    EXPECT_FALSE(is_there("bob"));
    EXPECT_TRUE(is_there("sara")) << "at the security desk";
    EXPECT_TRUE(is_there("olga")) << "of the access owner's team";
    EXPECT_EQ(about(tree.foreign.id).value<std::int64_t>("select count(*) from wall.broken_references($1)", values(tree.foreign.id)), 0);
    EXPECT_EQ(sqlstate(mover, "select * from wall.erase_guild('" + tree.first.id.text() + "')"), not_found) << "a second time";
}

TEST_F(TheMover, KeepsErasuresForGood)
{
    about(tree.first.id)
        .run("select wall.keep_erasure(gen_random_uuid(), now(), 'guild', $1, 'guilds/x', 'document')", values(tree.first.id));
    for (auto const* statement :
         {"delete from platform.erasures", "update platform.erasures set document = ''", "truncate platform.erasures",
          "insert into platform.erasures values (gen_random_uuid(), now(), 'guild', gen_random_uuid(), '', '')"})
        EXPECT_EQ(sqlstate(mover, statement), refused) << statement;
    mover.script("commit");
    db::Session wall(tree.url("guildhall_migrate"));
    wall.script("set role guildhall_wall; begin");
    for (auto const* statement : {"delete from platform.erasures", "update platform.erasures set document = ''"})
        EXPECT_EQ(sqlstate(wall, statement), refused) << statement;
    EXPECT_EQ(tree.superuser().value<std::int64_t>("select count(*) from platform.audit_events where action = 'guilds.erased'"), 1);
}

}  // namespace
}  // namespace guildhall::tenancy
