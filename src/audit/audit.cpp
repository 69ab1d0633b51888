#include "audit/audit.h"

#include <charconv>

#include "api/page.h"
#include "audit/audit.sql.h"

namespace guildhall::audit {

namespace sql {
constexpr auto newest = db::statement<text, "newest">;
}

namespace {

// from: the first moment; to: the moment before which.
struct ListInput {
    std::int32_t limit = 50;
    std::optional<std::string> after, object, action;
    std::optional<Uuid> actor;
    std::optional<Time> from, to;
};
constexpr auto shape_of(ListInput*)
{
    return shape("AuditList", field("limit", &ListInput::limit, or_default, between(1, 200)), field("after", &ListInput::after),
                 field("object", &ListInput::object, length(1, 300)), field("action", &ListInput::action, length(1, 100)),
                 field("actor", &ListInput::actor), field("from", &ListInput::from), field("to", &ListInput::to));
}

constexpr std::string_view sort = "-seq";

std::optional<std::int64_t> place_of(std::optional<std::string> const& after)
{
    auto const key = Cursor::read(after, sort, {KeyPart::text});
    if (!key)
        return {};
    std::int64_t seq = 0;
    auto const& text = key->front();
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), seq);
    if (error != std::errc() || end != text.data() + text.size())
        throw Failure(Problem::malformed, {}, {{"after", "is not a place in this list"}});
    return seq;
}

Task<Page<Event>> list(Tx& tx, ListInput in)
{
    auto const place = place_of(in.after);
    auto rows = co_await tx.last_rows<Event>(sql::newest, place, in.object, in.actor, in.action, in.from, in.to, in.limit);
    co_return page_of(std::move(rows), in.limit, sort,
                      [](Event const& last) { return std::vector<std::string>{std::to_string(last.seq)}; });
}

}  // namespace

std::vector<Route> routes()
{
    return {
        get("/audit-events", "Who did what, newest first", needs_one_of(may_read, may_read_platform), list),
    };
}

}  // namespace guildhall::audit
