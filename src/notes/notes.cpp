#include "notes/notes.h"

#include "api/page.h"
#include "notes/notes.sql.h"

namespace guildhall::notes {

namespace sql {
constexpr auto customer = db::statement<text, "customer">;
constexpr auto newest = db::statement<text, "newest">;
constexpr auto add = db::statement<text, "add">;
}  // namespace sql

namespace {

struct NoteList {
    Id<customers::Customer> customer_id;
    std::int32_t limit = 50;
    std::optional<std::string> after;
};
constexpr auto shape_of(NoteList*)
{
    return shape("NoteList", field("customer_id", &NoteList::customer_id), field("limit", &NoteList::limit, or_default, between(1, 200)),
                 field("after", &NoteList::after));
}

struct NoteInput {
    Id<customers::Customer> customer_id;
    std::string body;
};
constexpr auto shape_of(NoteInput*)
{
    return shape("NoteInput", field("customer_id", &NoteInput::customer_id), field("body", &NoteInput::body, length(1, 20'000), not_blank));
}

Task<Page<Note>> list(Tx& tx, NoteList in)
{
    constexpr std::string_view order = "-created_at";
    auto const key = Cursor::read(in.after, order, {KeyPart::time, KeyPart::id});
    auto at = [&](std::size_t index) { return key ? std::optional(key->at(index)) : std::nullopt; };
    auto customer = tx.later<Uuid>(sql::customer, in.customer_id);
    auto rows = co_await tx.last_rows<Note>(sql::newest, in.customer_id, at(0), at(1), in.limit);
    customer.one();
    co_return page_of(std::move(rows), in.limit, order, [](Note const& last) {
        return std::vector<std::string>{last.created_at.text(), last.id.text()};
    });
}

Task<Note> add(Tx& tx, NoteInput in)
{
    co_await tx.one<Uuid>(sql::customer, in.customer_id);
    co_return co_await tx.last_one<Note>(sql::add, Id<Note>::make(), in.customer_id, in.body);
}

}  // namespace

std::vector<Route> routes()
{
    return {
        get("/customers/{customer_id}/notes", "A customer's notes, newest first", needs(may_read, {customers::may_read}), list),
        post("/customers/{customer_id}/notes", "Write a note about a customer", needs(may_create, {customers::may_read}), add),
    };
}

}  // namespace guildhall::notes
