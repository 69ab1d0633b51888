#include "tree/listing.sql.h"
#include "tree/parts.h"
#include "tree/tree.sql.h"

namespace guildhall::tree {

namespace sql {
constexpr auto spots = db::statement<listing_text, "spots">;
constexpr auto count_spots = db::statement<listing_text, "count_spots">;
constexpr auto spot = db::statement<text, "spot">;
constexpr auto add_spot = db::statement<text, "add_spot">;
constexpr auto add_sub_spot = db::statement<text, "add_sub_spot">;
constexpr auto update_spot = db::statement<text, "update_spot">;
constexpr auto move_spot = db::statement<text, "move_spot">;
}  // namespace sql

namespace {

struct SpotById {
    Uuid spot_id;
};
constexpr auto shape_of(SpotById*)
{
    return shape("SpotById", field("spot_id", &SpotById::spot_id));
}

struct NewSpot {
    Uuid guild_id;
    std::string name;
};
constexpr auto shape_of(NewSpot*)
{
    return shape("NewSpot", field("guild_id", &NewSpot::guild_id), field("name", &NewSpot::name, length(1, 200), not_blank));
}

struct NewSubSpot {
    Uuid spot_id;
    std::string name;
};
constexpr auto shape_of(NewSubSpot*)
{
    return shape("NewSubSpot", field("spot_id", &NewSubSpot::spot_id), field("name", &NewSubSpot::name, length(1, 200), not_blank));
}

// parent_id: below which spot it goes, with all that lies in it; null: below the guild itself.
struct SpotChange {
    Uuid spot_id;
    std::optional<std::string> if_match;
    Change<std::string> name;
    Change<std::optional<Uuid>> parent_id;
};
constexpr auto shape_of(SpotChange*)
{
    return shape("SpotChange", field("spot_id", &SpotChange::spot_id), field("if_match", &SpotChange::if_match),
                 field("name", &SpotChange::name, length(1, 200), not_blank), field("parent_id", &SpotChange::parent_id));
}

Task<Page<Spot>> list(Tx& tx, AllInGuild in)
{
    return listed<Spot, sql::spots>(tx, in, in.guild_id);
}

Task<Count> count(Tx& tx, InGuild in)
{
    return tx.last_one<Count>(sql::count_spots, in.search, in.guild_id);
}

Task<Spot> by_id(Tx& tx, SpotById which)
{
    return tx.last_one<Spot>(sql::spot, which.spot_id);
}

Task<Spot> add(Tx& tx, NewSpot in)
{
    return tx.last_one<Spot>(sql::add_spot, in.guild_id, Uuid::make(), in.name);
}

Task<Spot> add_below(Tx& tx, NewSubSpot in)
{
    return tx.last_one<Spot>(sql::add_sub_spot, in.spot_id, Uuid::make(), in.name);
}

Task<Spot> change(Tx& tx, SpotChange changes)
{
    auto now = co_await tx.one<Spot>(sql::spot, changes.spot_id);
    expect_version(changes.if_match, now);
    if (changes.parent_id.given)
        now = co_await tx.one<Spot>(sql::move_spot, now.id, now.version, changes.parent_id.value);
    if (!changes.name.given)
        co_return now;
    co_return co_await tx.last_one<Spot>(sql::update_spot, now.id, now.version, given(changes.name));
}

}  // namespace

std::vector<Route> spot_routes()
{
    return {
        get("/guilds/{guild_id}/spots", "A guild's spots", needs(may_read_spots), list),
        get("/guilds/{guild_id}/spots/count", "How many spots a guild has", needs(may_read_spots), count),
        post("/guilds/{guild_id}/spots", "Make a spot", needs(may_create_spots), add),
        get("/spots/{spot_id}", "A spot", needs(may_read_spots), by_id),
        patch("/spots/{spot_id}", "Rename a spot, or move it below another one", needs(may_update_spots), change),
        post("/spots/{spot_id}/spots", "Make a spot below a spot", needs(may_create_spots), add_below),
    };
}

}  // namespace guildhall::tree
