#include "live/live.h"

#include "live/live.sql.h"

#include <limits>

namespace guildhall::live {

namespace sql {
constexpr auto where = db::statement<text, "where">;
constexpr auto since = db::statement<text, "since">;
}  // namespace sql

namespace {

// Behind more entries than these it is quicker to read anew than to hear of each.
constexpr std::int64_t most_entries = 500;

struct Asked {
    std::optional<std::int64_t> since;  // the "seq" of an earlier answer; none: from now on
    std::optional<std::string> at;      // what the reader looks at, "customers/<id>", and sees who else does
    bool editing = false;
};
constexpr auto shape_of(Asked*)
{
    return shape("EventQuery", field("since", &Asked::since, between(0, std::numeric_limits<std::int64_t>::max())),
                 field("at", &Asked::at, length(1, 100)), field("editing", &Asked::editing, or_default));
}

struct Event {
    std::string object, action;
    Uuid actor;
    std::optional<std::string> actor_name;
    Time at;
};
constexpr auto shape_of(Event*)
{
    return shape("Event", field("object", &Event::object), field("action", &Event::action), field("actor", &Event::actor),
                 field("actor_name", &Event::actor_name), field("at", &Event::at));
}

struct Looking {
    Uuid id;
    std::string name;
    bool editing = false;
};
constexpr auto shape_of(Looking*)
{
    return shape("Looking", field("id", &Looking::id), field("name", &Looking::name), field("editing", &Looking::editing));
}

// reset: too much has happened to be told one by one.
struct Events {
    std::int64_t seq = 0;
    bool reset = false;
    std::vector<Event> items;
    std::vector<Looking> others;
};
constexpr auto shape_of(Events*)
{
    return shape("Events", field("seq", &Events::seq), field("reset", &Events::reset), field("items", &Events::items),
                 field("others", &Events::others));
}

struct Where {
    Uuid guild, person;
    std::string name;
    std::int64_t head = 0;
    bool sees = false;
};
constexpr auto shape_of(Where*)
{
    return shape("Where", field("guild", &Where::guild), field("person", &Where::person), field("name", &Where::name),
                 field("head", &Where::head), field("sees", &Where::sees));
}

Task<Events> events(Tx& tx, Hub& hub, Asked asked)
{
    auto const where = co_await tx.one<Where>(sql::where, asked.at);
    Events events{.seq = where.head};
    auto const from = asked.since.value_or(where.head);
    events.reset = from > where.head || where.head - from > most_entries;
    if (!events.reset && from < where.head)
        events.items = co_await tx.rows<Event>(sql::since, from, where.head);
    auto const stream = tx.client().request_id;
    hub.stand(stream, where.guild, where.sees ? *asked.at : std::string(), {where.person, where.name, asked.editing});
    for (auto& each : hub.others(stream))
        events.others.push_back({each.person, std::move(each.name), each.editing});
    co_return events;
}

}  // namespace

std::vector<Route> routes(Hub& hub)
{
    constexpr Permission customers{"customers.read"}, estimates{"estimates.read"}, activities{"activities.read"}, products{"products.read"},
        as_it_happens{"events.read"};  // not for support: each look of its is told, and would be heard of again
    auto const all = [&hub](Tx& tx, Asked asked) -> Task<Events> { return events(tx, hub, std::move(asked)); };
    return {get("/events", "What has changed since, as it happens, and who looks at the same",
                needs(customers, {estimates, activities, products, as_it_happens}), all)};
}

}  // namespace guildhall::live
