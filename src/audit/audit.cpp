#include "audit/audit.h"

#include <array>
#include <charconv>

#include "api/listing.h"
#include "audit/audit.sql.h"

namespace guildhall::audit {

namespace sql {
constexpr auto newest = db::statement<text, "newest">;
constexpr auto oldest = db::statement<text, "oldest">;
constexpr auto count = db::statement<text, "count">;
}  // namespace sql

namespace {

// from: the first moment; to: the moment before which. seq: that entry alone, with what it changed.
struct Filter {
    std::optional<std::string> search;  // parts of words of action and object
    std::optional<std::string> object, action;
    std::optional<Uuid> actor;
    std::optional<Time> from, to;
    std::optional<std::int64_t> seq;
};
constexpr auto shape_of(Filter*)
{
    return shape("AuditFilter", field("search", &Filter::search, length(1, 200)), field("object", &Filter::object, length(1, 300)),
                 field("action", &Filter::action, length(1, 100)), field("actor", &Filter::actor), field("from", &Filter::from),
                 field("to", &Filter::to), field("seq", &Filter::seq));
}

// A chain has one order, whatever it is called.
enum class Order { seq_down, seq, at_down, at, newest, oldest };
constexpr std::array<std::string_view, 6> names_of(Order*)
{
    return {"-seq", "seq", "-at", "at", "-created_at", "created_at"};
}
constexpr bool goes_up(Order order)
{
    return order == Order::seq || order == Order::at || order == Order::oldest;
}
using EventList = List<Filter, Order::seq_down>;

std::optional<std::int64_t> place_of(EventList const& in)
{
    auto const key = Cursor::read(in.after, name_of(in.sort), {KeyPart::text});
    if (!key)
        return {};
    std::int64_t seq = 0;
    auto const& text = key->front();
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), seq);
    if (error != std::errc() || end != text.data() + text.size())
        throw Failure(Problem::malformed, {}, {{"after", "is not a place in this list"}});
    return seq;
}

Task<Page<Event>> list(Tx& tx, EventList in)
{
    auto const place = place_of(in);
    auto const statement = goes_up(in.sort) ? db::Statement<9>(sql::oldest) : db::Statement<9>(sql::newest);
    auto rows = co_await tx.last_rows<Event>(statement, place, in.object, in.actor, in.action, in.from, in.to, in.search, in.limit, in.seq);
    co_return page_of(std::move(rows), in.limit, name_of(in.sort),
                      [](Event const& last) { return std::vector<std::string>{std::to_string(last.seq)}; });
}

Task<Count> count(Tx& tx, Filter in)
{
    return tx.last_one<Count>(sql::count, in.object, in.actor, in.action, in.from, in.to, in.search, in.seq);
}

}  // namespace

std::vector<Route> routes()
{
    return {
        get("/audit-events", "Who did what, newest first", needs_one_of(may_read, may_read_platform), list),
        get("/audit-events/count", "How much was done", needs_one_of(may_read, may_read_platform), count),
    };
}

}  // namespace guildhall::audit
