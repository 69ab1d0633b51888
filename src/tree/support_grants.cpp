#include "tree/listing.sql.h"
#include "tree/parts.h"
#include "tree/tree.sql.h"

// A guild lets those above it look at its records for a while: asked by them, or of itself. Entering tells each look in both trails
// (migration 0111).
namespace guildhall::tree {

namespace sql {
constexpr auto support_grants = db::statement<listing_text, "support_grants">;
constexpr auto count_support_grants = db::statement<listing_text, "count_support_grants">;
constexpr auto ask_for_support = db::statement<text, "ask_for_support">;
constexpr auto add_support_grant = db::statement<text, "add_support_grant">;
constexpr auto give_support_grant = db::statement<text, "give_support_grant">;
constexpr auto end_support_grant = db::statement<text, "end_support_grant">;
}  // namespace sql

namespace {

inline constexpr Permission may_read{"support_grants.read"}, may_ask{"support_grants.ask"}, may_give{"support_grants.create"},
    may_end{"support_grants.delete"};

enum class GrantState { asked, running, ended, declined, withdrawn, expired };
constexpr std::array<std::string_view, 6> names_of(GrantState*)
{
    return {"asked", "running", "ended", "declined", "withdrawn", "expired"};
}

// membership_id: what the caller may act as to look in, while it runs. asked_by, given_by: names; asked_by is null if nobody asked.
struct SupportGrant {
    Uuid id, guild_id;
    std::string guild, reason;
    std::int32_t hours = 0;
    GrantState state = GrantState::asked;
    std::optional<Uuid> asked_by_id;
    std::optional<std::string> asked_by, given_by;
    std::optional<Time> given_at, ends_at, ended_at;
    std::optional<Uuid> membership_id;
    Time created_at;
};
constexpr auto shape_of(SupportGrant*)
{
    return shape("SupportGrant", field("id", &SupportGrant::id), field("guild_id", &SupportGrant::guild_id),
                 field("guild", &SupportGrant::guild), field("reason", &SupportGrant::reason), field("hours", &SupportGrant::hours),
                 field("state", &SupportGrant::state), field("asked_by_id", &SupportGrant::asked_by_id),
                 field("asked_by", &SupportGrant::asked_by), field("given_by", &SupportGrant::given_by),
                 field("given_at", &SupportGrant::given_at), field("ends_at", &SupportGrant::ends_at),
                 field("ended_at", &SupportGrant::ended_at), field("membership_id", &SupportGrant::membership_id),
                 field("created_at", &SupportGrant::created_at));
}

struct NewSupportGrant {
    Uuid guild_id;
    std::string reason;
    std::int32_t hours = 24;
};
constexpr auto shape_of(NewSupportGrant*)
{
    return shape("NewSupportGrant", field("guild_id", &NewSupportGrant::guild_id),
                 field("reason", &NewSupportGrant::reason, length(1, 500), not_blank),
                 field("hours", &NewSupportGrant::hours, or_default, between(1, 72)));
}

// hours: for longer or shorter than was asked for.
struct GivenSupport {
    Uuid support_grant_id;
    std::optional<std::int32_t> hours;
};
constexpr auto shape_of(GivenSupport*)
{
    return shape("GivenSupport", field("support_grant_id", &GivenSupport::support_grant_id),
                 field("hours", &GivenSupport::hours, between(1, 72)));
}

struct SupportGrantFilter {
    std::optional<std::string> search;  // parts of words of the guild's name and of the reason
    std::optional<Uuid> guild_id;
};
constexpr auto shape_of(SupportGrantFilter*)
{
    return shape("SupportGrantFilter", field("search", &SupportGrantFilter::search, length(1, 200)),
                 field("guild_id", &SupportGrantFilter::guild_id));
}

struct SupportGrantById {
    Uuid support_grant_id;
};
constexpr auto shape_of(SupportGrantById*)
{
    return shape("SupportGrantById", field("support_grant_id", &SupportGrantById::support_grant_id));
}

Task<Page<SupportGrant>> list(Tx& tx, List<SupportGrantFilter, ByTime::newest> in)
{
    return listed<SupportGrant, sql::support_grants>(tx, in, in.guild_id);
}

Task<Count> count(Tx& tx, SupportGrantFilter in)
{
    return tx.last_one<Count>(sql::count_support_grants, in.search, in.guild_id);
}

Task<SupportGrant> add(Tx& tx, NewSupportGrant in)
{
    return tx.last_one<SupportGrant>(sql::add_support_grant, Uuid::make(), in.guild_id, in.reason, in.hours);
}

Task<SupportGrant> ask(Tx& tx, NewSupportGrant in)
{
    return tx.last_one<SupportGrant>(sql::ask_for_support, Uuid::make(), in.guild_id, in.reason, in.hours);
}

Task<SupportGrant> give(Tx& tx, GivenSupport in)
{
    return tx.last_one<SupportGrant>(sql::give_support_grant, in.support_grant_id, in.hours);
}

Task<void> end(Tx& tx, SupportGrantById which)
{
    co_await tx.last_one<bool>(sql::end_support_grant, which.support_grant_id);
}

}  // namespace

std::vector<Route> support_grant_routes()
{
    return {
        get("/support-grants", "By what support looks into guilds, newest first", needs(may_read), list),
        get("/support-grants/count", "How many there are and were", needs(may_read), count),
        post("/guilds/{guild_id}/support-requests", "Ask a guild to let oneself look into it", needs(may_ask), ask),
        post("/guilds/{guild_id}/support-grants", "Let support look into the guild for some hours", needs(may_give), add),
        post("/support-grants/{support_grant_id}/acceptance", "Let support look in as it has asked", needs(may_give), give).answers(200),
        del("/support-grants/{support_grant_id}", "End it at once, decline it, or take it back", needs(may_end), end),
    };
}

}  // namespace guildhall::tree
