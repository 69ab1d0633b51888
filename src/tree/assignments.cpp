#include "tree/agencies.sql.h"
#include "tree/new_account.h"
#include "tree/parts.h"
#include "tree/tree.sql.h"

// Agents: people of an access owner's who work in the guilds of a group by one of its roles; and what a guild sees of its agency.
namespace guildhall::tree {

namespace sql {
constexpr auto assignments = db::statement<agencies_text, "assignments">;
constexpr auto count_assignments = db::statement<agencies_text, "count_assignments">;
constexpr auto assign = db::statement<agencies_text, "assign">;
constexpr auto unassign = db::statement<agencies_text, "unassign">;
constexpr auto agents = db::statement<agencies_text, "agents">;
constexpr auto count_agents = db::statement<agencies_text, "count_agents">;
}  // namespace sql

namespace {

inline constexpr Permission may_read{"assignments.read"}, may_create{"assignments.create"}, may_delete{"assignments.delete"};
inline constexpr Permission may_read_agents{"agents.read"};

struct Assignment {
    Uuid id, access_owner_id, account_id;
    std::string name, email;
    Uuid team_role_id;
    std::string team_role;
    Uuid guild_group_id;
    std::string guild_group;
    Time created_at;
};
constexpr auto shape_of(Assignment*)
{
    return shape("Assignment", field("id", &Assignment::id), field("access_owner_id", &Assignment::access_owner_id),
                 field("account_id", &Assignment::account_id), field("name", &Assignment::name), field("email", &Assignment::email),
                 field("team_role_id", &Assignment::team_role_id), field("team_role", &Assignment::team_role),
                 field("guild_group_id", &Assignment::guild_group_id), field("guild_group", &Assignment::guild_group),
                 field("created_at", &Assignment::created_at));
}

// team_role_id: a role of the access owner's own. Somebody new comes with a first password,
// or is invited by mail; who is of the agency's already is known by the address.
struct NewAssignment {
    Uuid access_owner_id, team_role_id, guild_group_id;
    std::string email, name;
    std::optional<std::string> password, language;
};
constexpr auto shape_of(NewAssignment*)
{
    return shape("NewAssignment", field("access_owner_id", &NewAssignment::access_owner_id),
                 field("team_role_id", &NewAssignment::team_role_id), field("guild_group_id", &NewAssignment::guild_group_id),
                 field("email", &NewAssignment::email, email), field("name", &NewAssignment::name, length(1, 200), not_blank),
                 field("password", &NewAssignment::password), field("language", &NewAssignment::language, language_tag));
}

struct Assigned {
    Person person;
    Uuid team_role_id, guild_group_id;
};

struct AssignmentById {
    Uuid assignment_id;
};
constexpr auto shape_of(AssignmentById*)
{
    return shape("AssignmentById", field("assignment_id", &AssignmentById::assignment_id));
}

// suspended: cannot act in the guild now. id: the membership's.
struct Agent {
    Uuid id, account_id;
    std::string name, email;
    std::vector<std::string> team_roles;
    bool suspended = false;
    std::optional<Time> last_seen_at;
    Time created_at;
};
constexpr auto shape_of(Agent*)
{
    return shape("Agent", field("id", &Agent::id), field("account_id", &Agent::account_id), field("name", &Agent::name),
                 field("email", &Agent::email), field("team_roles", &Agent::team_roles), field("suspended", &Agent::suspended),
                 field("last_seen_at", &Agent::last_seen_at), field("created_at", &Agent::created_at));
}

Task<Page<Assignment>> list(Tx& tx, AllInAccessOwner in)
{
    return listed<Assignment, sql::assignments>(tx, in, in.access_owner_id);
}

Task<Count> count(Tx& tx, InAccessOwner in)
{
    return tx.last_one<Count>(sql::count_assignments, in.search, in.access_owner_id);
}

Task<Assigned> ready(identity::Services& services, Loop& loop, NewAssignment in)
{
    NewAccount account{in.email, in.name, in.password, in.language, {}};
    auto person = co_await person_of(services, loop, in.access_owner_id, std::move(account));
    co_return Assigned{std::move(person), in.team_role_id, in.guild_group_id};
}

Task<Assignment> assign(Tx& tx, Assigned in)
{
    auto const& person = in.person;
    return tx.last_one<Assignment>(sql::assign, Uuid::make(), person.place, person.account, person.email, person.name, person.language,
                                   person.password_hash, in.team_role_id, in.guild_group_id);
}

Task<void> unassign(Tx& tx, AssignmentById which)
{
    co_await tx.last_one<bool>(sql::unassign, which.assignment_id);
}

Task<Page<Agent>> agents(Tx& tx, AllInGuild in)
{
    return listed<Agent, sql::agents>(tx, in, in.guild_id);
}

Task<Count> count_agents(Tx& tx, InGuild in)
{
    return tx.last_one<Count>(sql::count_agents, in.search, in.guild_id);
}

}  // namespace

std::vector<Route> assignment_routes(identity::Services& services)
{
    auto prepare = [&services](Loop& loop, NewAssignment in) { return ready(services, loop, std::move(in)); };
    return {
        get("/access-owners/{access_owner_id}/assignments", "Who works in which guilds for an agency, and as what", needs(may_read), list),
        get("/access-owners/{access_owner_id}/assignments/count", "How many such assignments", needs(may_read), count),
        post("/access-owners/{access_owner_id}/assignments", "Have somebody work in a group's guilds by a role", needs(may_create),
             prepared(prepare, assign)),
        del("/assignments/{assignment_id}", "Take an assignment back", needs(may_delete), unassign),
        get("/guilds/{guild_id}/agents", "Who works in a guild for its access owner", needs(may_read_agents), agents),
        get("/guilds/{guild_id}/agents/count", "How many work in a guild for its access owner", needs(may_read_agents), count_agents),
    };
}

}  // namespace guildhall::tree
