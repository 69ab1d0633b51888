#include "imports/writing.h"

#include "customers/customers.h"
#include "imports/writing.sql.h"

#include <set>

namespace guildhall::imports {

namespace sql {
constexpr auto add_customers = db::statement<writing_text, "add_customers">;
constexpr auto add_contacts = db::statement<writing_text, "add_contacts">;
constexpr auto add_notes = db::statement<writing_text, "add_notes">;
constexpr auto add_products = db::statement<writing_text, "add_products">;
constexpr auto taken_ids = db::statement<writing_text, "taken_ids">;
}  // namespace sql

namespace {

using Text = std::optional<std::string>;
using customers::Address;

// The rows of a batch that become records, with the ids that these get.
struct Batch {
    std::vector<ImportRecord> records;
    std::vector<Uuid> ids;

    std::vector<Text> column(std::string_view field) const;
    std::vector<std::optional<Address>> addresses(std::string const& field) const;
};

Text value(ImportRecord const& record, std::string_view field)
{
    auto found = record.values.find(field);
    return found == record.values.end() ? std::nullopt : Text(found->second);
}

std::vector<Text> Batch::column(std::string_view field) const
{
    std::vector<Text> all;
    for (auto const& record : records)
        all.push_back(value(record, field));
    return all;
}

std::optional<Address> address(ImportRecord const& record, std::string const& field)
{
    Address made{value(record, field + ".street"), value(record, field + ".city"), value(record, field + ".region"),
                 value(record, field + ".postal_code"), value(record, field + ".country")};
    return made == Address{} ? std::nullopt : std::optional(made);
}

std::vector<std::optional<Address>> Batch::addresses(std::string const& field) const
{
    std::vector<std::optional<Address>> all;
    for (auto const& record : records)
        all.push_back(address(record, field));
    return all;
}

// As Quick Customer does: documents go where the company is, unless the file says another place.
std::vector<std::optional<Address>> billing_addresses(Batch const& batch)
{
    auto billing = batch.addresses("billing_address");
    auto const places = batch.addresses("address");
    for (std::size_t i = 0; i < billing.size(); ++i)
        if (!billing[i])
            billing[i] = places[i];
    return billing;
}

struct Contacts {
    std::vector<Uuid> ids, customers;
    std::vector<std::string> first_names, last_names;
    std::vector<Text> emails, phones, titles;
    std::vector<bool> opted_out, invalid_addresses;

    void add(Uuid customer, ImportRecord const& record)
    {
        auto first = value(record, "contact.first_name").value_or(""), last = value(record, "contact.last_name").value_or("");
        auto const email = value(record, "contact.email");
        if (first.empty() && last.empty() && !email)
            return;
        if (first.empty() && last.empty())
            last = email->substr(0, email->find('@'));  // an address without a name: everybody is called something
        ids.push_back(Uuid::make());
        customers.push_back(customer);
        first_names.push_back(first);
        last_names.push_back(last);
        emails.push_back(email);
        phones.push_back(value(record, "contact.phone"));
        titles.push_back(value(record, "contact.title"));
        opted_out.push_back(value(record, "contact.opted_out") == "true");
        invalid_addresses.push_back(value(record, "contact.invalid_address") == "true");
    }
};

db::Value truths(std::vector<bool> const& all)
{
    std::string array = "{";
    for (bool one : all)
        db::append_item(array, db::to_value(one));
    return {array + '}'};
}

void send_contacts(Scope& tx, Batch const& batch, std::set<Uuid> const& made, std::optional<Uuid> import_id)
{
    Contacts contacts;
    for (std::size_t i = 0; i < batch.ids.size(); ++i)
        if (made.contains(batch.ids[i]))
            contacts.add(batch.ids[i], batch.records[i]);
    if (!contacts.ids.empty())
        tx.send(sql::add_contacts, contacts.ids, contacts.customers, contacts.first_names, contacts.last_names, contacts.emails,
                contacts.phones, contacts.titles, *truths(contacts.opted_out).bytes, *truths(contacts.invalid_addresses).bytes, import_id);
}

void send_notes(Scope& tx, Batch const& batch, std::set<Uuid> const& made)
{
    std::vector<Uuid> ids, customers;
    std::vector<std::string> bodies;
    for (std::size_t i = 0; i < batch.ids.size(); ++i)
        if (auto note = value(batch.records[i], "note"); note && made.contains(batch.ids[i])) {
            ids.push_back(Uuid::make());
            customers.push_back(batch.ids[i]);
            bodies.push_back(*note);
        }
    if (!ids.empty())
        tx.send(sql::add_notes, ids, customers, bodies);
}

Task<std::set<Uuid>> add_customers(Scope& tx, Batch const& batch, std::optional<Uuid> import_id)
{
    auto adding =
        tx.rows<Uuid>(sql::add_customers, batch.ids, batch.column("external_id"), batch.column("name"), batch.column("kind"),
                      batch.column("status"), batch.column("vat_number"), batch.column("phone"), batch.column("website"),
                      batch.column("country"), batch.column("language"), batch.column("currency"), batch.column("payment_terms_days"),
                      batch.addresses("address"), billing_addresses(batch), batch.addresses("shipping_address"), import_id);
    auto const ids = co_await std::move(adding);
    std::set<Uuid> made(ids.begin(), ids.end());
    send_contacts(tx, batch, made, import_id);
    send_notes(tx, batch, made);
    co_return made;
}

Task<std::set<Uuid>> add_products(Scope& tx, Batch const& batch, std::optional<Uuid> import_id)
{
    auto adding = tx.rows<Uuid>(sql::add_products, batch.ids, batch.column("external_id"), batch.column("sku"), batch.column("name"),
                                batch.column("description"), batch.column("category"), batch.column("unit"), batch.column("unit_price"),
                                batch.column("currency"), batch.column("active"), import_id);
    auto const ids = co_await std::move(adding);
    std::set<Uuid> made(ids.begin(), ids.end());
    co_return made;
}

FieldProblem taken_problem(Kind kind, ImportRecord const& record, std::set<std::string> const& taken)
{
    auto const id = value(record, "external_id").value_or("");
    if (kind == Kind::customers)
        return {"external_id", "is the id of another customer"};
    if (!id.empty() && taken.contains(id))
        return {"external_id", "is the id of another product"};
    return {"sku", "is the SKU of another product"};
}

// Of products that were not made: is it the id or the SKU that was there before, or that stands twice in the batch?
Task<std::set<std::string>> taken_ids(Scope& tx, Batch const& batch, std::set<Uuid> const& made)
{
    auto asking = tx.rows<std::string>(sql::taken_ids, batch.column("external_id"), batch.ids);
    auto const found = co_await std::move(asking);
    std::set<std::string> taken(found.begin(), found.end());
    for (std::size_t i = 0; i < batch.ids.size(); ++i)
        if (made.contains(batch.ids[i]))
            taken.insert(value(batch.records[i], "external_id").value_or(""));
    co_return taken;
}

}  // namespace

Task<std::vector<Made>> write_records(Scope& tx, Kind kind, std::optional<Uuid> import_id, std::vector<ImportRecord> records)
{
    std::vector<Made> results;
    Batch batch;
    for (auto& record : records) {
        results.push_back({record.row, {}, record.problems});
        if (!record.problems.empty())
            continue;
        results.back().id = Uuid::make();
        batch.ids.push_back(*results.back().id);
        batch.records.push_back(std::move(record));
    }
    if (batch.ids.empty())
        co_return results;
    auto adding = kind == Kind::customers ? add_customers(tx, batch, import_id) : add_products(tx, batch, import_id);
    auto const made = co_await std::move(adding);
    std::set<std::string> taken;
    if (kind == Kind::products && made.size() < batch.ids.size()) {
        auto looking = taken_ids(tx, batch, made);
        taken = co_await std::move(looking);
    }
    std::size_t at = 0;
    for (auto& result : results) {
        if (!result.id)
            continue;
        if (!made.contains(*result.id)) {
            result.id.reset();
            result.problems.push_back(taken_problem(kind, batch.records[at], taken));
        }
        ++at;
    }
    co_return results;
}

std::string_view writing_rights(Kind kind)
{
    return kind == Kind::customers ? "customers.create,contacts.create,notes.create" : "products.create";
}

}  // namespace guildhall::imports
