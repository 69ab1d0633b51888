#include "tree/listing.sql.h"
#include "tree/parts.h"
#include "tree/tree.sql.h"

// An access owner goes from one moderator to another, by the consent of both (migration 0112).
namespace guildhall::tree {

namespace sql {
constexpr auto owner_handovers = db::statement<listing_text, "owner_handovers">;
constexpr auto count_owner_handovers = db::statement<listing_text, "count_owner_handovers">;
constexpr auto offer_owner = db::statement<text, "offer_owner">;
constexpr auto decide_owner_handover = db::statement<text, "decide_owner_handover">;
}  // namespace sql

namespace {

inline constexpr Permission may_read{"owner_handovers.read"}, may_offer{"owner_handovers.create"}, may_decide{"owner_handovers.decide"};

enum class State { open, accepted, declined, withdrawn, expired };
constexpr std::array<std::string_view, 5> names_of(State*)
{
    return {"open", "accepted", "declined", "withdrawn", "expired"};
}

struct OwnerHandover {
    Uuid id, access_owner_id;
    std::string access_owner;
    Uuid from_account_id;
    std::string from_name;
    Uuid to_account_id;
    std::string to_name;
    State state = State::open;
    Time ends_at, created_at;
};
constexpr auto shape_of(OwnerHandover*)
{
    return shape("OwnerHandover", field("id", &OwnerHandover::id), field("access_owner_id", &OwnerHandover::access_owner_id),
                 field("access_owner", &OwnerHandover::access_owner), field("from_account_id", &OwnerHandover::from_account_id),
                 field("from_name", &OwnerHandover::from_name), field("to_account_id", &OwnerHandover::to_account_id),
                 field("to_name", &OwnerHandover::to_name), field("state", &OwnerHandover::state),
                 field("ends_at", &OwnerHandover::ends_at), field("created_at", &OwnerHandover::created_at));
}

// moderator_id: the account of the moderator, or admin, that it is offered to.
struct OwnerOffer {
    Uuid access_owner_id, moderator_id;
};
constexpr auto shape_of(OwnerOffer*)
{
    return shape("OwnerOffer", field("access_owner_id", &OwnerOffer::access_owner_id), field("moderator_id", &OwnerOffer::moderator_id));
}

struct OwnerHandoverById {
    Uuid owner_handover_id;
};
constexpr auto shape_of(OwnerHandoverById*)
{
    return shape("OwnerHandoverById", field("owner_handover_id", &OwnerHandoverById::owner_handover_id));
}

Task<Page<OwnerHandover>> list(Tx& tx, List<InSight, ByTime::newest> in)
{
    return listed<OwnerHandover, sql::owner_handovers>(tx, in);
}

Task<Count> count(Tx& tx, InSight in)
{
    return tx.last_one<Count>(sql::count_owner_handovers, in.search);
}

Task<OwnerHandover> offer(Tx& tx, OwnerOffer in)
{
    return tx.last_one<OwnerHandover>(sql::offer_owner, Uuid::make(), in.access_owner_id, in.moderator_id);
}

Task<OwnerHandover> accept(Tx& tx, OwnerHandoverById which)
{
    return tx.last_one<OwnerHandover>(sql::decide_owner_handover, which.owner_handover_id, State::accepted);
}

Task<OwnerHandover> decline(Tx& tx, OwnerHandoverById which)
{
    return tx.last_one<OwnerHandover>(sql::decide_owner_handover, which.owner_handover_id, State::declined);
}

Task<OwnerHandover> withdraw(Tx& tx, OwnerHandoverById which)
{
    return tx.last_one<OwnerHandover>(sql::decide_owner_handover, which.owner_handover_id, State::withdrawn);
}

}  // namespace

std::vector<Route> owner_handover_routes()
{
    return {
        get("/owner-handovers", "Access owners that are being handed over", needs(may_read), list),
        get("/owner-handovers/count", "How many access owners are being handed over", needs(may_read), count),
        post("/access-owners/{access_owner_id}/handovers", "Offer an access owner to another moderator", needs(may_offer), offer),
        post("/owner-handovers/{owner_handover_id}/acceptance", "Take an access owner over", needs(may_decide), accept).answers(200),
        post("/owner-handovers/{owner_handover_id}/decline", "Decline an access owner", needs(may_decide), decline).answers(200),
        post("/owner-handovers/{owner_handover_id}/cancellation", "Take back the offer of an access owner", needs(may_decide), withdraw)
            .answers(200),
    };
}

}  // namespace guildhall::tree
