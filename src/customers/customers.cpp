#include "customers/customers.h"

#include "api/removing.h"
#include "customers/customers.sql.h"
#include "customers/lists.h"

namespace guildhall::customers {

namespace sql {
constexpr auto by_id = db::statement<text, "by_id">;
constexpr auto to_change = db::statement<text, "to_change">;
constexpr auto add = db::statement<text, "add">;
constexpr auto change = db::statement<text, "change">;
constexpr auto remove = db::statement<text, "remove">;
}  // namespace sql

namespace {

struct CustomerById {
    Id<Customer> customer_id;
    std::optional<std::string> if_match;
};
constexpr auto shape_of(CustomerById*)
{
    return shape("CustomerById", field("customer_id", &CustomerById::customer_id), field("if_match", &CustomerById::if_match));
}

constexpr auto external_id_taken = constraint("customers_external_id", "external_id", "is the id of another customer");
constexpr auto no_such_group = constraint("customers_group", "group_id", "is not a group");

struct CustomerInput {
    std::string name;
    std::optional<std::string> external_id;
    Kind kind = Kind::company;
    Status status = Status::active;
    std::optional<std::string> vat_number, phone, website, country, language, currency;
    std::optional<std::int32_t> payment_terms_days;
    std::optional<Address> address, billing_address, shipping_address;
    std::optional<Id<groups::Group>> group_id;
    std::vector<Id<tags::Tag>> tag_ids;
};
constexpr auto shape_of(CustomerInput*)
{
    return shape("CustomerInput", field("name", &CustomerInput::name, length(1, 200), not_blank),
                 field("external_id", &CustomerInput::external_id, length(1, 100), not_blank),
                 field("kind", &CustomerInput::kind, or_default), field("status", &CustomerInput::status, or_default),
                 field("vat_number", &CustomerInput::vat_number, length(1, 50), not_blank),
                 field("phone", &CustomerInput::phone, length(1, 50), not_blank), field("website", &CustomerInput::website, website),
                 field("country", &CustomerInput::country, country_code), field("language", &CustomerInput::language, language_tag),
                 field("currency", &CustomerInput::currency, currency_code),
                 field("payment_terms_days", &CustomerInput::payment_terms_days, between(0, 3650)),
                 field("address", &CustomerInput::address), field("billing_address", &CustomerInput::billing_address),
                 field("shipping_address", &CustomerInput::shipping_address), field("group_id", &CustomerInput::group_id),
                 field("tag_ids", &CustomerInput::tag_ids, or_default), external_id_taken, no_such_group);
}

struct CustomerChange {
    Id<Customer> customer_id;
    std::optional<std::string> if_match;
    Change<std::string> name;
    Change<std::optional<std::string>> external_id;
    Change<Kind> kind;
    Change<Status> status;
    Change<std::optional<std::string>> vat_number, phone, website, country, language;
    Change<std::string> currency;
    Change<std::int32_t> payment_terms_days;
    Change<std::optional<Address>> address, billing_address, shipping_address;
    Change<std::optional<Id<groups::Group>>> group_id;
    Change<std::vector<Id<tags::Tag>>> tag_ids;
};
constexpr auto shape_of(CustomerChange*)
{
    return shape("CustomerChange", field("customer_id", &CustomerChange::customer_id), field("if_match", &CustomerChange::if_match),
                 field("name", &CustomerChange::name, length(1, 200), not_blank),
                 field("external_id", &CustomerChange::external_id, length(1, 100), not_blank), field("kind", &CustomerChange::kind),
                 field("status", &CustomerChange::status), field("vat_number", &CustomerChange::vat_number, length(1, 50), not_blank),
                 field("phone", &CustomerChange::phone, length(1, 50), not_blank), field("website", &CustomerChange::website, website),
                 field("country", &CustomerChange::country, country_code), field("language", &CustomerChange::language, language_tag),
                 field("currency", &CustomerChange::currency, currency_code),
                 field("payment_terms_days", &CustomerChange::payment_terms_days, between(0, 3650)),
                 field("address", &CustomerChange::address), field("billing_address", &CustomerChange::billing_address),
                 field("shipping_address", &CustomerChange::shipping_address), field("group_id", &CustomerChange::group_id),
                 field("tag_ids", &CustomerChange::tag_ids), external_id_taken, no_such_group);
}

Task<Reply<Customer>> by_id(Tx& tx, CustomerById which)
{
    auto customer = co_await tx.last_one<Customer>(sql::by_id, which.customer_id);
    Reply<Customer> reply{std::move(customer)};
    if (reply.body.id != which.customer_id) {
        reply.headers.emplace_back("Location", "/api/v1/customers/" + reply.body.id.text());
        reply.status = 308;
    }
    co_return reply;
}

Task<Customer> add(Tx& tx, CustomerInput in)
{
    return tx.last_one<Customer>(sql::add, Id<Customer>::make(), in.external_id, in.name, in.kind, in.status, in.vat_number, in.phone,
                                 in.website, in.country, in.language, in.currency, in.payment_terms_days, in.address, in.billing_address,
                                 in.shipping_address, in.group_id, in.tag_ids);
}

Task<Customer> change(Tx& tx, CustomerChange changes)
{
    auto now = co_await tx.one<Customer>(sql::to_change, changes.customer_id);
    expect_version(changes.if_match, now);
    apply(now, changes);
    co_return co_await tx.last_one<Customer>(sql::change, now.id, now.external_id, now.name, now.kind, now.status, now.vat_number,
                                             now.phone, now.website, now.country, now.language, now.currency, now.payment_terms_days,
                                             now.address, now.billing_address, now.shipping_address, now.group_id, now.tag_ids);
}

Task<void> remove(Tx& tx, CustomerById which)
{
    return removed<Customer>(tx, sql::to_change, sql::remove, which.customer_id, which.if_match);
}

}  // namespace

std::vector<Route> routes()
{
    return {
        get("/customers", "Customers, newest first or by name", needs(may_read), list),
        get("/customers/count", "How many customers", needs(may_read), count),
        get("/customers/export.csv", "Customers as a spreadsheet", needs(may_export, {may_read}), export_csv),
        post("/customers", "Add a customer", needs(may_create), add),
        get("/customers/{customer_id}", "A customer", needs(may_read), by_id).leads_on("It was merged: Location says with which"),
        patch("/customers/{customer_id}", "Change a customer", needs(may_update), change),
        del("/customers/{customer_id}", "Put a customer into the trash", needs(may_delete), remove),
    };
}

}  // namespace guildhall::customers
