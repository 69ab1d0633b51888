#include "imports/batch.h"
#include "imports/writing.sql.h"

#include <set>

namespace guildhall::imports {

namespace sql {
constexpr auto add_customers = db::statement<writing_text, "add_customers">;
constexpr auto lock_customers = db::statement<writing_text, "lock_customers">;
constexpr auto change_customers = db::statement<writing_text, "change_customers">;
constexpr auto contacts_of = db::statement<writing_text, "contacts_of">;
constexpr auto notes_of = db::statement<writing_text, "notes_of">;
constexpr auto add_contacts = db::statement<writing_text, "add_contacts">;
constexpr auto add_notes = db::statement<writing_text, "add_notes">;
}  // namespace sql

namespace {

using customers::Address;

// As Quick Customer does: documents go where the company is, unless the file says another place.
std::vector<std::optional<Address>> billing_addresses(Columns const& lines)
{
    auto billing = lines.addresses("billing_address");
    auto const places = lines.addresses("address");
    for (std::size_t i = 0; i < billing.size(); ++i)
        if (!billing[i])
            billing[i] = places[i];
    return billing;
}

struct Contacts {
    std::vector<Uuid> ids, customers;
    std::vector<std::string> first_names, last_names;
    std::vector<Text> emails, phones, titles;
    std::vector<bool> primary, opted_out, invalid_addresses;

    void add(Line& line, bool is_primary)
    {
        auto const first = line.value("contact.first_name").value_or(""), last = line.value("contact.last_name").value_or("");
        auto const email = line.value("contact.email");
        line.made.contact_id = Uuid::make();
        ids.push_back(*line.made.contact_id);
        customers.push_back(*line.made.id);
        first_names.push_back(first);
        // an address without a name: everybody is called something
        last_names.push_back(first.empty() && last.empty() ? email->substr(0, email->find('@')) : last);
        emails.push_back(email);
        phones.push_back(line.value("contact.phone"));
        titles.push_back(line.value("contact.title"));
        primary.push_back(is_primary);
        opted_out.push_back(line.value("contact.opted_out") == "true");
        invalid_addresses.push_back(line.value("contact.invalid_address") == "true");
    }
};

bool has_contact(Line const& line)
{
    return line.value("contact.first_name") || line.value("contact.last_name") || line.value("contact.email");
}

// Of contacts and notes that stand there: whose, and what they are known by.
struct Standing {
    Uuid customer_id;
    std::string known_by;
};
constexpr auto shape_of(Standing*)
{
    return shape("StandingBeside", field("customer_id", &Standing::customer_id), field("known_by", &Standing::known_by));
}
using Known = std::set<std::pair<Uuid, std::string>>;

Task<Known> known(Scope& tx, db::Statement<1> statement, std::vector<Uuid> customers)
{
    auto asking = tx.rows<Standing>(statement, customers);
    auto const rows = co_await std::move(asking);
    Known all;
    for (auto const& row : rows)
        all.emplace(row.customer_id, row.known_by);
    co_return all;
}

// An address or a name that the customer's contacts have.
bool is_known(Known const& contacts, Line const& line)
{
    auto const name = line.value("contact.first_name").value_or("") + " " + line.value("contact.last_name").value_or("");
    auto email = line.value("contact.email").value_or("");
    for (auto& c : email)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return contacts.contains({*line.made.id, name}) || (!email.empty() && contacts.contains({*line.made.id, email}));
}

void send_contacts(Scope& tx, Contacts const& all, std::optional<Uuid> import_id)
{
    if (!all.ids.empty())
        tx.send(sql::add_contacts, all.ids, all.customers, all.first_names, all.last_names, all.emails, all.phones, all.titles,
                *truths(all.opted_out).bytes, *truths(all.invalid_addresses).bytes, import_id, *truths(all.primary).bytes);
}

void send_notes(Scope& tx, Columns const& lines, Known const& there)
{
    std::vector<Uuid> ids, customers;
    std::vector<std::string> bodies;
    for (auto* line : lines.lines())
        if (auto const note = line->value("note"); note && !line->has_failed() && !there.contains({*line->made.id, *note})) {
            line->made.note_id = Uuid::make();
            ids.push_back(*line->made.note_id);
            customers.push_back(*line->made.id);
            bodies.push_back(*note);
        }
    if (!ids.empty())
        tx.send(sql::add_notes, ids, customers, bodies);
}

Task<void> make(Scope& tx, Columns lines, std::optional<Uuid> import_id)
{
    auto adding = tx.rows<Uuid>(sql::add_customers, lines.ids(), lines.of("external_id"), lines.of("name"), lines.of("kind"),
                                lines.of("status"), lines.of("vat_number"), lines.of("phone"), lines.of("website"), lines.of("country"),
                                lines.of("language"), lines.of("currency"), lines.of("payment_terms_days"), lines.addresses("address"),
                                billing_addresses(lines), lines.addresses("shipping_address"), import_id);
    auto const ids = co_await std::move(adding);
    std::set<Uuid> const made(ids.begin(), ids.end());
    Contacts contacts;
    for (auto* line : lines.lines())
        if (!made.contains(*line->made.id)) {
            line->fail("external_id", "is the id of another customer");
        } else {
            line->made.after_version = 1;
            if (has_contact(*line))
                contacts.add(*line, true);
        }
    send_contacts(tx, contacts, import_id);
    send_notes(tx, lines, {});
}

Task<void> change(Scope& tx, Columns lines, std::optional<Uuid> import_id)
{
    auto locking = tx.rows<Before>(sql::lock_customers, lines.ids());
    auto const before = co_await std::move(locking);
    tell_before(lines, before);
    auto names = lines.of("name"), kinds = lines.of("kind");
    for (std::size_t i = 0; i < names.size(); ++i)
        if (lines.lines()[i]->record.named_by_contact) {  // who is there has a name
            names[i].reset();
            kinds[i].reset();
        }
    auto changing = tx.rows<Versioned>(sql::change_customers, lines.ids(), lines.of("external_id"), names, kinds, lines.of("status"),
                                       lines.of("vat_number"), lines.of("phone"), lines.of("website"), lines.of("country"),
                                       lines.of("language"), lines.of("currency"), lines.of("payment_terms_days"),
                                       lines.addresses("address"), lines.addresses("billing_address"), lines.addresses("shipping_address"));
    auto const after = co_await std::move(changing);
    auto const ids = lines.ids();
    tell_after(lines, after);
    auto looking = known(tx, sql::contacts_of, ids);
    auto const contacts_there = co_await std::move(looking);
    auto reading = known(tx, sql::notes_of, ids);
    auto const notes_there = co_await std::move(reading);
    Contacts contacts;
    for (auto* line : lines.lines())
        if (!line->has_failed() && has_contact(*line) && !is_known(contacts_there, *line))
            contacts.add(*line, false);
    send_contacts(tx, contacts, import_id);
    send_notes(tx, lines, notes_there);
}

}  // namespace

Task<void> write_customers(Scope& tx, Columns made, Columns changed, std::optional<Uuid> import_id)
{
    if (!made.empty()) {
        auto making = make(tx, made, import_id);
        co_await std::move(making);
    }
    if (!changed.empty()) {
        auto changing = change(tx, changed, import_id);
        co_await std::move(changing);
    }
}

}  // namespace guildhall::imports
