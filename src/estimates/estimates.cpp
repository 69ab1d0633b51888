#include "estimates/estimates.h"

#include "estimates/basis.h"
#include "estimates/estimates.sql.h"
#include "estimates/inputs.h"
#include "estimates/lists.h"
#include "estimates/record.h"
#include "estimates/state.h"
#include "estimates/sums.h"

namespace guildhall::estimates {

namespace sql {
constexpr auto by_id = db::statement<text, "by_id">;
constexpr auto to_change = db::statement<text, "to_change">;
constexpr auto add = db::statement<text, "add">;
constexpr auto change = db::statement<text, "change">;
constexpr auto put_lines = db::statement<text, "put_lines">;
constexpr auto drop_lines = db::statement<text, "drop_lines">;
constexpr auto remove = db::statement<text, "remove">;
}  // namespace sql

namespace {

struct EstimateById {
    Id<Estimate> estimate_id;
    std::optional<std::string> if_match;
};
constexpr auto shape_of(EstimateById*)
{
    return shape("EstimateById", field("estimate_id", &EstimateById::estimate_id), field("if_match", &EstimateById::if_match));
}

// `statement` is add or change, which take the same.
void write(Tx& tx, db::Statement<24> statement, Record const& record)
{
    auto const& totals = record.totals;
    db::Json const taxes{encode(totals.taxes)};
    tx.send(statement, record.id, record.customer_id, record.customer_name, record.vat_number, record.billing_address,
            record.shipping_address, record.payment_terms_days, record.currency, record.document_discount_percent,
            record.document_discount_amount, record.prices_include_tax, record.tax_rounding, record.cash_rounding, record.issue_date,
            record.due_date, record.notes, totals.lines_total, totals.discount, totals.net, taxes, totals.tax, totals.gross,
            totals.rounding, totals.due);
}

// One of the members of every line.
template <class T>
std::vector<T> each(std::vector<LineRecord> const& lines, T LineRecord::*member)
{
    std::vector<T> all;
    all.reserve(lines.size());
    for (auto const& line : lines)
        all.push_back(line.*member);
    return all;
}

void write_lines(Tx& tx, Record const& record)
{
    auto const& lines = record.lines;
    using L = LineRecord;
    tx.send(sql::put_lines, record.id, each(lines, &L::id), each(lines, &L::description), each(lines, &L::product_id),
            each(lines, &L::quantity), each(lines, &L::unit_price), each(lines, &L::discount_percent), each(lines, &L::discount_amount),
            each(lines, &L::tax_code_id), each(lines, &L::tax_category), each(lines, &L::tax_rate), each(lines, &L::net));
}

Task<Estimate> stored(Tx& tx, Id<Estimate> id)
{
    auto record = co_await tx.last_one<Record>(sql::by_id, id);
    co_return shown(std::move(record));
}

Task<Estimate> by_id(Tx& tx, EstimateById which)
{
    return stored(tx, which.estimate_id);
}

std::vector<LineChange> as_changes(std::vector<LineInput> lines)
{
    std::vector<LineChange> all;
    all.reserve(lines.size());
    for (auto& line : lines)
        all.push_back({.id = {},
                       .description = std::move(line.description),
                       .product_id = line.product_id,
                       .quantity = line.quantity,
                       .unit_price = line.unit_price,
                       .discount_percent = line.discount_percent,
                       .discount_amount = line.discount_amount,
                       .tax_code_id = line.tax_code_id});
    return all;
}

void take_over(Record& record, CustomerBasis const& customer)
{
    record.customer_id = customer.id;
    record.customer_name = customer.name;
    record.vat_number = customer.vat_number;
    record.billing_address = customer.billing_address;
    record.shipping_address = customer.shipping_address;
    record.payment_terms_days = customer.payment_terms_days;
    record.currency = customer.currency;
}

Record drafted(EstimateInput in, CustomerBasis const& customer, std::vector<LineRecord> lines)
{
    Record record;
    take_over(record, customer);
    record.id = Id<Estimate>::make();
    record.lines = std::move(lines);
    auto prefer = [](auto& to, auto& from) {
        if (from)
            to = std::move(*from);
    };
    prefer(record.currency, in.currency);
    prefer(record.vat_number, in.vat_number);
    prefer(record.billing_address, in.billing_address);
    prefer(record.shipping_address, in.shipping_address);
    prefer(record.payment_terms_days, in.payment_terms_days);
    record.document_discount_percent = in.document_discount_percent;
    record.document_discount_amount = in.document_discount_amount;
    record.prices_include_tax = in.prices_include_tax;
    record.tax_rounding = in.tax_rounding;
    record.cash_rounding = in.cash_rounding;
    record.issue_date = in.issue_date;
    record.due_date = in.due_date;
    record.notes = std::move(in.notes);
    return record;
}

Task<Estimate> add(Tx& tx, EstimateInput in)
{
    auto lines = as_changes(std::move(in.lines));
    auto const basis = co_await Basis::look_up(tx, in.customer_id, lines);
    basis.check(lines, {}, Basis::Customer::is_new);
    auto record = drafted(std::move(in), basis.customer(), basis.lines(std::move(lines), {}));
    settle(record);
    write(tx, sql::add, record);
    if (!record.lines.empty())
        write_lines(tx, record);
    co_return co_await stored(tx, record.id);
}

// Another customer, or other lines, have to be looked up.
Task<Record> rebased(Tx& tx, Record record, EstimateChange changes)
{
    bool const other_customer = changes.customer_id.given && changes.customer_id.value != record.customer_id;
    if (!other_customer && !changes.lines.given)
        co_return record;
    auto const& lines = changes.lines.value;
    auto const basis = co_await Basis::look_up(tx, other_customer ? changes.customer_id.value : record.customer_id, lines);
    basis.check(lines, record.lines, other_customer ? Basis::Customer::is_new : Basis::Customer::stays);
    if (other_customer)
        take_over(record, basis.customer());
    if (changes.lines.given)
        record.lines = basis.lines(lines, record.lines);
    co_return record;
}

void expect_draft(Record const& record)
{
    if (record.state != State::draft)
        throw Failure(Problem::conflict, "Only a draft can be changed or deleted.");
}

Task<Estimate> change(Tx& tx, EstimateChange changes)
{
    auto record = co_await tx.one<Record>(sql::to_change, changes.estimate_id);
    expect_version(changes.if_match, shown(record));
    expect_draft(record);
    auto const lines_before = record.lines;
    record = co_await rebased(tx, std::move(record), changes);
    changes.lines.given = false;  // rebased has brought them in, with what their products and tax codes say
    apply(record, changes);
    settle(record);
    write(tx, sql::change, record);
    if (record.lines != lines_before) {
        tx.send(sql::drop_lines, record.id, each(record.lines, &LineRecord::id));
        write_lines(tx, record);
    }
    co_return co_await stored(tx, record.id);
}

Task<void> remove(Tx& tx, EstimateById which)
{
    auto record = co_await tx.one<Record>(sql::to_change, which.estimate_id);
    expect_version(which.if_match, shown(record));
    expect_draft(record);
    co_await tx.last_one<Uuid>(sql::remove, which.estimate_id);
}

}  // namespace

std::vector<Route> routes()
{
    std::initializer_list<Permission> const besides{customers::may_read, products::may_read, tax_codes::may_read};
    return {
        get("/estimates", "Estimates, newest first", needs(may_read), list),
        get("/estimates/count", "How many estimates", needs(may_read), count),
        get("/estimates/sums", "What estimates come to, by state and currency", needs(may_read), sums),
        get("/customers/sums", "How many customers by status, and what is on offer to them", needs(may_read, {customers::may_read}),
            customer_sums),
        post("/estimates", "Write an estimate", needs(may_create, besides), add),
        get("/estimates/{estimate_id}", "An estimate with its lines", needs(may_read), by_id),
        patch("/estimates/{estimate_id}", "Change a draft", needs(may_update, besides), change),
        del("/estimates/{estimate_id}", "Put a draft into the trash", needs(may_delete), remove),
        put("/estimates/{estimate_id}/state", "Note where an estimate stands", needs(may_update), move),
    };
}

}  // namespace guildhall::estimates
