#include "contacts/contacts.h"

#include "api/listing.h"
#include "contacts/contacts.sql.h"
#include "contacts/lists.h"

namespace guildhall::contacts {

namespace sql {
constexpr auto customer = db::statement<text, "customer">;
constexpr auto primary_first = db::statement<text, "primary_first">;
constexpr auto list = db::statement<text, "list">;
constexpr auto count = db::statement<text, "count">;
constexpr auto by_id = db::statement<text, "by_id">;
constexpr auto to_change = db::statement<text, "to_change">;
constexpr auto add = db::statement<text, "add">;
constexpr auto change = db::statement<text, "change">;
constexpr auto remove = db::statement<text, "remove">;
}  // namespace sql

namespace {

using customers::Customer;

struct ContactById {
    Id<Contact> contact_id;
    std::optional<std::string> if_match;
};
constexpr auto shape_of(ContactById*)
{
    return shape("ContactById", field("contact_id", &ContactById::contact_id), field("if_match", &ContactById::if_match));
}

// By name: by last name, then by first name.
enum class Order { primary, newest, oldest, name, name_down };
constexpr std::array<std::string_view, 5> names_of(Order*)
{
    return {"primary", "-created_at", "created_at", "name", "-name"};
}
constexpr bool goes_by_name(Order order)
{
    return order == Order::name || order == Order::name_down;
}
std::string sort_key(Contact const& contact, Order order)
{
    return goes_by_name(order) ? contact.last_name + " " + contact.first_name : contact.created_at.text();
}

struct Filter {
    Id<Customer> customer_id;
    std::optional<std::string> search;  // words of name and e-mail address, or parts of them
};
constexpr auto shape_of(Filter*)
{
    return shape("ContactFilter", field("customer_id", &Filter::customer_id), field("search", &Filter::search, length(1, 200)));
}
using ContactList = List<Filter, Order::primary>;

std::optional<FieldProblem> nameless(std::string_view first_name, std::string_view last_name)
{
    if (!broken(not_blank, first_name) || !broken(not_blank, last_name))
        return {};
    return FieldProblem{"last_name", "is required where there is no first name"};
}

struct ContactInput {
    Id<Customer> customer_id;
    std::string first_name, last_name;
    std::optional<std::string> email, phone, title;
    bool primary = false, opted_out = false, invalid_address = false;
};
constexpr auto shape_of(ContactInput*)
{
    return shape("ContactInput", field("customer_id", &ContactInput::customer_id),
                 field("first_name", &ContactInput::first_name, or_default, length(0, 200)),
                 field("last_name", &ContactInput::last_name, or_default, length(0, 200)),
                 field("email", &ContactInput::email, guildhall::email), field("phone", &ContactInput::phone, length(1, 50), not_blank),
                 field("title", &ContactInput::title, length(1, 200), not_blank), field("primary", &ContactInput::primary, or_default),
                 field("opted_out", &ContactInput::opted_out, or_default),
                 field("invalid_address", &ContactInput::invalid_address, or_default));
}

void check_together(ContactInput const& in, Reading& reading)
{
    auto const problem = nameless(in.first_name, in.last_name);
    if (problem && !reading.complained_at("first_name") && !reading.complained_at("last_name"))
        reading.object_at(problem->field, problem->message);
}

struct ContactChange {
    Id<Contact> contact_id;
    std::optional<std::string> if_match;
    Change<std::string> first_name, last_name;
    Change<std::optional<std::string>> email, phone, title;
    Change<bool> primary, opted_out, invalid_address;
};
constexpr auto shape_of(ContactChange*)
{
    return shape("ContactChange", field("contact_id", &ContactChange::contact_id), field("if_match", &ContactChange::if_match),
                 field("first_name", &ContactChange::first_name, length(0, 200)),
                 field("last_name", &ContactChange::last_name, length(0, 200)), field("email", &ContactChange::email, guildhall::email),
                 field("phone", &ContactChange::phone, length(1, 50), not_blank),
                 field("title", &ContactChange::title, length(1, 200), not_blank), field("primary", &ContactChange::primary),
                 field("opted_out", &ContactChange::opted_out), field("invalid_address", &ContactChange::invalid_address));
}

Task<Page<Contact>> primary_first(Tx& tx, ContactList in)
{
    auto const key = Cursor::read(in.after, name_of(in.sort), {KeyPart::flag, KeyPart::time, KeyPart::id});
    auto at = [&](std::size_t index) { return key ? std::optional(key->at(index)) : std::nullopt; };
    auto rows = co_await tx.last_rows<Contact>(sql::primary_first, in.search, at(0), at(1), at(2), in.limit, in.customer_id);
    co_return page_of(std::move(rows), in.limit, name_of(in.sort), [](Contact const& last) {
        return std::vector<std::string>{last.primary ? "true" : "false", last.created_at.text(), last.id.text()};
    });
}

Task<Page<Contact>> list(Tx& tx, ContactList in)
{
    auto customer = tx.later<Uuid>(sql::customer, in.customer_id);
    auto reading = in.sort == Order::primary ? primary_first(tx, in) : listed<Contact, sql::list>(tx, in, in.customer_id);
    auto page = co_await std::move(reading);
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

Task<Contact> add(Tx& tx, ContactInput in)
{
    co_await tx.one<Uuid>(sql::customer, in.customer_id);
    co_return co_await tx.last_one<Contact>(sql::add, Id<Contact>::make(), in.customer_id, in.first_name, in.last_name, in.email, in.phone,
                                            in.title, in.primary, in.opted_out, in.invalid_address);
}

Task<Contact> by_id(Tx& tx, ContactById which)
{
    return tx.last_one<Contact>(sql::by_id, which.contact_id);
}

Task<Contact> change(Tx& tx, ContactChange changes)
{
    auto now = co_await tx.one<Contact>(sql::to_change, changes.contact_id);
    expect_version(changes.if_match, now);
    apply(now, changes);
    if (auto problem = nameless(now.first_name, now.last_name))
        throw Failure(Problem::invalid, {}, {std::move(*problem)});
    co_return co_await tx.last_one<Contact>(sql::change, now.id, now.first_name, now.last_name, now.email, now.phone, now.title,
                                            now.primary, now.opted_out, now.invalid_address);
}

Task<void> remove(Tx& tx, ContactById which)
{
    auto now = co_await tx.one<Contact>(sql::to_change, which.contact_id);
    expect_version(which.if_match, now);
    co_await tx.last_one<Uuid>(sql::remove, which.contact_id);
}

}  // namespace

std::vector<Route> routes()
{
    return {
        get("/customers/{customer_id}/contacts", "A customer's contacts, the primary one first", needs(may_read, {customers::may_read}),
            list),
        get("/customers/{customer_id}/contacts/count", "How many contacts a customer has", needs(may_read, {customers::may_read}), count),
        post("/customers/{customer_id}/contacts", "Add a contact to a customer", needs(may_create, {customers::may_read}), add),
        get("/contacts", "Contacts, newest first or by name", needs(may_read, {customers::may_read}), list_all),
        get("/contacts/count", "How many contacts", needs(may_read, {customers::may_read}), count_all),
        get("/contacts/{contact_id}", "A contact", needs(may_read), by_id),
        patch("/contacts/{contact_id}", "Change a contact", needs(may_update), change),
        del("/contacts/{contact_id}", "Put a contact into the trash", needs(may_delete), remove),
    };
}

}  // namespace guildhall::contacts
