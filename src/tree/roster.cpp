#include "tree/listing.sql.h"
#include "tree/parts.h"
#include "tree/tree.sql.h"

// Everybody of a guild in one list, and moving somebody into another spot.
namespace guildhall::tree {

namespace sql {
constexpr auto people = db::statement<listing_text, "people">;
constexpr auto count_people = db::statement<listing_text, "count_people">;
constexpr auto move_person = db::statement<text, "move_person">;
constexpr auto move_activities = db::statement<text, "move_activities">;
constexpr auto person = db::statement<text, "person">;
constexpr auto give_role_set = db::statement<text, "give_role_set">;
}  // namespace sql

namespace {

// Somebody at a place: `id` is the membership's, `version` the account's.
struct Member {
    Uuid id, account_id;
    std::string email, name, language, role;
    std::optional<Uuid> spot_id;
    std::optional<std::string> spot;
    bool can_create_customers = false, suspended = false, second_factor = false;
    std::optional<Time> last_seen_at;
    std::int32_t version = 1;
    Time created_at;
    std::optional<Uuid> role_set_id;  // none: what the built-in role may do
    std::optional<std::string> role_set;
};
constexpr auto shape_of(Member*)
{
    return shape("Member", field("id", &Member::id), field("account_id", &Member::account_id), field("email", &Member::email),
                 field("name", &Member::name), field("language", &Member::language), field("role", &Member::role),
                 field("spot_id", &Member::spot_id), field("spot", &Member::spot),
                 field("can_create_customers", &Member::can_create_customers), field("suspended", &Member::suspended),
                 field("second_factor", &Member::second_factor), field("last_seen_at", &Member::last_seen_at),
                 field("version", &Member::version), field("created_at", &Member::created_at), field("role_set_id", &Member::role_set_id),
                 field("role_set", &Member::role_set));
}

struct PeopleFilter {
    Uuid guild_id;
    std::optional<std::string> search;
    std::optional<Uuid> spot_id;
};
constexpr auto shape_of(PeopleFilter*)
{
    return shape("PeopleFilter", field("guild_id", &PeopleFilter::guild_id), field("search", &PeopleFilter::search, length(1, 200)),
                 field("spot_id", &PeopleFilter::spot_id));
}
using PeopleList = List<PeopleFilter, ByName::name>;

struct NewSpotOfMember {
    Uuid membership_id, spot_id;
};
constexpr auto shape_of(NewSpotOfMember*)
{
    return shape("NewSpotOfMember", field("membership_id", &NewSpotOfMember::membership_id), field("spot_id", &NewSpotOfMember::spot_id));
}

struct RoleSetOfMember {
    Uuid membership_id, role_set_id;
};
constexpr auto shape_of(RoleSetOfMember*)
{
    return shape("RoleSetOfMember", field("membership_id", &RoleSetOfMember::membership_id),
                 field("role_set_id", &RoleSetOfMember::role_set_id));
}

struct MembershipById {
    Uuid membership_id;
};
constexpr auto shape_of(MembershipById*)
{
    return shape("MembershipById", field("membership_id", &MembershipById::membership_id));
}

struct Moved {
    Uuid account_id, spot_id;
    std::int64_t spot_pos = 0;
    Uuid left_spot_id;
};
constexpr auto shape_of(Moved*)
{
    return shape("Moved", field("account_id", &Moved::account_id), field("spot_id", &Moved::spot_id), field("spot_pos", &Moved::spot_pos),
                 field("left_spot_id", &Moved::left_spot_id));
}

Task<Page<Member>> list(Tx& tx, PeopleList in)
{
    return listed<Member, sql::people>(tx, in, in.guild_id, in.spot_id);
}

Task<Count> count(Tx& tx, PeopleFilter in)
{
    return tx.last_one<Count>(sql::count_people, in.search, in.guild_id, in.spot_id);
}

Task<Member> move(Tx& tx, NewSpotOfMember in)
{
    auto const moved = co_await tx.one<Moved>(sql::move_person, in.membership_id, in.spot_id);
    tx.send(sql::move_activities, moved.account_id, moved.spot_id, moved.spot_pos, moved.left_spot_id);
    co_return co_await tx.last_one<Member>(sql::person, in.membership_id);
}

Task<Member> give_role_set(Tx& tx, RoleSetOfMember in)
{
    return tx.last_one<Member>(sql::give_role_set, in.membership_id, std::optional<Uuid>(in.role_set_id));
}

Task<void> take_role_set(Tx& tx, MembershipById which)
{
    co_await tx.last_one<Member>(sql::give_role_set, which.membership_id, std::optional<Uuid>());
}

}  // namespace

std::vector<Route> roster_routes()
{
    return {
        get("/guilds/{guild_id}/people", "Everybody of a guild", needs(may_read_builders), list),
        get("/guilds/{guild_id}/people/count", "How many people a guild has", needs(may_read_builders), count),
        put("/memberships/{membership_id}/spot", "Move somebody into another spot", needs(may_move_people), move),
        put("/memberships/{membership_id}/role-set", "Give somebody a role of the guild's own", needs(may_give_role_sets), give_role_set),
        del("/memberships/{membership_id}/role-set", "Let somebody do what the built-in role may", needs(may_give_role_sets),
            take_role_set),
    };
}

}  // namespace guildhall::tree
