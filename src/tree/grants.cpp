#include "tree/listing.sql.h"
#include "tree/parts.h"
#include "tree/tree.sql.h"

// Who reads a guild from above, and to whom it belongs: the standing grant, and handing a guild over.
namespace guildhall::tree {

namespace sql {
constexpr auto standing_grant = db::statement<text, "standing_grant">;
constexpr auto set_standing_grant = db::statement<text, "set_standing_grant">;
constexpr auto set_agents_work = db::statement<text, "set_agents_work">;
constexpr auto handovers = db::statement<listing_text, "handovers">;
constexpr auto count_handovers = db::statement<listing_text, "count_handovers">;
constexpr auto offer_guild = db::statement<text, "offer_guild">;
constexpr auto decide_handover = db::statement<text, "decide_handover">;
}  // namespace sql

namespace {

// works: its agents also write what their roles let them. running: the access owner's team may read the guild's records now. created_at: since when, or from when the last time.
struct StandingGrant {
    Uuid guild_id, access_owner_id;
    std::string access_owner;
    bool running = false;
    std::optional<Time> created_at, ended_at;
    bool works = false;
};
constexpr auto shape_of(StandingGrant*)
{
    return shape("StandingGrant", field("guild_id", &StandingGrant::guild_id), field("access_owner_id", &StandingGrant::access_owner_id),
                 field("access_owner", &StandingGrant::access_owner), field("running", &StandingGrant::running),
                 field("created_at", &StandingGrant::created_at), field("ended_at", &StandingGrant::ended_at),
                 field("works", &StandingGrant::works));
}

struct GrantOf {
    Uuid guild_id;
};
constexpr auto shape_of(GrantOf*)
{
    return shape("GrantOf", field("guild_id", &GrantOf::guild_id));
}

enum class HandoverState { open, accepted, declined, withdrawn, expired };
constexpr std::array<std::string_view, 5> names_of(HandoverState*)
{
    return {"open", "accepted", "declined", "withdrawn", "expired"};
}

struct Handover {
    Uuid id, guild_id;
    std::string guild;
    Uuid from_owner_id;
    std::string from_owner;
    Uuid to_owner_id;
    std::string to_owner;
    HandoverState state = HandoverState::open;
    Time ends_at, created_at;
};
constexpr auto shape_of(Handover*)
{
    return shape("Handover", field("id", &Handover::id), field("guild_id", &Handover::guild_id), field("guild", &Handover::guild),
                 field("from_owner_id", &Handover::from_owner_id), field("from_owner", &Handover::from_owner),
                 field("to_owner_id", &Handover::to_owner_id), field("to_owner", &Handover::to_owner), field("state", &Handover::state),
                 field("ends_at", &Handover::ends_at), field("created_at", &Handover::created_at));
}

struct Offer {
    Uuid guild_id, access_owner_id;
};
constexpr auto shape_of(Offer*)
{
    return shape("HandoverOffer", field("guild_id", &Offer::guild_id), field("access_owner_id", &Offer::access_owner_id));
}

struct HandoverById {
    Uuid handover_id;
};
constexpr auto shape_of(HandoverById*)
{
    return shape("HandoverById", field("handover_id", &HandoverById::handover_id));
}

using HandoverList = List<InSight, ByTime::newest>;

Task<StandingGrant> grant(Tx& tx, GrantOf which)
{
    return tx.last_one<StandingGrant>(sql::standing_grant, which.guild_id);
}

Task<StandingGrant> renew(Tx& tx, GrantOf which)
{
    return tx.last_one<StandingGrant>(sql::set_standing_grant, which.guild_id, true);
}

Task<void> end(Tx& tx, GrantOf which)
{
    co_await tx.last_one<StandingGrant>(sql::set_standing_grant, which.guild_id, false);
}

Task<StandingGrant> let_work(Tx& tx, GrantOf which)
{
    return tx.last_one<StandingGrant>(sql::set_agents_work, which.guild_id, true);
}

Task<void> let_read(Tx& tx, GrantOf which)
{
    co_await tx.last_one<StandingGrant>(sql::set_agents_work, which.guild_id, false);
}

Task<Page<Handover>> list(Tx& tx, HandoverList in)
{
    return listed<Handover, sql::handovers>(tx, in);
}

Task<Count> count(Tx& tx, InSight in)
{
    return tx.last_one<Count>(sql::count_handovers, in.search);
}

Task<Handover> offer(Tx& tx, Offer in)
{
    return tx.last_one<Handover>(sql::offer_guild, Uuid::make(), in.guild_id, in.access_owner_id);
}

Task<Handover> accept(Tx& tx, HandoverById which)
{
    return tx.last_one<Handover>(sql::decide_handover, which.handover_id, HandoverState::accepted);
}

Task<Handover> decline(Tx& tx, HandoverById which)
{
    return tx.last_one<Handover>(sql::decide_handover, which.handover_id, HandoverState::declined);
}

Task<Handover> withdraw(Tx& tx, HandoverById which)
{
    return tx.last_one<Handover>(sql::decide_handover, which.handover_id, HandoverState::withdrawn);
}

}  // namespace

std::vector<Route> grant_routes()
{
    return {
        get("/guilds/{guild_id}/standing-grant", "Whether a guild's access owner reads it", needs(may_read_standing_grants), grant),
        put("/guilds/{guild_id}/standing-grant", "Let the access owner read the guild", needs(may_update_standing_grants), renew),
        del("/guilds/{guild_id}/standing-grant", "End the access owner's reading", needs(may_update_standing_grants), end),
        put("/guilds/{guild_id}/standing-grant/work", "Let the access owner's agents work in the guild", needs(may_update_standing_grants),
            let_work),
        del("/guilds/{guild_id}/standing-grant/work", "Let them only read", needs(may_update_standing_grants), let_read),
        get("/handovers", "Guilds that are being handed over", needs(may_read_handovers), list),
        get("/handovers/count", "How many guilds are being handed over", needs(may_read_handovers), count),
        post("/guilds/{guild_id}/handovers", "Offer a guild to another access owner", needs(may_create_handovers), offer),
        post("/handovers/{handover_id}/acceptance", "Take a guild over", needs(may_decide_handovers), accept).answers(200),
        post("/handovers/{handover_id}/decline", "Decline a guild", needs(may_decide_handovers), decline).answers(200),
        post("/handovers/{handover_id}/cancellation", "Take back the offer of a guild", needs(may_decide_handovers), withdraw).answers(200),
    };
}

}  // namespace guildhall::tree
