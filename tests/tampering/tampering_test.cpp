// Whoever has the database in hand can do anything to the trail, but not unseen: each is named, with the entry, by the server's own
// verifier and by the other one, which was written from docs/audit.md alone.
#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>

#include "audit/export.h"
#include "tampering/trail_ground.h"

namespace guildhall::tampering {
namespace {

using db::values;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

TrailGround& ground()
{
    static TrailGround made;
    return made;
}

constexpr int broken = 1, cut = 3, rewritten = 4;

class Tampering : public testing::Test {
protected:
    ~Tampering() override { trail.restore(); }

    void expect_named(int verdict, std::int64_t seq, Uuid chain) const
    {
        for (auto const& said : {trail.ours(chain), trail.theirs(chain)}) {
            EXPECT_EQ(said.verdict, verdict) << said.text;
            EXPECT_THAT(said.text, HasSubstr("entry " + std::to_string(seq) + " "));
        }
    }
    void expect_named(int verdict, std::int64_t seq) const { expect_named(verdict, seq, trail.guild()); }
    void run(std::string const& statement, std::vector<db::Value> const& with) const { trail.superuser().run(statement, with); }
    // The chain from an entry on, with hashes that fit again, and the head with them: what somebody does who knows how it works.
    void mend_from(std::int64_t seq) const
    {
        for (; seq <= trail.last(); ++seq)
            run("update guild.audit_events e set previous = b.hash, hash = wall.audit_hash(e.guild_id, e.seq, e.at, e.owner_id, "
                "e.on_behalf_of, e.spot_pos, e.action, e.object, e.request_id, e.digest, b.hash) from "
                "(select $2::bigint as seq, coalesce((select hash from guild.audit_events where guild_id = $1 and seq = $2 - 1), "
                "sha256('guildhall')) as hash) b where e.guild_id = $1 and e.seq = b.seq",
                values(trail.guild(), seq));
        run("update platform.audit_heads h set seq = e.seq, hash = e.hash from guild.audit_events e where h.guild_id = $1 and e.guild_id = "
            "$1 "
            "and e.seq = (select max(seq) from guild.audit_events where guild_id = $1)",
            values(trail.guild()));
    }

    TrailGround& trail = ground();
    std::int64_t const middle = trail.marks()[0] + 2;
};

// What becomes of a value of a type, so that it is another one.
std::string changed(std::string const& column, std::string const& type)
{
    if (column == "seq")
        return "seq + 100000";
    if (type == "uuid")
        return "gen_random_uuid()";
    if (type == "bigint" || type == "integer")
        return "coalesce(" + column + ", 0) + 1";
    if (type == "timestamp with time zone")
        return "coalesce(" + column + ", now()) + interval '1 microsecond'";
    if (type == "text")
        return "coalesce(" + column + ", '') || 'x'";
    if (type == "bytea")
        return "coalesce(" + column + ", '') || '\\x00'";
    if (type == "jsonb")
        return "coalesce(" + column + R"(, '{}') || '{"x": 1}')";
    if (type == "boolean")
        return "not coalesce(" + column + ", false)";
    throw std::runtime_error("how does one change a " + type + "?");
}

// The columns of an audit table, as the catalogue has them, in which a change of one entry is not named by both verifiers.
std::vector<std::string> unnoticed(std::string const& table, Uuid chain, std::int64_t seq)
{
    auto& trail = ground();
    auto const columns = trail.superuser().run("select attname::text, format_type(atttypid, atttypmod) from pg_attribute "
                                               "where attrelid = $1::regclass and attnum > 0 and not attisdropped",
                                               values(table));
    std::vector<std::string> found;
    for (int i = 0; i < columns.size(); ++i) {
        auto const column = columns[i].get<std::string>(0);
        auto const statement = "update " + table + " set " + column + " = " + changed(column, columns[i].get<std::string>(1)) +
                               " where guild_id = $1 and seq = $2";
        EXPECT_EQ(trail.superuser().run(statement, values(chain, seq)).affected(), 1) << statement;
        for (auto const& said : {trail.ours(chain), trail.theirs(chain)})
            if (said.verdict != broken || said.text.find("entry " + std::to_string(seq) + " ") == std::string::npos)
                found.push_back(column);
        trail.restore();
    }
    EXPECT_GE(columns.size(), 14);
    return found;
}

TEST_F(Tampering, NothingIsNamedWhereNothingWasDone)
{
    for (auto chain : {trail.guild(), trail.other(), Uuid{}})
        for (auto const& said : {trail.ours(chain), trail.theirs(chain)})
            EXPECT_EQ(said.verdict, 0) << said.text;
}

TEST_F(Tampering, EachColumnOfAnEntry)
{
    EXPECT_THAT(unnoticed("guild.audit_events", trail.guild(), middle), IsEmpty());
    EXPECT_THAT(unnoticed("guild.audit_events", trail.guild(), trail.last()), IsEmpty());
}

TEST_F(Tampering, EachColumnOfAnEntryOfThePlatform)
{
    EXPECT_THAT(unnoticed("platform.audit_events", Uuid{}, 1), IsEmpty());
}

// The negative control: a column that no hash covers yet is told by its name.
TEST_F(Tampering, AColumnThatIsNewIsToldUntilItIsCovered)
{
    trail.superuser().script("alter table guild.audit_events add column place text");
    trail.superuser().script("alter table kept.events_2 add column place text");
    EXPECT_THAT(unnoticed("guild.audit_events", trail.guild(), middle), Contains("place"));
    trail.superuser().script("alter table guild.audit_events drop column place");
    trail.superuser().script("alter table kept.events_2 drop column place");
}

TEST_F(Tampering, APayloadThatRetentionDropsLeavesTheChainWhole)
{
    run("update guild.audit_events set payload = null where guild_id = $1", values(trail.guild()));
    for (auto const& said : {trail.ours(trail.guild()), trail.theirs(trail.guild())})
        EXPECT_EQ(said.verdict, 0) << said.text;
}

TEST_F(Tampering, AnEntryTakenFromTheMiddle)
{
    run("delete from guild.audit_events where guild_id = $1 and seq = $2", values(trail.guild(), middle));
    expect_named(broken, middle);
}

TEST_F(Tampering, TheFirstEntryTaken)
{
    run("delete from guild.audit_events where guild_id = $1 and seq = 1", values(trail.guild()));
    expect_named(broken, 1);
}

TEST_F(Tampering, TheEndCutOff)
{
    run("delete from guild.audit_events where guild_id = $1 and seq >= $2", values(trail.guild(), trail.last() - 1));
    expect_named(broken, trail.last() - 1);
}

TEST_F(Tampering, TheEndCutOffWithItsHead)
{
    run("delete from guild.audit_events where guild_id = $1 and seq >= $2", values(trail.guild(), trail.last() - 1));
    mend_from(trail.last() - 2);
    expect_named(cut, trail.last() - 1);
}

TEST_F(Tampering, TheWholeChainTakenAway)
{
    run("delete from guild.audit_events where guild_id = $1", values(trail.guild()));
    run("delete from platform.audit_heads where guild_id = $1", values(trail.guild()));
    auto const said = trail.ours(trail.guild());
    EXPECT_EQ(said.verdict, broken) << said.text;
    EXPECT_THAT(said.text, HasSubstr("entry 1 is gone"));
    EXPECT_THAT(trail.theirs(trail.guild()).text, HasSubstr("entry 1 is gone"));
}

TEST_F(Tampering, TwoEntriesSwapped)
{
    run("update guild.audit_events set seq = -1 where guild_id = $1 and seq = $2", values(trail.guild(), middle));
    run("update guild.audit_events set seq = $2 where guild_id = $1 and seq = $2 + 1", values(trail.guild(), middle));
    run("update guild.audit_events set seq = $2 + 1 where guild_id = $1 and seq = -1", values(trail.guild(), middle));
    expect_named(broken, middle);
}

TEST_F(Tampering, AnEntryPutIn)
{
    run("update guild.audit_events set seq = seq + 1000 where guild_id = $1 and seq >= $2", values(trail.guild(), middle));
    run("update guild.audit_events set seq = seq - 999 where guild_id = $1 and seq >= 1000", values(trail.guild()));
    run("insert into guild.audit_events select guild_id, $2::bigint, at, owner_id, on_behalf_of, spot_pos, 'customers.deleted', object, "
        "request_id, "
        "salt, payload, digest, previous, hash from guild.audit_events where guild_id = $1 and seq = $2::bigint - 1",
        values(trail.guild(), middle));
    expect_named(broken, middle);
}

TEST_F(Tampering, AnEntryPutBehindTheEnd)
{
    run("insert into guild.audit_events select guild_id, seq + 1, at, owner_id, on_behalf_of, spot_pos, action, object, request_id, salt, "
        "payload, digest, hash, hash from guild.audit_events where guild_id = $1 and seq = $2",
        values(trail.guild(), trail.last()));
    expect_named(broken, trail.last() + 1);
}

TEST_F(Tampering, AnEntryMovedToAnotherGuild)
{
    auto const end =
        trail.superuser().value<std::int64_t>("select max(seq) + 1 from guild.audit_events where guild_id = $1", values(trail.other()));
    run("update guild.audit_events set guild_id = $3, seq = $4 where guild_id = $1 and seq = $2",
        values(trail.guild(), middle, trail.other(), end));
    expect_named(broken, middle);
    expect_named(broken, end, trail.other());
}

TEST_F(Tampering, AnEntryMovedToThePlatformsTable)
{
    run("insert into platform.audit_events select e.* from guild.audit_events e where e.guild_id = $1 and e.seq = $2",
        values(trail.guild(), middle));
    run("delete from guild.audit_events where guild_id = $1 and seq = $2", values(trail.guild(), middle));
    expect_named(broken, middle);
}

TEST_F(Tampering, TheChainRewrittenFromItsFirstEntryOn)
{
    run("update guild.audit_events set owner_id = gen_random_uuid() where guild_id = $1 and seq = 1", values(trail.guild()));
    mend_from(1);
    EXPECT_EQ(trail.superuser().value<std::optional<std::int64_t>>("select wall.verify_chain($1)", values(trail.guild())), std::nullopt)
        << "whole in itself";
    expect_named(rewritten, 1);
}

TEST_F(Tampering, TheChainRewrittenFromAnEntryOnThatACheckpointDidNotSee)
{
    run("update guild.audit_events set action = 'customers.viewed' where guild_id = $1 and seq = $2", values(trail.guild(), middle));
    mend_from(middle);
    expect_named(rewritten, trail.marks()[0] + 1);
}

TEST_F(Tampering, AnOlderStateRestored)
{
    trail.restore(0);
    expect_named(cut, trail.marks()[0] + 1);
}

TEST_F(Tampering, AnOlderStateRestoredAndWorkedOnWith)
{
    trail.restore(1);
    trail.work();
    trail.work();
    expect_named(rewritten, trail.marks()[1] + 1);
}

TEST_F(Tampering, IsNamedToWhoeverHoldsAnOlderExport)
{
    auto const older = support::scratch_folder() + "/older.jsonl";
    std::filesystem::rename(trail.export_of(trail.guild()), older);
    run("update guild.audit_events set object = 'customers/none' where guild_id = $1 and seq = $2", values(trail.guild(), middle));
    mend_from(middle);
    auto const newer = trail.export_of(trail.guild());
    auto const said = by_node({older, newer});
    EXPECT_EQ(said.verdict, rewritten) << said.text;
    EXPECT_THAT(said.text, HasSubstr("entry " + std::to_string(trail.marks()[0] + 1) + " "));
    std::ifstream first(older), second(newer);
    auto const check = audit::check_export(second, {}, audit::check_export(first, {}).marks);
    EXPECT_EQ(static_cast<int>(audit::verdict_of(check.findings)), rewritten);
    EXPECT_EQ(check.findings.front().seq, trail.marks()[0] + 1);
}

}  // namespace
}  // namespace guildhall::tampering
