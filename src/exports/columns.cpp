#include "exports/columns.h"

namespace guildhall::exports {

namespace {

Cell cell(std::string text)
{
    return {std::move(text)};
}
Cell cell(std::optional<std::string> const& text)
{
    return {text.value_or("")};
}
Cell cell(bool truth)
{
    return {truth ? "true" : "false"};
}
Cell cell(std::optional<Date> const& date)
{
    return {date ? date->text() : ""};
}
Cell number(std::string text)
{
    return {std::move(text), true};
}

std::string name_in(Names const& names, Uuid id)
{
    auto const found = names.find(id);
    return found == names.end() ? std::string() : found->second;
}
Cell named(Names const& names, Uuid id)
{
    return {name_in(names, id)};
}
template <class Of>
Cell named(Names const& names, std::optional<Id<Of>> const& id)
{
    return {id ? name_in(names, id->uuid) : ""};
}
Cell named(Names const& names, std::optional<Uuid> const& id)
{
    return {id ? name_in(names, *id) : ""};
}

customers::Address address(customers::Customer const& customer)
{
    auto const& stored = customer.billing_address ? customer.billing_address : customer.address;
    return stored ? stored->value() : customers::Address{};
}

std::string tags(customers::Customer const& customer, Names const& names)
{
    std::string all;
    for (auto const& tag : customer.tag_ids)
        all += (all.empty() ? "" : ", ") + name_in(names, tag.uuid);
    return all;
}

std::string full_name(contacts::ListedContact const& contact)
{
    return contact.first_name + (contact.first_name.empty() || contact.last_name.empty() ? "" : " ") + contact.last_name;
}

}  // namespace

std::span<Column<customers::Customer> const> customer_columns()
{
    using Of = customers::Customer;
    static constexpr Column<Of> all[]{
        {"id", [](Of const& it, Names const&) { return cell(it.id.text()); }},
        {"external_id", [](Of const& it, Names const&) { return cell(it.external_id); }},
        {"name", [](Of const& it, Names const&) { return cell(it.name); }},
        {"kind", [](Of const& it, Names const&) { return cell(std::string(name_of(it.kind))); }},
        {"status", [](Of const& it, Names const&) { return cell(std::string(name_of(it.status))); }},
        {"vat_number", [](Of const& it, Names const&) { return cell(it.vat_number); }},
        {"phone", [](Of const& it, Names const&) { return cell(it.phone); }},
        {"website", [](Of const& it, Names const&) { return cell(it.website); }},
        {"country", [](Of const& it, Names const&) { return cell(it.country); }},
        {"language", [](Of const& it, Names const&) { return cell(it.language); }},
        {"currency", [](Of const& it, Names const&) { return cell(it.currency); }},
        {"payment_terms_days", [](Of const& it, Names const&) { return number(std::to_string(it.payment_terms_days)); }},
        {"street", [](Of const& it, Names const&) { return cell(address(it).street); }},
        {"city", [](Of const& it, Names const&) { return cell(address(it).city); }},
        {"region", [](Of const& it, Names const&) { return cell(address(it).region); }},
        {"postal_code", [](Of const& it, Names const&) { return cell(address(it).postal_code); }},
        {"address_country", [](Of const& it, Names const&) { return cell(address(it).country); }},
        {"group", [](Of const& it, Names const& names) { return named(names, it.group_id); }},
        {"tags", [](Of const& it, Names const& names) { return cell(tags(it, names)); }},
        {"owner", [](Of const& it, Names const& names) { return named(names, it.owner_id); }},
        {"spot", [](Of const& it, Names const& names) { return named(names, it.spot_id); }},
        {"created_at", [](Of const& it, Names const&) { return cell(it.created_at.text()); }},
        {"updated_at", [](Of const& it, Names const&) { return cell(it.updated_at.text()); }},
    };
    return all;
}

std::span<Column<contacts::ListedContact> const> contact_columns()
{
    using Of = contacts::ListedContact;
    static constexpr Column<Of> all[]{
        {"id", [](Of const& it, Names const&) { return cell(it.id.text()); }},
        {"customer_id", [](Of const& it, Names const&) { return cell(it.customer_id.text()); }},
        {"customer_name", [](Of const& it, Names const&) { return cell(it.customer_name); }},
        {"name", [](Of const& it, Names const&) { return cell(full_name(it)); }},
        {"first_name", [](Of const& it, Names const&) { return cell(it.first_name); }},
        {"last_name", [](Of const& it, Names const&) { return cell(it.last_name); }},
        {"email", [](Of const& it, Names const&) { return cell(it.email); }},
        {"phone", [](Of const& it, Names const&) { return cell(it.phone); }},
        {"title", [](Of const& it, Names const&) { return cell(it.title); }},
        {"primary", [](Of const& it, Names const&) { return cell(it.primary); }},
        {"opted_out", [](Of const& it, Names const&) { return cell(it.opted_out); }},
        {"invalid_address", [](Of const& it, Names const&) { return cell(it.invalid_address); }},
        {"owner", [](Of const& it, Names const& names) { return named(names, it.owner_id); }},
        {"spot", [](Of const& it, Names const& names) { return named(names, it.spot_id); }},
        {"created_at", [](Of const& it, Names const&) { return cell(it.created_at.text()); }},
        {"updated_at", [](Of const& it, Names const&) { return cell(it.updated_at.text()); }},
    };
    return all;
}

std::span<Column<estimates::EstimateSummary> const> estimate_columns()
{
    using Of = estimates::EstimateSummary;
    static constexpr Column<Of> all[]{
        {"id", [](Of const& it, Names const&) { return cell(it.id.text()); }},
        {"number", [](Of const& it, Names const&) { return cell(it.number); }},
        {"state", [](Of const& it, Names const&) { return cell(std::string(name_of(it.state))); }},
        {"customer_name", [](Of const& it, Names const&) { return cell(it.customer_name); }},
        {"issue_date", [](Of const& it, Names const&) { return cell(it.issue_date); }},
        {"due_date", [](Of const& it, Names const&) { return cell(it.due_date); }},
        {"currency", [](Of const& it, Names const&) { return cell(it.currency); }},
        {"net", [](Of const& it, Names const&) { return number(it.totals.net); }},
        {"tax", [](Of const& it, Names const&) { return number(it.totals.tax); }},
        {"gross", [](Of const& it, Names const&) { return number(it.totals.gross); }},
        {"owner", [](Of const& it, Names const& names) { return named(names, it.owner_id); }},
        {"spot", [](Of const& it, Names const& names) { return named(names, it.spot_id); }},
        {"created_at", [](Of const& it, Names const&) { return cell(it.created_at.text()); }},
        {"updated_at", [](Of const& it, Names const&) { return cell(it.updated_at.text()); }},
    };
    return all;
}

std::span<Column<products::Product> const> product_columns()
{
    using Of = products::Product;
    static constexpr Column<Of> all[]{
        {"id", [](Of const& it, Names const&) { return cell(it.id.text()); }},
        {"external_id", [](Of const& it, Names const&) { return cell(it.external_id); }},
        {"sku", [](Of const& it, Names const&) { return cell(it.sku); }},
        {"name", [](Of const& it, Names const&) { return cell(it.name); }},
        {"description", [](Of const& it, Names const&) { return cell(it.description); }},
        {"category", [](Of const& it, Names const&) { return cell(it.category); }},
        {"unit", [](Of const& it, Names const&) { return cell(it.unit); }},
        {"unit_price", [](Of const& it, Names const&) { return number(it.unit_price.text()); }},
        {"currency", [](Of const& it, Names const&) { return cell(it.currency); }},
        {"tax_code", [](Of const& it, Names const& names) { return named(names, it.tax_code_id); }},
        {"active", [](Of const& it, Names const&) { return cell(it.active); }},
        {"created_at", [](Of const& it, Names const&) { return cell(it.created_at.text()); }},
        {"updated_at", [](Of const& it, Names const&) { return cell(it.updated_at.text()); }},
    };
    return all;
}

}  // namespace guildhall::exports
