#include "safeguards/safeguards.h"

#include "api/listing.h"
#include "safeguards/safeguards.sql.h"

namespace guildhall::safeguards {

namespace sql {
constexpr auto list = db::statement<text, "list">;
constexpr auto count = db::statement<text, "count">;
constexpr auto of_guild = db::statement<text, "of_guild">;
}  // namespace sql

namespace {

// check: which part of the examination, "tls", "backups"; what is wrong, and what mends it, in English.
struct Complaint {
    std::string check, what, remedy;
};
constexpr auto shape_of(Complaint*)
{
    return shape("Complaint", field("check", &Complaint::check), field("what", &Complaint::what), field("remedy", &Complaint::remedy));
}

struct Examination {
    Uuid id;
    std::string version;
    std::vector<Complaint> complaints;
    std::optional<Time> backup_made_at, proven_at;
    bool backup_is_proven = false;
    Time created_at;
};
constexpr auto shape_of(Examination*)
{
    using T = Examination;
    return shape("Examination", field("id", &T::id), field("version", &T::version), field("complaints", &T::complaints),
                 field("backup_made_at", &T::backup_made_at), field("proven_at", &T::proven_at),
                 field("backup_is_proven", &T::backup_is_proven), field("created_at", &T::created_at));
}

struct Filter {
    std::optional<std::string> search;  // of version and complaints
};
constexpr auto shape_of(Filter*)
{
    return shape("ExaminationFilter", field("search", &Filter::search, length(1, 200)));
}

// isolation_*: of the last check that no company sees another's; null: there was none yet, as with backups.
struct Safeguards {
    std::int64_t people = 0, people_with_second_factor = 0, open_alerts = 0, audit_entries = 0;
    std::optional<Time> isolation_checked_at;
    std::optional<std::int32_t> isolation_findings;
    std::optional<Time> backup_made_at, proven_at;
    bool backup_is_proven = false;
};
constexpr auto shape_of(Safeguards*)
{
    using T = Safeguards;
    return shape("Safeguards", field("people", &T::people), field("people_with_second_factor", &T::people_with_second_factor),
                 field("open_alerts", &T::open_alerts), field("audit_entries", &T::audit_entries),
                 field("isolation_checked_at", &T::isolation_checked_at), field("isolation_findings", &T::isolation_findings),
                 field("backup_made_at", &T::backup_made_at), field("proven_at", &T::proven_at),
                 field("backup_is_proven", &T::backup_is_proven));
}

struct OfGuild {
    Uuid guild_id;
};
constexpr auto shape_of(OfGuild*)
{
    return shape("SafeguardsOfGuild", field("guild_id", &OfGuild::guild_id));
}

Task<Page<Examination>> list(Tx& tx, List<Filter, ByTime::newest> in)
{
    return listed<Examination, sql::list>(tx, in);
}

Task<Count> count(Tx& tx, Filter in)
{
    return tx.last_one<Count>(sql::count, in.search);
}

Task<Safeguards> of_guild(Tx& tx, OfGuild which)
{
    return tx.last_one<Safeguards>(sql::of_guild, which.guild_id);
}

}  // namespace

std::vector<Route> routes()
{
    return {
        get("/examinations", "What the doctor found, the last first", needs(may_read_examinations), list),
        get("/examinations/count", "How often the doctor looked", needs(may_read_examinations), count),
        get("/guilds/{guild_id}/safeguards", "How a guild's data are kept", needs(may_read), of_guild),
    };
}

}  // namespace guildhall::safeguards
