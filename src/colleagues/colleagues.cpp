#include "colleagues/colleagues.h"

#include "api/listing.h"
#include "colleagues/colleagues.sql.h"
#include "customers/customers.h"

namespace guildhall::colleagues {

namespace sql {
constexpr auto list = db::statement<text, "list">;
constexpr auto count = db::statement<text, "count">;
}  // namespace sql

namespace {

// Somebody who works where the reader sees customers: the owners of what it sees, and those to whom it may give work.
struct Colleague {
    Uuid id;  // the account's
    std::string name, role;
    std::optional<Uuid> spot_id;
    std::optional<std::string> spot;
    Time created_at;
};
constexpr auto shape_of(Colleague*)
{
    return shape("Colleague", field("id", &Colleague::id), field("name", &Colleague::name), field("role", &Colleague::role),
                 field("spot_id", &Colleague::spot_id), field("spot", &Colleague::spot), field("created_at", &Colleague::created_at));
}

struct Filter {
    std::optional<std::string> search;  // parts of words of the name
};
constexpr auto shape_of(Filter*)
{
    return shape("ColleagueFilter", field("search", &Filter::search, length(1, 200)));
}

Task<Page<Colleague>> list(Tx& tx, List<Filter, ByName::name> in)
{
    return listed<Colleague, sql::list>(tx, in);
}

Task<Count> count(Tx& tx, Filter in)
{
    return tx.last_one<Count>(sql::count, in.search);
}

}  // namespace

std::vector<Route> routes()
{
    return {
        get("/colleagues", "Who works where one reads, by name", needs(customers::may_read), list),
        get("/colleagues/count", "How many work there", needs(customers::may_read), count),
    };
}

}  // namespace guildhall::colleagues
