#include "notes/notes.h"

#include "api/listing.h"
#include "api/removing.h"
#include "notes/notes.sql.h"

namespace guildhall::notes {

namespace sql {
constexpr auto customer = db::statement<text, "customer">;
constexpr auto list = db::statement<text, "list">;
constexpr auto count = db::statement<text, "count">;
constexpr auto add = db::statement<text, "add">;
constexpr auto to_change = db::statement<text, "to_change">;
constexpr auto remove = db::statement<text, "remove">;
}  // namespace sql

namespace {

struct Filter {
    Id<customers::Customer> customer_id;
    std::optional<std::string> search;  // parts of words
};
constexpr auto shape_of(Filter*)
{
    return shape("NoteFilter", field("customer_id", &Filter::customer_id), field("search", &Filter::search, length(1, 200)));
}

struct NoteInput {
    Id<customers::Customer> customer_id;
    std::string body;
};
constexpr auto shape_of(NoteInput*)
{
    return shape("NoteInput", field("customer_id", &NoteInput::customer_id), field("body", &NoteInput::body, length(1, 20'000), not_blank));
}

Task<Page<Note>> list(Tx& tx, List<Filter, ByTime::newest> in)
{
    auto customer = tx.later<Uuid>(sql::customer, in.customer_id);
    auto page = co_await listed<Note, sql::list>(tx, in, in.customer_id);
    customer.one();
    co_return page;
}

Task<Count> count(Tx& tx, Filter in)
{
    auto customer = tx.later<Uuid>(sql::customer, in.customer_id);
    auto const counted = co_await tx.last_one<Count>(sql::count, in.search, in.customer_id);
    customer.one();
    co_return counted;
}

struct NoteById {
    Id<Note> note_id;
    std::optional<std::string> if_match;
};
constexpr auto shape_of(NoteById*)
{
    return shape("NoteById", field("note_id", &NoteById::note_id), field("if_match", &NoteById::if_match));
}

Task<Note> add(Tx& tx, NoteInput in)
{
    co_await tx.one<Uuid>(sql::customer, in.customer_id);
    co_return co_await tx.last_one<Note>(sql::add, Id<Note>::make(), in.customer_id, in.body);
}

Task<void> remove(Tx& tx, NoteById which)
{
    return removed<Note>(tx, sql::to_change, sql::remove, which.note_id, which.if_match);
}

}  // namespace

std::vector<Route> routes()
{
    return {
        get("/customers/{customer_id}/notes", "A customer's notes, newest first", needs(may_read, {customers::may_read}), list),
        get("/customers/{customer_id}/notes/count", "How many notes a customer has", needs(may_read, {customers::may_read}), count),
        post("/customers/{customer_id}/notes", "Write a note about a customer", needs(may_create, {customers::may_read}), add),
        del("/notes/{note_id}", "Put a note into the trash", needs(may_delete), remove),
    };
}

}  // namespace guildhall::notes
