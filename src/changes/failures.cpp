#include "changes/failures.h"

#include "api/listing.h"
#include "changes/bulk.h"
#include "changes/failures.sql.h"

namespace guildhall::changes {

namespace sql {
constexpr auto seen = db::statement<failures_text, "seen">;
constexpr auto list = db::statement<failures_text, "list">;
constexpr auto count = db::statement<failures_text, "count">;
}  // namespace sql

namespace {

struct Filter {
    Id<BulkChange> bulk_change_id;
    std::optional<std::string> search;  // parts of words of the name
};
constexpr auto shape_of(Filter*)
{
    return shape("BulkFailureFilter", field("bulk_change_id", &Filter::bulk_change_id), field("search", &Filter::search, length(1, 200)));
}

enum class Reason { not_there, not_permitted, not_a_draft, changed_since, refused };
constexpr std::array<std::string_view, 5> names_of(Reason*)
{
    return {"not_there", "not_permitted", "not_a_draft", "changed_since", "refused"};
}
std::string_view message_of(Reason reason)
{
    switch (reason) {
    case Reason::not_there: return "It is not there, or no longer.";
    case Reason::not_permitted: return "You may see it, but not change it.";
    case Reason::not_a_draft: return "Only drafts can be deleted.";
    case Reason::changed_since: return "It was changed since, and stays as it is.";
    case Reason::refused: break;
    }
    return "It cannot become that: another record stands against it.";
}

struct FailedRow {
    Uuid id;
    std::string name;
    RowState state = RowState::failed;
    Reason reason = Reason::refused;
    Time created_at;
};
constexpr auto shape_of(FailedRow*)
{
    return shape("FailedRow", field("id", &FailedRow::id), field("name", &FailedRow::name), field("state", &FailedRow::state),
                 field("reason", &FailedRow::reason), field("created_at", &FailedRow::created_at));
}

// state: failed, or kept by an undo. message: the reason in words.
struct BulkFailure {
    Uuid id;
    std::string name;
    RowState state = RowState::failed;
    Reason reason = Reason::refused;
    std::string message;
};
constexpr auto shape_of(BulkFailure*)
{
    using T = BulkFailure;
    return shape("BulkFailure", field("id", &T::id), field("name", &T::name), field("state", &T::state), field("reason", &T::reason),
                 field("message", &T::message));
}

Task<Page<BulkFailure>> list(Tx& tx, List<Filter, ByName::name> in)
{
    auto change = tx.later<Uuid>(sql::seen, in.bulk_change_id);
    auto const page = co_await listed<FailedRow, sql::list>(tx, in, in.bulk_change_id);
    change.one();
    Page<BulkFailure> told{{}, page.next};
    for (auto const& row : page.items)
        told.items.push_back({row.id, row.name, row.state, row.reason, std::string(message_of(row.reason))});
    co_return told;
}

Task<Count> count(Tx& tx, Filter in)
{
    auto change = tx.later<Uuid>(sql::seen, in.bulk_change_id);
    auto const counted = co_await tx.last_one<Count>(sql::count, in.search, in.bulk_change_id);
    change.one();
    co_return counted;
}

}  // namespace

std::vector<Route> failure_routes()
{
    return {
        get("/bulk-changes/{bulk_change_id}/failures", "The records that failed, or that an undo has left", needs(may_read), list),
        get("/bulk-changes/{bulk_change_id}/failures/count", "How many failed or were left", needs(may_read), count),
    };
}

}  // namespace guildhall::changes
