#include "imports/batch.h"
#include "imports/writing.sql.h"

namespace guildhall::imports {

namespace sql {
constexpr auto add_contacts = db::statement<writing_text, "add_contacts">;
constexpr auto lock_contacts = db::statement<writing_text, "lock_contacts">;
constexpr auto change_contacts = db::statement<writing_text, "change_contacts">;
}  // namespace sql

namespace {

void make(Scope& tx, Columns const& lines, std::optional<Uuid> import_id)
{
    std::vector<Uuid> customers;
    std::vector<std::string> first_names, last_names;
    std::vector<bool> primary, opted_out, invalid_addresses;
    for (auto* line : lines.lines()) {
        auto const first = line->value("contact.first_name").value_or(""), last = line->value("contact.last_name").value_or("");
        auto const email = line->value("contact.email").value_or("");
        customers.push_back(*line->made.customer_id);
        first_names.push_back(first);
        last_names.push_back(first.empty() && last.empty() ? email.substr(0, email.find('@')) : last);
        primary.push_back(false);
        opted_out.push_back(line->value("contact.opted_out") == "true");
        invalid_addresses.push_back(line->value("contact.invalid_address") == "true");
        line->made.after_version = 1;
    }
    tx.send(sql::add_contacts, lines.ids(), customers, first_names, last_names, lines.of("contact.email"), lines.of("contact.phone"),
            lines.of("contact.title"), *truths(opted_out).bytes, *truths(invalid_addresses).bytes, import_id, *truths(primary).bytes);
}

Task<void> change(Scope& tx, Columns lines)
{
    auto locking = tx.rows<Before>(sql::lock_contacts, lines.ids());
    auto const before = co_await std::move(locking);
    tell_before(lines, before);
    auto changing = tx.rows<Versioned>(sql::change_contacts, lines.ids(), lines.of("contact.first_name"), lines.of("contact.last_name"),
                                       lines.of("contact.email"), lines.of("contact.phone"), lines.of("contact.title"),
                                       lines.of("contact.opted_out"), lines.of("contact.invalid_address"));
    auto const after = co_await std::move(changing);
    tell_after(lines, after);
}

}  // namespace

Task<void> write_contacts(Scope& tx, Columns made, Columns changed, std::optional<Uuid> import_id)
{
    if (!made.empty())
        make(tx, made, import_id);
    if (!changed.empty()) {
        auto changing = change(tx, changed);
        co_await std::move(changing);
    }
}

}  // namespace guildhall::imports
