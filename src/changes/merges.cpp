#include "changes/merges.h"

#include "changes/merges.sql.h"
#include "contacts/contacts.h"
#include "estimates/estimates.h"

namespace guildhall::changes {

namespace sql {
constexpr auto to_merge = db::statement<merges_text, "to_merge">;
constexpr auto add = db::statement<merges_text, "add">;
constexpr auto add_rows = db::statement<merges_text, "add_rows">;
constexpr auto rows_of = db::statement<merges_text, "rows_of">;
constexpr auto rows_back = db::statement<merges_text, "rows_back">;
constexpr auto has_primary = db::statement<merges_text, "has_primary">;
constexpr auto count_changed = db::statement<merges_text, "count_changed">;
constexpr auto set_undone = db::statement<merges_text, "set_undone">;
constexpr auto to_undo = db::statement<merges_text, "to_undo">;
constexpr auto by_id = db::statement<merges_text, "by_id">;
constexpr auto of_customer = db::statement<merges_text, "of_customer">;
constexpr auto conflicts = db::statement<merges_text, "conflicts">;
constexpr auto customer = db::statement<merges_text, "customer">;
}  // namespace sql

namespace {

using customers::Customer;
using CustomerId = Id<Customer>;

enum class Side { mine, other };
constexpr std::array<std::string_view, 2> names_of(Side*)
{
    return {"this", "other"};
}

// Whose value stays, field by field. What is not said stays as this one has it, and comes from the other where this one has none.
struct Sides {
    std::optional<Side> name, external_id, kind, status, vat_number, phone, website, country, language, currency, payment_terms_days,
        address, billing_address, shipping_address, group_id;
};
constexpr auto shape_of(Sides*)
{
    using T = Sides;
    return shape("MergeSides", field("name", &T::name), field("external_id", &T::external_id), field("kind", &T::kind),
                 field("status", &T::status), field("vat_number", &T::vat_number), field("phone", &T::phone), field("website", &T::website),
                 field("country", &T::country), field("language", &T::language), field("currency", &T::currency),
                 field("payment_terms_days", &T::payment_terms_days), field("address", &T::address),
                 field("billing_address", &T::billing_address), field("shipping_address", &T::shipping_address),
                 field("group_id", &T::group_id));
}

// other_version: as the other was looked at.
struct MergeInput {
    CustomerId customer_id;
    std::optional<std::string> if_match;
    CustomerId other_id;
    std::optional<std::int32_t> other_version;
    std::optional<Sides> fields;
};
constexpr auto shape_of(MergeInput*)
{
    using T = MergeInput;
    return shape("MergeInput", field("customer_id", &T::customer_id), field("if_match", &T::if_match), field("other_id", &T::other_id),
                 field("other_version", &T::other_version), field("fields", &T::fields));
}

struct MergeById {
    Id<Merge> merge_id;
};
constexpr auto shape_of(MergeById*)
{
    return shape(
        "MergeById", field("merge_id", &MergeById::merge_id),
        constraint("customers_external_id", "external_id", "of the merged customer belongs to another one by now; change that first"));
}

struct OfCustomer {
    CustomerId customer_id;
};
constexpr auto shape_of(OfCustomer*)
{
    return shape("MergesOfCustomer", field("customer_id", &OfCustomer::customer_id));
}

struct Merges {
    std::vector<Merge> items;
};
constexpr auto shape_of(Merges*)
{
    return shape("Merges", field("items", &Merges::items));
}

struct StoredMerge {
    Id<Merge> id;
    CustomerId customer_id, merged_id;
    std::string merged_name;
    MergeState state = MergeState::done;
    std::int32_t moved = 0;
    Time undo_until;
    std::int32_t version = 1;
    Time created_at;
    Uuid created_by;
};
constexpr auto shape_of(StoredMerge*)
{
    using T = StoredMerge;
    return shape("StoredMerge", field("id", &T::id), field("customer_id", &T::customer_id), field("merged_id", &T::merged_id),
                 field("merged_name", &T::merged_name), field("state", &T::state), field("moved", &T::moved),
                 field("undo_until", &T::undo_until), field("version", &T::version), field("created_at", &T::created_at),
                 field("created_by", &T::created_by));
}

struct RowOfMerge {
    std::int32_t number = 0;
    Kind kind = Kind::customers;
};
constexpr auto shape_of(RowOfMerge*)
{
    return shape("RowOfMerge", field("number", &RowOfMerge::number), field("kind", &RowOfMerge::kind));
}

struct Undoable {
    MergeState state = MergeState::done;
    bool over = false;
};
constexpr auto shape_of(Undoable*)
{
    return shape("UndoableMerge", field("state", &Undoable::state), field("over", &Undoable::over));
}

Merge shown(StoredMerge const& stored, std::vector<Conflict> conflicts)
{
    return {stored.id,         stored.customer_id,   stored.merged_id, stored.merged_name, stored.state,     stored.moved,
            stored.undo_until, std::move(conflicts), stored.version,   stored.created_at,  stored.created_by};
}

// A value that was read, written again.
void write(json::Writer& out, json::Value const& value)
{
    switch (value.kind) {
    case json::Value::Kind::null: return out.null();
    case json::Value::Kind::boolean: return out.boolean(value.boolean);
    case json::Value::Kind::integer: return out.integer(value.integer);
    case json::Value::Kind::fraction: return out.raw(value.string);
    case json::Value::Kind::string: return out.string(value.string);
    case json::Value::Kind::array:
        out.begin_array();
        for (auto const& item : value.items)
            write(out, item);
        return out.end_array();
    case json::Value::Kind::object:
        out.begin_object();
        for (auto const& [name, member] : value.members) {
            out.key(name);
            write(out, member);
        }
        return out.end_object();
    }
}

// What the one that stays takes over from the other. Tags of both stay.
db::Json columns_of(Sides const& sides, json::Value const& mine, json::Value const& other)
{
    db::Json columns;
    json::Writer out(columns.text);
    out.begin_object();
    each_field<Sides>([&](auto const& field) {
        auto const side = sides.*(field.member);
        auto const *here = mine.find(field.name), *there = other.find(field.name);
        bool const nothing_here = !here || here->is_null();
        bool const takes = side ? *side == Side::other : nothing_here;
        if (!takes || !there)
            return;
        out.plain_key(field.name);
        write(out, *there);
    });
    out.plain_key("add_tags");
    write(out, *other.find("tag_ids"));
    out.end_object();
    return columns;
}

// One after the other, neighbours of the same kind together; the two customers each for itself.
Task<void> patch_in_order(Tx& tx, Uuid merge, std::vector<RowOfMerge> rows, std::function<Patch(RowOfMerge const&)> patch_for)
{
    for (std::size_t at = 0; at < rows.size();) {
        std::vector<std::int32_t> numbers{rows[at].number};
        auto const kind = rows[at].kind;
        auto const patch = patch_for(rows[at]);
        for (++at; kind != Kind::customers && at < rows.size() && rows[at].kind == kind; ++at)
            numbers.push_back(rows[at].number);
        auto patching = patch_rows(tx, merge, kind, std::move(numbers), patch);
        auto const outcomes = co_await std::move(patching);
        for (auto const& each : outcomes)
            if (each.state == RowState::failed)
                throw Failure(Problem::conflict, "Something of the other customer is not yours to change.");
    }
}

Task<Merge> answer(Tx& tx, Id<Merge> id)
{
    auto conflicts = tx.later<Conflict>(sql::conflicts, id);
    auto const stored = co_await tx.last_one<StoredMerge>(sql::by_id, id);
    co_return shown(stored, conflicts.rows());
}

Task<void> move_all(Tx& tx, Uuid merge, CustomerId mine, db::Json columns)
{
    auto const has_primary = co_await tx.one<bool>(sql::has_primary, mine);
    auto const rows = co_await tx.rows<RowOfMerge>(sql::rows_of, merge);
    auto const there = "{\"customer_id\":\"" + mine.text() + "\"";
    db::Json const moved{there + "}"}, moved_contact{there + (has_primary ? ",\"primary\":false}" : "}")},
        merged{"{\"deleted_at\":\"" + tx.now().text() + "\",\"merged_into_id\":\"" + mine.text() + "\"}"};
    auto const last = rows.back().number;
    auto patch_for = [&](RowOfMerge const& row) -> Patch {
        if (row.kind == Kind::customers)
            return row.number == last ? columns : merged;
        return row.kind == Kind::contacts ? moved_contact : moved;
    };
    auto moving = patch_in_order(tx, merge, rows, patch_for);
    co_await std::move(moving);
}

Task<Merge> merge(Tx& tx, MergeInput in)
{
    auto const id = Id<Merge>::make();
    auto const mine = co_await tx.one<Customer>(sql::to_merge, in.customer_id);
    expect_version(in.if_match, mine);
    std::optional<Customer> other;
    if (in.other_id != in.customer_id)
        other = co_await tx.maybe<Customer>(sql::to_merge, in.other_id);
    if (!other)
        throw Failure(Problem::invalid, {}, {{"other_id", "is not another customer"}});
    if (in.other_version)
        expect_version(etag(*in.other_version), *other);
    auto const columns = columns_of(in.fields.value_or(Sides{}), json::parse(encode(mine)), json::parse(encode(*other)));
    db::Json change;
    json::Writer out(change.text);
    out.begin_object();
    out.plain_key("merged_id");
    out.plain_string(other->id.text());
    out.plain_key("merged_name");
    out.string(other->name);
    out.end_object();
    tx.send(sql::add, id, mine.id, change);
    tx.send(sql::add_rows, id, other->id, mine.id);
    auto moving = move_all(tx, id.uuid, mine.id, columns);
    co_await std::move(moving);
    tx.send(sql::count_changed, id);
    auto answering = answer(tx, id);
    co_return co_await std::move(answering);
}

Task<Merge> by_id(Tx& tx, MergeById which)
{
    return answer(tx, which.merge_id);
}

Task<Merges> of_customer(Tx& tx, OfCustomer which)
{
    auto customer = tx.later<Uuid>(sql::customer, which.customer_id);
    auto const rows = co_await tx.last_rows<StoredMerge>(sql::of_customer, which.customer_id);
    customer.one();
    Merges merges;
    for (auto const& stored : rows)
        merges.items.push_back(shown(stored, {}));
    co_return merges;
}

Task<Merge> undo(Tx& tx, MergeById which)
{
    auto const standing = co_await tx.one<Undoable>(sql::to_undo, which.merge_id);
    if (standing.state == MergeState::undone)
        throw Failure(Problem::conflict, "This merge is undone already.");
    if (standing.over)
        throw Failure(Problem::conflict, "A merge can be undone for 30 days.");
    auto const rows = co_await tx.rows<RowOfMerge>(sql::rows_back, which.merge_id);
    auto patch_for = [](RowOfMerge const&) { return Patch(); };
    auto going_back = patch_in_order(tx, which.merge_id.uuid, rows, patch_for);
    co_await std::move(going_back);
    tx.send(sql::set_undone, which.merge_id);
    auto answering = answer(tx, which.merge_id);
    co_return co_await std::move(answering);
}

}  // namespace

std::vector<Route> merge_routes()
{
    std::initializer_list<Permission> const all{customers::may_delete, contacts::may_update, Permission{"notes.update"},
                                                Permission{"activities.update"}, estimates::may_update};
    return {
        post("/customers/{customer_id}/merge", "Make another customer part of this one", needs(customers::may_update, all), merge),
        get("/customers/{customer_id}/merges", "Customers that became part of this one", needs(customers::may_read), of_customer),
        get("/merges/{merge_id}", "A merge, and what its undo has left", needs(customers::may_read), by_id),
        post("/merges/{merge_id}/undo", "Take a merge back", needs(customers::may_update, all), undo).answers(200),
    };
}

}  // namespace guildhall::changes
