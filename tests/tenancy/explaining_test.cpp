// What is said about somebody's rights is what happens: random people, permissions and records, while rights are given and taken.
#include <gmock/gmock.h>

#include <map>

#include "tenancy/random_rights.h"

namespace guildhall::tenancy {
namespace {

using db::values;

struct Case {
    Holder holder;
    std::string permission;
    std::optional<Target> record;
};

struct Said {
    bool allowed = false;
    std::string why;
};

// One connection as guildhall_app, on which everybody enters in turn.
class Trial {
public:
    explicit Trial(RandomRights& world) : world_(world), session_(world.url()) {}

    // Really entering, reading and writing.
    bool is_let(Case const& each)
    {
        bool const reads = each.permission.ends_with(".read");
        if (!enters(each.holder.membership, {each.permission}, reads))
            return false;
        bool done = true;
        if (each.record) {
            std::string const table = "guild." + each.record->things;
            auto const statement = reads ? "select id from " + table + " where id = $1"
                                         : "update " + table + " set updated_at = updated_at where id = $1 returning id";
            done = !session_.run(statement, values(each.record->id)).empty();
        }
        session_.run("rollback");
        return done;
    }

    // As this membership is told; nothing where it cannot ask at all.
    std::optional<Said> is_told(Uuid asker, Case const& each)
    {
        if (!enters(asker, {"accounts.read"}, true))
            return {};
        Said said;
        try {
            auto const record = each.record ? std::optional(each.record->id) : std::nullopt;
            auto const rows = session_.run("select allowed, reasons::text from wall.explain($1, $2, $3)",
                                           values(each.holder.membership, each.permission, record));
            said = {rows[0].get<bool>(0), rows[0].get<std::string>(1)};
        } catch (db::Error const& error) {
            if (error.sqlstate != "GH422" || error.what() != std::string("is nothing that you see"))
                throw;
            said.why = "out of sight";
        }
        session_.run("rollback");
        return said;
    }

private:
    bool enters(Uuid membership, std::vector<std::string> const& permissions, bool read_only)
    try {
        session_.run("begin");
        session_.run("select wall.enter($1, $2, $3, $4)", values(secret_of(membership), permissions, read_only, Uuid::make()));
        return true;
    } catch (db::Error const& error) {
        if (error.sqlstate != "GH401" && error.sqlstate != "GH403" && error.sqlstate != "GH425")
            throw;
        session_.run("rollback");
        return false;
    }

    RandomRights& world_;
    db::Session session_;
};

// Which reason is the first that does not hold, as it stands in the JSON.
std::string first_hindrance(Said const& said)
{
    auto const at = said.why.find("\"holds\": false");
    if (at == said.why.npos)
        return said.why.starts_with('[') ? "none" : said.why;
    auto const from = said.why.find("\"reason\": \"", at) + 11;
    return said.why.substr(from, said.why.find('"', from) - from);
}

TEST(Explaining, SaysWhatIsEnforcedInTenThousandRandomCases)
{
    RandomRights world(20261122);
    Trial trial(world);
    std::map<std::string, int> outcomes;
    for (int round = 0; round < 10'000; ++round) {
        if (round % 40 == 0)
            world.let_something_happen();
        Case each{world.somebody(), world.some_permission(), {}};
        each.record = world.some_record(each.permission.substr(0, each.permission.find('.')), each.holder.guild);
        auto said = trial.is_told(world.below(3) == 0 ? each.holder.membership : world.judge_of(each.holder), each);
        if (!said || (world.judge_of(each.holder) == world.admin() && each.record)) {
            each.record.reset();  // an admin sees no records; about the rest it may always ask
            said = trial.is_told(world.admin(), each);
        }
        ASSERT_EQ(said->allowed, trial.is_let(each))
            << "round " << round << ": " << each.holder.role << " " << each.holder.membership.text() << " " << each.permission << " "
            << (each.record ? each.record->id.text() : "nothing in particular") << ": " << said->why;
        ++outcomes[(each.record ? "record, " : "nothing, ") + first_hindrance(*said)];
    }
    for (auto const& [outcome, count] : outcomes)
        std::printf("%6d %s\n", count, outcome.c_str());
    for (std::string const expected :
         {"record, none", "record, out of sight", "record, owner", "record, spot", "nothing, none", "nothing, role", "nothing, role_set",
          "nothing, membership", "nothing, support_grant", "nothing, second_factor", "nothing, assignment", "nothing, agents_work"})
        EXPECT_GT(outcomes[expected], 10) << expected;
}

}  // namespace
}  // namespace guildhall::tenancy
