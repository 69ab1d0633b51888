// A CRMMS database of a likely shape, in a second real PostgreSQL database, comes into the tree.
#include "cli/crmms.h"

#include <gmock/gmock.h>

#include "support/server.h"

namespace guildhall::cli::crmms {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr char tables[] = R"sql(
create table roles (id serial primary key, name text);
create table users (id serial primary key, email text, password text, role_id integer, name text, created_by integer, is_active boolean default true);
create table accounts (id serial primary key, name text, user_id integer);
create table guilds (id serial primary key, name text, account_id integer, user_id integer);
create table spots (id serial primary key, name text, guild_id integer, user_id integer, parent_id integer);
create table builders (id serial primary key, user_id integer, spot_id integer, guild_id integer);
insert into roles (id, name) values (1, 'admin'), (2, 'moderator'), (3, 'access owner'), (4, 'guild'), (5, 'spot'), (6, 'builder'), (7, 'user'), (8, 'wizard');
)sql";

constexpr char people[] = R"sql(
insert into users (id, email, role_id, name, created_by) values
    (1, 'root@crmms.example', 1, 'Root', null), (2, 'mo@crmms.example', 2, 'Mo', 1), (3, 'olaf@crmms.example', 3, 'Olaf', 2),
    (4, 'greta@crmms.example', 4, 'Greta', 3), (5, 'hans@crmms.example', 5, 'Hans', 4), (6, 'bea@crmms.example', 6, 'Bea', 5),
    (7, 'ulla@crmms.example', 7, 'Ulla', null), (8, 'gerd@crmms.example', 4, 'Gerd', 3);
insert into accounts values (1, 'Olaf & Co.', 3);
insert into guilds values (1, 'First', 1, 4), (2, 'Second', 1, 8);
insert into spots values (1, 'Sales', 1, 5, null), (2, 'Field', 1, null, 1), (3, 'Other', 2, null, null);
insert into builders values (1, 6, 2, 1);
)sql";

class ACrmms : public testing::Test {
protected:
    ACrmms()
    {
        there().script(tables);
        there().script(people);
    }
    db::Session& there() { return source_.superuser(); }
    void run(std::string const& statements)
    {
        there().script(statements);
        there().run("update users set password = $1 where password is null", db::values(hash));
    }
    Judged judged()
    {
        run("");
        return judge(read_source(there(), "crmms"));
    }
    // Why these are not imported, by their address or name.
    std::string why(std::string const& statements, std::string const& who)
    {
        run(statements);
        for (auto const& refused : judged().refused)
            if (refused.what.find(who) != std::string::npos)
                return refused.why;
        return "";
    }

    static std::string const hash;

private:
    support::TestDatabase source_{support::Schema::bare};
};

// Made with Python: crypt.crypt("old bridge", "$2a$06$N9qo8uLOickgx2ZMRZoMye").
std::string const ACrmms::hash = "$2a$06$N9qo8uLOickgx2ZMRZoMyeu64il1gJzISHIisMtmmEQAoLg2kqYmC";

TEST_F(ACrmms, ThatIsSoundComesAsAWhole)
{
    auto const all = judged();
    EXPECT_THAT(all.refused, IsEmpty());
    EXPECT_EQ(all.places.size(), 8u);
    EXPECT_EQ(all.places.at("6").front().spot, "2");
    EXPECT_EQ(all.spots.front().id, "1") << "before what lies in it";
}

TEST_F(ACrmms, ListsWhatNobodyCouldHaveGiven)
{
    auto const add = [](std::string const& values) { return "insert into users (id, email, role_id, created_by) values " + values; };
    EXPECT_THAT(why(add("(20, 'a@x.example', 1, 6)"), "a@x"), HasSubstr("was made by a builder (bea@crmms.example), who could not"));
    EXPECT_THAT(why(add("(21, 'b@x.example', 2, 2)"), "b@x"), HasSubstr("made by a moderator"));
    EXPECT_THAT(why(add("(22, 'c@x.example', 5, 8); insert into spots values (10, 'Odd', 1, 22, null)"), "c@x"),
                HasSubstr("made by a guild (gerd"))
        << "a head outside its guild";
    EXPECT_THAT(why(add("(23, 'd@x.example', 2, 999)"), "d@x"), HasSubstr("its maker, user 999, is not there"));
    EXPECT_THAT(why(add("(24, 'e@x.example', 1, 24)"), "e@x"), HasSubstr("it made itself"));
    EXPECT_THAT(why(add("(25, 'f@x.example', 2, 26), (26, 'g@x.example', 1, 25)"), "f@x"),
                HasSubstr("it made itself, directly or by others"));
    EXPECT_THAT(why("", "g@x"), HasSubstr("it made itself"));
    EXPECT_THAT(why(add("(27, 'h@x.example', 8, 1)"), "h@x"), HasSubstr("its role \"wizard\" is none"));
    EXPECT_THAT(why(add("(28, 'ULLA@crmms.example', 7, 1)"), "user 7 "), HasSubstr("stands there more than once"));
    EXPECT_THAT(why("", "user 28 "), HasSubstr("stands there more than once"));
    EXPECT_THAT(why(add("(29, 'i@x.example', 2, null)"), "i@x"), HasSubstr("nobody made it"));
    EXPECT_THAT(why(add("(30, 'j@x.example', 6, 5); insert into builders values (20, 30, 3, 1)"), "j@x"),
                HasSubstr("it is of guild 1, and its spot is in guild 2"));
    EXPECT_THAT(why(add("(31, 'k@x.example', 5, 4)"), "k@x"), HasSubstr("it is spot of nothing"));
    EXPECT_THAT(why(add("(32, 'l@x.example', 6, 5); insert into guilds values (9, 'Odd', 1, 32)"), "l@x"),
                HasSubstr("stands there as guild"));
    EXPECT_THAT(why("insert into users (id, email, role_id, created_by, password) values (33, 'm@x.example', 2, 1, 'plain text')", "m@x"),
                HasSubstr("no bcrypt hash"));
    EXPECT_THAT(why("insert into spots values (30, 'Round', 1, null, 31), (31, 'Square', 1, null, 30)", "Round"),
                HasSubstr("it lies in spot 31"));
}

TEST_F(ACrmms, RefusesWhomeverARefusedOneMade)
{
    EXPECT_THAT(why("insert into users (id, email, role_id, created_by) values (40, 'bad@x.example', 2, 6), (41, 'poor@x.example', 3, 40);"
                    "insert into accounts values (9, 'Poor', 41)",
                    "poor@x"),
                HasSubstr("made by user 40, who is not imported"));
}

TEST_F(ACrmms, SaysAllThatIsMissingAtOnce)
{
    there().script("alter table users drop column password; alter table builders drop column spot_id; drop table roles");
    try {
        read_source(there(), "crmms");
        FAIL() << "it was read";
    } catch (std::runtime_error const& error) {
        for (auto const* name : {"users.password", "builders.spot_id", "roles.id (there is no such table)"})
            EXPECT_THAT(error.what(), HasSubstr(name));
    }
}

TEST_F(ACrmms, GoesWithoutWhatIsOnlyWelcome)
{
    there().script("alter table users drop column created_by, drop column name, drop column is_active");
    run("");
    auto const source = read_source(there(), "crmms");
    EXPECT_THAT(source.without, ElementsAre("users.created_by", "users.name", "users.active"));
    EXPECT_FALSE(source.knows_creators);
    EXPECT_EQ(source.people.front().name, "root");
    EXPECT_THAT(judge(source).refused, IsEmpty());
}

class BroughtIn : public ACrmms {
protected:
    Counts bring(std::string const& end = "commit")
    {
        run("");
        auto const source = read_source(there(), "crmms");
        auto all = judge(source);
        db::Session here(server.database().url("guildhall_migrate"));
        here.script("begin; set local role guildhall_wall");
        auto const counts = bring_in(here, source, all);
        here.script(end);
        refused = all.refused;
        return counts;
    }
    std::int64_t count(std::string const& statement) { return server.database().superuser().value<std::int64_t>(statement); }

    support::TestServer server;
    std::vector<Refused> refused;
};

TEST_F(BroughtIn, StandsInTheTreeAndOnlyOnce)
{
    auto const accounts = count("select count(*) from platform.accounts");
    auto const counts = bring("rollback");
    EXPECT_EQ(counts.people, 8);
    EXPECT_EQ(count("select count(*) from platform.accounts"), accounts) << "nothing half";
    bring();
    EXPECT_EQ(count("select count(*) from platform.accounts"), accounts + 8);
    EXPECT_EQ(count("select count(*) from platform.guilds where name in ('First', 'Second')"), 2);
    EXPECT_EQ(count("select count(*) from platform.memberships m join platform.accounts a on a.id = m.account_id "
                    "where a.email = 'olaf@crmms.example' and m.role = 'access_owner'"),
              3)
        << "the agency, and each of its guilds";
    EXPECT_EQ(count("select count(*) from platform.memberships m join platform.accounts a on a.id = m.account_id "
                    "join platform.spots s on s.id = m.spot_id where a.email = 'bea@crmms.example' and s.name = 'Field' and m.live"),
              1);
    auto const again = bring();
    EXPECT_EQ(again.people + again.agencies + again.companies + again.spots, 0);
    EXPECT_EQ(again.there_already, 8 + 1 + 2 + 3);
    run("insert into users (id, email, role_id, name, created_by) values (50, 'new@crmms.example', 6, 'New', 5); insert into builders "
        "values (5, 50, 1, 1)");
    EXPECT_EQ(bring().people, 1) << "what is new there";
    EXPECT_EQ(count("select count(*) from wall.verify_chains() where first_bad is not null"), 0);
}

TEST_F(BroughtIn, SignsInWithTheOldPasswordAndGetsABetterHash)
{
    bring();
    auto const sign_in = [&](std::string const& password) {
        return server.nobody().post("/sessions", R"({"email":"bea@crmms.example","kind":"token","password":")" + password + "\"}").status;
    };
    EXPECT_EQ(sign_in("old bridgf"), 401);
    EXPECT_EQ(count("select count(*) from platform.accounts where email = 'bea@crmms.example' and password_hash like '%~crmms'"), 1);
    EXPECT_EQ(sign_in("old bridge"), 201);
    EXPECT_EQ(count("select count(*) from platform.accounts where email = 'bea@crmms.example' and password_hash like '%~crmms'"), 0);
    EXPECT_EQ(sign_in("old bridge"), 201);
    EXPECT_EQ(sign_in("old bridgf"), 401);
}

TEST_F(BroughtIn, LeavesOutWhoseAddressSomebodyHas)
{
    run("insert into users (id, email, role_id, created_by) values (60, '" + server.world().first.ada.email + "', 7, null)");
    bring();
    ASSERT_EQ(refused.size(), 1u);
    EXPECT_THAT(refused.front().why, HasSubstr("somebody's here already"));
}

}  // namespace
}  // namespace guildhall::cli::crmms
