#include "contacts/contacts.h"

#include "api/page.h"
#include "contacts/contacts.sql.h"

namespace guildhall::contacts {

namespace sql {
constexpr auto customer = db::statement<text, "customer">;
constexpr auto of_customer = db::statement<text, "of_customer">;
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

struct ContactList {
    Id<Customer> customer_id;
    std::int32_t limit = 50;
    std::optional<std::string> after;
};
constexpr auto shape_of(ContactList*)
{
    return shape("ContactList", field("customer_id", &ContactList::customer_id),
                 field("limit", &ContactList::limit, or_default, between(1, 200)), field("after", &ContactList::after));
}

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

Task<Page<Contact>> list(Tx& tx, ContactList in)
{
    constexpr std::string_view order = "primary";
    auto const key = Cursor::read(in.after, order, {KeyPart::flag, KeyPart::time, KeyPart::id});
    auto at = [&](std::size_t index) { return key ? std::optional(key->at(index)) : std::nullopt; };
    auto customer = tx.later<Uuid>(sql::customer, in.customer_id);
    auto rows = co_await tx.last_rows<Contact>(sql::of_customer, in.customer_id, at(0), at(1), at(2), in.limit);
    customer.one();
    co_return page_of(std::move(rows), in.limit, order, [](Contact const& last) {
        return std::vector<std::string>{last.primary ? "true" : "false", last.created_at.text(), last.id.text()};
    });
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
        post("/customers/{customer_id}/contacts", "Add a contact to a customer", needs(may_create, {customers::may_read}), add),
        get("/contacts/{contact_id}", "A contact", needs(may_read), by_id),
        patch("/contacts/{contact_id}", "Change a contact", needs(may_update), change),
        del("/contacts/{contact_id}", "Put a contact into the trash", needs(may_delete), remove),
    };
}

}  // namespace guildhall::contacts
