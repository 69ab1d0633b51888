#include "alerts/alerts.h"

#include <array>

#include "alerts/alerts.sql.h"
#include "api/listing.h"

namespace guildhall::alerts {

namespace sql {
constexpr auto list = db::statement<text, "list">;
constexpr auto count = db::statement<text, "count">;
constexpr auto see = db::statement<text, "see">;
constexpr auto platform_list = db::statement<text, "platform_list">;
constexpr auto platform_count = db::statement<text, "platform_count">;
}  // namespace sql

namespace {

enum class Level { notice, warning, critical };
constexpr std::array<std::string_view, 3> names_of(Level*)
{
    return {"notice", "warning", "critical"};
}

// rule: its name, of which the app knows the words. account: whom it is about; address: from where. amount: how much of it came
// together between first_at and last_at.
struct Alert {
    Uuid id;
    std::string rule;
    Level level = Level::notice;
    std::optional<Uuid> account_id;
    std::optional<std::string> account_name, address;
    std::int64_t amount = 0;
    Time first_at, last_at, created_at;
    std::optional<Time> seen_at;
    std::optional<Uuid> seen_by;
};
constexpr auto shape_of(Alert*)
{
    using T = Alert;
    return shape("Alert", field("id", &T::id), field("rule", &T::rule), field("level", &T::level), field("account_id", &T::account_id),
                 field("account_name", &T::account_name), field("address", &T::address), field("amount", &T::amount),
                 field("first_at", &T::first_at), field("last_at", &T::last_at), field("created_at", &T::created_at),
                 field("seen_at", &T::seen_at), field("seen_by", &T::seen_by));
}

// For who runs the installation: in which guild, and not whom it is about. No guild: in none.
struct PlatformAlert {
    Uuid id;
    std::optional<Uuid> guild_id;
    std::optional<std::string> guild_name;
    std::string rule;
    Level level = Level::notice;
    std::int64_t amount = 0;
    Time first_at, last_at, created_at;
    std::optional<Time> seen_at;
};
constexpr auto shape_of(PlatformAlert*)
{
    using T = PlatformAlert;
    return shape("PlatformAlert", field("id", &T::id), field("guild_id", &T::guild_id), field("guild_name", &T::guild_name),
                 field("rule", &T::rule), field("level", &T::level), field("amount", &T::amount), field("first_at", &T::first_at),
                 field("last_at", &T::last_at), field("created_at", &T::created_at), field("seen_at", &T::seen_at));
}

// seen: only those that somebody has looked at, or only the others.
struct Filter {
    std::optional<std::string> search;  // parts of words
    std::optional<bool> seen;
};
constexpr auto shape_of(Filter*)
{
    return shape("AlertFilter", field("search", &Filter::search, length(1, 200)), field("seen", &Filter::seen));
}

struct AlertById {
    Uuid alert_id;
};
constexpr auto shape_of(AlertById*)
{
    return shape("AlertById", field("alert_id", &AlertById::alert_id));
}

using AlertList = List<Filter, ByTime::newest>;

Task<Page<Alert>> list(Tx& tx, AlertList in)
{
    return listed<Alert, sql::list>(tx, in, in.seen);
}

Task<Count> count(Tx& tx, Filter in)
{
    return tx.last_one<Count>(sql::count, in.search, in.seen);
}

Task<void> see(Tx& tx, AlertById which)
{
    tx.send(sql::see, which.alert_id);
    co_return;
}

Task<Page<PlatformAlert>> platform_list(Tx& tx, AlertList in)
{
    return listed<PlatformAlert, sql::platform_list>(tx, in, in.seen);
}

Task<Count> platform_count(Tx& tx, Filter in)
{
    return tx.last_one<Count>(sql::platform_count, in.search, in.seen);
}

}  // namespace

std::vector<Route> routes()
{
    return {
        get("/alerts", "What somebody should look at, newest first", needs(may_read), list),
        get("/alerts/count", "How much somebody should look at", needs(may_read), count),
        put("/alerts/{alert_id}/seen", "Somebody has looked at it", needs(may_update), see),
        get("/platform-alerts", "In which guilds somebody should look at something", needs(may_read_platform), platform_list),
        get("/platform-alerts/count", "How much there is to look at", needs(may_read_platform), platform_count),
    };
}

}  // namespace guildhall::alerts
