#include "role_sets/explanations.sql.h"
#include "role_sets/role_sets.h"

// May somebody do something, and why: answered by what enforces it (migration 0090).
namespace guildhall::role_sets {

namespace sql {
constexpr auto explain = db::statement<explanations_text, "explain">;
}  // namespace sql

namespace {

enum class ReasonName {
    account,
    second_factor,
    membership,
    access_owner,
    guild,
    standing_grant,
    support_grant,
    assignment,
    agents_work,
    role,
    role_set,
    scope,
    owner,
    spot,
    record
};
constexpr std::array<std::string_view, 15> names_of(ReasonName*)
{
    return {"account",     "second_factor", "membership", "access_owner", "guild", "standing_grant", "support_grant", "assignment",
            "agents_work", "role",          "role_set",   "scope",        "owner", "spot",           "record"};
}

// One thing that it hangs on. name: whose or which; of a role the word of the API.
struct Reason {
    ReasonName reason = ReasonName::account;
    bool holds = false;
    std::optional<std::string> name;
    std::optional<Scope> scope;
};
constexpr auto shape_of(Reason*)
{
    return shape("Reason", field("reason", &Reason::reason), field("holds", &Reason::holds), field("name", &Reason::name),
                 field("scope", &Reason::scope));
}

// allowed: all of the reasons hold. They are in the order in which one would look.
struct Explanation {
    Uuid membership_id;
    std::string permission;
    bool allowed = false;
    std::vector<Reason> reasons;
};
constexpr auto shape_of(Explanation*)
{
    return shape("Explanation", field("membership_id", &Explanation::membership_id), field("permission", &Explanation::permission),
                 field("allowed", &Explanation::allowed), field("reasons", &Explanation::reasons));
}

// membership_id: whose; one's own if it is left out. record_id: of what the permission is about, or of nothing in particular.
struct Question {
    std::string permission;
    std::optional<Uuid> membership_id, record_id;
};
constexpr auto shape_of(Question*)
{
    return shape("RightsQuestion", field("permission", &Question::permission, length(1, 100)),
                 field("membership_id", &Question::membership_id), field("record_id", &Question::record_id));
}

Task<Explanation> explain(Tx& tx, Question asked)
{
    return tx.last_one<Explanation>(sql::explain, asked.membership_id, asked.permission, asked.record_id);
}

}  // namespace

std::vector<Route> explanation_routes()
{
    return {get("/explanations", "Whether somebody may do something, and why", needs(may_ask), explain)};
}

}  // namespace guildhall::role_sets
