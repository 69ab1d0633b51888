#include "tree/listing.sql.h"
#include "tree/parts.h"

// Guilds side by side, for those above them: how each is doing, never what is in it.
namespace guildhall::tree {

namespace sql {
constexpr auto portfolio = db::statement<listing_text, "portfolio">;
constexpr auto count_portfolio = db::statement<listing_text, "count_portfolio">;
}  // namespace sql

namespace {

// By how much was ever recorded there: less than ten thousand changes, than a million, or more.
enum class Size { small, medium, large };
constexpr std::array<std::string_view, 3> names_of(Size*)
{
    return {"small", "medium", "large"};
}

// people: who may work there. grants: by how many somebody above reads it. customers, estimates: for its access owner, while it may
// read the guild; null for everybody else.
struct GuildHealth {
    Uuid id;
    std::string name;
    Uuid access_owner_id;
    std::string access_owner;
    bool suspended = false;
    std::int64_t people = 0, spots = 0;
    std::optional<Time> last_seen_at;
    Size size = Size::small;
    std::int64_t grants = 0;
    std::optional<std::int64_t> customers, estimates;
    Time created_at;
};
constexpr auto shape_of(GuildHealth*)
{
    return shape("GuildHealth", field("id", &GuildHealth::id), field("name", &GuildHealth::name),
                 field("access_owner_id", &GuildHealth::access_owner_id), field("access_owner", &GuildHealth::access_owner),
                 field("suspended", &GuildHealth::suspended), field("people", &GuildHealth::people), field("spots", &GuildHealth::spots),
                 field("last_seen_at", &GuildHealth::last_seen_at), field("size", &GuildHealth::size),
                 field("grants", &GuildHealth::grants), field("customers", &GuildHealth::customers),
                 field("estimates", &GuildHealth::estimates), field("created_at", &GuildHealth::created_at));
}

struct PortfolioFilter {
    std::optional<std::string> search;
    std::optional<Uuid> access_owner_id;
};
constexpr auto shape_of(PortfolioFilter*)
{
    return shape("PortfolioFilter", field("search", &PortfolioFilter::search, length(1, 200)),
                 field("access_owner_id", &PortfolioFilter::access_owner_id));
}
using PortfolioList = List<PortfolioFilter, ByName::name>;

Task<Page<GuildHealth>> list(Tx& tx, PortfolioList in)
{
    return listed<GuildHealth, sql::portfolio>(tx, in, in.access_owner_id);
}

Task<Count> count(Tx& tx, PortfolioFilter in)
{
    return tx.last_one<Count>(sql::count_portfolio, in.search, in.access_owner_id);
}

}  // namespace

std::vector<Route> portfolio_routes()
{
    return {
        get("/portfolio", "How the guilds below are doing", needs(may_read_portfolio), list),
        get("/portfolio/count", "How many guilds are below", needs(may_read_portfolio), count),
    };
}

}  // namespace guildhall::tree
