// The audit trail: what it tells, that nobody else writes it, and that tampering is found and where.
#include <gmock/gmock.h>
#include <thread>

#include "tenancy/tree.h"

namespace guildhall::tenancy {
namespace {

using db::values;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class TheTrail : public testing::Test {
protected:
    std::vector<std::string> actions(Uuid guild)
    {
        auto rows = tree.superuser().run("select action from guild.audit_events where guild_id = $1 and seq > $2 order by seq",
                                         values(guild, begun));
        std::vector<std::string> all;
        for (int i = 0; i < rows.size(); ++i)
            all.push_back(rows[i].get<std::string>(0));
        return all;
    }
    std::int64_t head(Uuid guild)
    {
        return tree.superuser().value<std::int64_t>("select seq from platform.audit_heads where guild_id = $1", values(guild));
    }
    // The first bad entry, 0 if there is none.
    std::int64_t first_bad(Uuid guild) { return backup.value<std::int64_t>("select coalesce(wall.verify_chain($1), 0)", values(guild)); }
    void tamper(std::string const& statement)
    {
        tree.superuser().run("set session_replication_role = replica");
        tree.superuser().run(statement, values(tree.first.id));
        tree.superuser().run("set session_replication_role = origin");
    }

    Tree tree;
    db::Session backup{tree.url("guildhall_backup")};
    std::int64_t begun = head(tree.first.id);
};

TEST_F(TheTrail, TellsEveryChangeWithItsActorRequestAndBothValues)
{
    Caller ada(tree, "ada");
    ada.enter({"customers.create", "customers.update", "customers.delete"});
    auto const id = Uuid::make();
    ada.run("insert into customers (id, name, currency, payment_terms_days) values ($1, 'Before', 'EUR', 30)", values(id));
    ada.run("update customers set name = 'After' where id = $1", values(id));
    ada.run("update customers set deleted_at = now() where id = $1", values(id));
    ada.run("update customers set deleted_at = null where id = $1", values(id));
    ada.run("update customers set name = name where id = $1", values(id));
    ada.run("delete from customers where id = $1", values(id));
    auto const request = ada.value<std::string>("select current_setting('app.request_id')");
    ada.commit();
    EXPECT_THAT(actions(tree.first.id),
                ElementsAre("customers.created", "customers.updated", "customers.deleted", "customers.restored", "customers.erased"));
    auto rows = tree.superuser().run(
        "select owner_id, object, request_id, payload::text from guild.audit_events where action = 'customers.updated'");
    ASSERT_EQ(rows.size(), 1);
    EXPECT_EQ(rows[0].get<Uuid>(0), tree.account("ada"));
    EXPECT_EQ(rows[0].get<std::string>(1), "customers/" + id.text());
    EXPECT_EQ(rows[0].get<std::string>(2), request);
    EXPECT_EQ(rows[0].get<std::string>(3), R"({"after": {"name": "After"}, "before": {"name": "Before"}})");
}

TEST_F(TheTrail, TellsEachRowOfAStatementOverMany)
{
    Caller ada(tree, "ada");
    ada.enter({"customers.create"});
    ada.run("insert into customers (id, name, currency, payment_terms_days) select gen_random_uuid(), 'c', 'EUR', 1 from "
            "generate_series(1, 50)");
    ada.commit();
    EXPECT_EQ(actions(tree.first.id).size(), 50u);
    EXPECT_EQ(first_bad(tree.first.id), 0);
}

TEST_F(TheTrail, TellsNothingOfWhatWasRolledBack)
{
    Caller ada(tree, "ada");
    ada.enter({"customers.create"});
    ada.run("insert into customers (id, name, currency, payment_terms_days) values (gen_random_uuid(), 'c', 'EUR', 1)");
    ada.roll_back();
    EXPECT_THAT(actions(tree.first.id), testing::IsEmpty());
    EXPECT_EQ(first_bad(tree.first.id), 0);
}

TEST_F(TheTrail, KeepsNoValuesOfQuietColumns)
{
    auto& superuser = tree.superuser();
    superuser.script("begin; set local role guildhall_owner; select wall.protect('guild.notes', 'spot', '{body}'); commit");
    auto const customer = add_customer(tree, "ada", "Ada's");
    Caller ada(tree, "ada");
    ada.enter({"notes.create"});
    ada.run("insert into notes (id, customer_id, body) values (gen_random_uuid(), $1, 'in confidence')", values(customer));
    ada.run("update notes set body = 'in strict confidence'");
    ada.commit();
    EXPECT_EQ(superuser.value<std::int64_t>("select count(*) from guild.audit_events where action like 'notes.%'"), 2);
    EXPECT_EQ(superuser.value<std::int64_t>("select count(*) from guild.audit_events where payload::text like '%confidence%'"), 0);
}

TEST_F(TheTrail, HasNeitherGapsNorTwinsWhenManyWriteAtOnce)
{
    auto write = [&] {
        Caller ada(tree, "ada");
        for (int i = 0; i < 20; ++i) {
            ada.enter({"customers.create"});
            ada.run("insert into customers (id, name, currency, payment_terms_days) values (gen_random_uuid(), 'c', 'EUR', 1)");
            if (i % 4)
                ada.commit();
        }
    };
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back(write);
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(actions(tree.first.id).size(), 4u * 15u);
    EXPECT_EQ(head(tree.first.id), begun + 60);
    EXPECT_EQ(first_bad(tree.first.id), 0);
}

TEST_F(TheTrail, IsReadInTheRangesOfItsReader)
{
    add_customer(tree, "ada", "Ada's");
    add_customer(tree, "sara", "Sara's");
    auto seen = [&](std::string const& who) {
        Caller caller(tree, who);
        caller.enter({"audit.read"}, true);
        return caller.value<std::int64_t>("select count(*) from audit_events where action = 'customers.created'");
    };
    EXPECT_EQ(seen("ada"), 1);
    EXPECT_EQ(seen("bob"), 0);
    EXPECT_EQ(seen("hana"), 1);
    EXPECT_EQ(seen("gita"), 2);
    EXPECT_EQ(seen("gita of second"), 0);
    EXPECT_EQ(refusal([&] { seen("alma"); }), "GH403");
}

TEST_F(TheTrail, TellsRefusalsWhereTheyHappened)
{
    db::Session app(tree.url());
    app.run("select wall.record_refusal($1, 'customers.create', 'POST /customers', $2)", values(secret_of("bob"), Uuid::make()));
    EXPECT_THAT(actions(tree.first.id), ElementsAre("requests.refused"));
    app.run("select wall.record_refusal('nobody', 'customers.create', 'POST /customers', $1)", values(Uuid::make()));
    EXPECT_EQ(actions(tree.first.id).size(), 1u);
    for (int i = 0; i < 3; ++i)
        app.run("select wall.count_refusal('192.0.2.1')");
    EXPECT_EQ(tree.superuser().value<std::int64_t>("select sum(refused)::bigint from platform.refusal_counts"), 3);
}

TEST_F(TheTrail, ShowsWhereItWasTamperedWith)
{
    for (std::string const name : {"one", "two", "three", "four"})
        add_customer(tree, "ada", name);
    auto const second = begun + 2, last = begun + 4;
    ASSERT_EQ(head(tree.first.id), last);
    ASSERT_EQ(first_bad(tree.first.id), 0);
    struct Case {
        std::string statement;
        std::int64_t found;
    };
    auto const at_second = " where guild_id = $1 and seq = " + std::to_string(second);
    std::vector<Case> const cases{
        {"update guild.audit_events set payload = '{\"after\": {\"name\": \"forged\"}}'" + at_second, second},
        {"update guild.audit_events set owner_id = gen_random_uuid()" + at_second, second},
        {"update guild.audit_events set at = at + interval '1 microsecond'" + at_second, second},
        {"update guild.audit_events set action = 'customers.updated'" + at_second, second},
        {"update guild.audit_events set object = 'customers/x'" + at_second, second},
        {"update guild.audit_events set on_behalf_of = gen_random_uuid()" + at_second, second},
        {"update guild.audit_events set spot_pos = spot_pos + 1" + at_second, second},
        {"update guild.audit_events set request_id = 'x'" + at_second, second},
        {"update guild.audit_events set salt = 'x'" + at_second, second},
        {"update guild.audit_events set digest = sha256('x'), payload = null" + at_second, second},
        {"update guild.audit_events set hash = sha256('x')" + at_second, second},
        {"delete from guild.audit_events" + at_second, second},
        {"delete from guild.audit_events where guild_id = $1 and seq = " + std::to_string(last), last},
        {"update platform.audit_heads set seq = seq - 1 where guild_id = $1", last + 1},
        {"update platform.audit_heads set hash = sha256('x') where guild_id = $1", last + 1},
    };
    for (auto const& each : cases) {
        tree.superuser().run("create table public.kept as select * from guild.audit_events");
        tree.superuser().run("create table public.kept_heads as select * from platform.audit_heads");
        tamper(each.statement);
        EXPECT_EQ(first_bad(tree.first.id), each.found) << each.statement;
        EXPECT_EQ(first_bad(tree.second.id), 0) << each.statement;
        tree.superuser().script(
            "delete from guild.audit_events; insert into guild.audit_events select * from public.kept; drop table public.kept; "
            "delete from platform.audit_heads; insert into platform.audit_heads select * from public.kept_heads; drop table "
            "public.kept_heads");
        ASSERT_EQ(first_bad(tree.first.id), 0);
    }
}

TEST_F(TheTrail, StaysWholeWhenPayloadsAreDropped)
{
    add_customer(tree, "ada", "one");
    tamper("update guild.audit_events set payload = null where guild_id = $1");
    EXPECT_EQ(first_bad(tree.first.id), 0);
}

TEST_F(TheTrail, IsVerifiedByOperatorsOnly)
{
    db::Session app(tree.url()), migrate(tree.url("guildhall_migrate"));
    EXPECT_EQ(refusal([&] { app.run("select wall.verify_chain($1)", values(tree.first.id)); }), "42501");
    EXPECT_EQ(refusal([&] { app.run("select entries from wall.verify_chains()"); }), "42501");
    EXPECT_EQ(migrate.value<std::int64_t>("select count(*) from wall.verify_chains() where first_bad is null"), 4);
}

TEST_F(TheTrail, TellsAChangeOrTheChangeDoesNotHappen)
{
    tree.superuser().run("delete from platform.audit_heads where guild_id = $1", values(tree.first.id));
    EXPECT_NE(refusal([&] { add_customer(tree, "ada", "untold"); }), "");
    EXPECT_EQ(tree.superuser().value<std::int64_t>("select count(*) from guild.customers"), 0);
}

}  // namespace
}  // namespace guildhall::tenancy
