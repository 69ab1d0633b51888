#include "quick_customer/quick_customer.h"

#include <algorithm>

#include "contacts/contacts.h"
#include "customers/customers.h"
#include "quick_customer/hints.h"
#include "quick_customer/quick_customer.sql.h"

namespace guildhall::quick_customer {

namespace sql {
constexpr auto asked = db::statement<text, "asked">;
constexpr auto add_customer = db::statement<text, "add_customer">;
constexpr auto add_contact = db::statement<text, "add_contact">;
}  // namespace sql

namespace {

using contacts::Contact;
using customers::Address;
using customers::Customer;

struct PrimaryContact {
    std::string first_name, last_name;
    std::optional<std::string> email, phone, title;
};
constexpr auto shape_of(PrimaryContact*)
{
    return shape("PrimaryContact", field("first_name", &PrimaryContact::first_name, length(1, 200), not_blank),
                 field("last_name", &PrimaryContact::last_name, length(1, 200), not_blank),
                 field("email", &PrimaryContact::email, guildhall::email), field("phone", &PrimaryContact::phone, length(1, 50), not_blank),
                 field("title", &PrimaryContact::title, length(1, 200), not_blank));
}

struct QuickCustomer {
    std::optional<std::string> company_name;
    bool private_person = false;
    std::optional<std::string> vat_number, phone, website, country, currency, language;
    std::optional<Address> address;
    bool billing_same_as_address = true;
    std::optional<Address> billing_address, shipping_address;
    PrimaryContact contact;
};
constexpr auto shape_of(QuickCustomer*)
{
    return shape("QuickCustomer", field("company_name", &QuickCustomer::company_name, length(1, 200), not_blank),
                 field("private_person", &QuickCustomer::private_person, or_default),
                 field("vat_number", &QuickCustomer::vat_number, length(1, 50), not_blank),
                 field("phone", &QuickCustomer::phone, length(1, 50), not_blank), field("website", &QuickCustomer::website, website),
                 field("country", &QuickCustomer::country, country_code), field("currency", &QuickCustomer::currency, currency_code),
                 field("language", &QuickCustomer::language, language_tag), field("address", &QuickCustomer::address),
                 field("billing_same_as_address", &QuickCustomer::billing_same_as_address, or_default),
                 field("billing_address", &QuickCustomer::billing_address), field("shipping_address", &QuickCustomer::shipping_address),
                 field("contact", &QuickCustomer::contact));
}

std::string name_of(QuickCustomer const& in)
{
    return in.private_person ? in.contact.first_name + " " + in.contact.last_name : *in.company_name;
}

void check_name(QuickCustomer const& in, Reading& reading)
{
    if (!in.private_person && !in.company_name)
        reading.object_at("company_name", "is required");
    if (in.private_person && in.company_name && !reading.complained_at("company_name"))
        reading.object_at("company_name", "is not for a private person");
    bool const named = !reading.complained_at("contact.first_name") && !reading.complained_at("contact.last_name");
    if (in.private_person && named && broken(length(1, 200), name_of(in)))
        reading.object_at("contact.last_name", "is too long: with the first name it must have at most 199 characters");
}

void check_together(QuickCustomer const& in, Reading& reading)
{
    check_name(in, reading);
    if (in.billing_same_as_address && in.billing_address && in.billing_address != in.address && !reading.complained_at("address") &&
        !reading.complained_at("billing_address"))
        reading.object_at("billing_address", "differs from the address, but billing_same_as_address says otherwise");
    // Alone, this waits for what the guild asks (check_asked); with others it is said in time for one correction of all.
    bool const reachable = in.contact.email || in.contact.phone || in.phone;
    if (!reading.invalid.empty() && !reachable)
        reading.object_at("contact.email", "is required");
}

struct Captured {
    Customer customer;
    Contact contact;
};
constexpr auto shape_of(Captured*)
{
    return shape("QuickCustomerAnswer", field("customer", &Captured::customer), field("contact", &Captured::contact));
}

// What the guild asks (its settings): required are the names of fields, as in "contact.title".
struct Asked {
    bool phone_will_do = false;
    std::vector<std::string> required;
};
constexpr auto shape_of(Asked*)
{
    return shape("Asked", field("phone_will_do", &Asked::phone_will_do), field("required", &Asked::required));
}

// Which of the fields that can be asked for are missing, by the names they have in the form. A private person has no VAT number and no
// website, and its phone is its own.
std::vector<std::string> missing(std::string const& name, QuickCustomer const& in)
{
    std::vector<std::string> all;
    auto need = [&](bool there, std::string at) {
        if (!there)
            all.push_back(std::move(at));
    };
    if (name == "vat_number")
        need(in.vat_number || in.private_person, name);
    else if (name == "website")
        need(in.website || in.private_person, name);
    else if (name == "phone")
        need(in.phone || (in.private_person && in.contact.phone), in.private_person ? "contact.phone" : name);
    else if (name == "contact.phone")
        need(in.contact.phone.has_value(), name);
    else if (name == "contact.title")
        need(in.contact.title.has_value(), name);
    else if (name == "address") {
        need(in.address && in.address->street, "address.street");
        need(in.address && in.address->city, "address.city");
    }
    return all;
}

// An e-mail address is required, unless the guild lets a phone number do; and whatever else the guild asks.
Task<void> check_asked(Tx& tx, QuickCustomer in)
{
    auto const asked = co_await tx.one<Asked>(sql::asked);
    std::vector<FieldProblem> problems;
    if (!in.contact.email && !asked.phone_will_do)
        problems.push_back({"contact.email", "is required"});
    else if (!in.contact.email && !in.contact.phone && !in.phone)
        problems.push_back({"contact.email", "or a phone number is required"});
    for (auto const& name : asked.required)
        for (auto const& field : missing(name, in))
            if (std::find(problems.begin(), problems.end(), FieldProblem{field, "is required"}) == problems.end())
                problems.push_back({field, "is required"});
    if (!problems.empty())
        throw Failure(Problem::invalid, {}, std::move(problems));
}

Task<Captured> add(Tx& tx, QuickCustomer in)
{
    co_await check_asked(tx, in);
    auto const customer_id = Id<Customer>::make();
    auto const kind = in.private_person ? customers::Kind::person : customers::Kind::company;
    auto const& billing = in.billing_same_as_address ? in.address : in.billing_address;
    auto customer = tx.later<Customer>(sql::add_customer, customer_id, name_of(in), kind, in.vat_number, in.phone, in.website, in.country,
                                       in.currency, in.language, in.address, billing, in.shipping_address);
    Captured captured;
    captured.contact = co_await tx.last_one<Contact>(sql::add_contact, Id<Contact>::make(), customer_id, in.contact.first_name,
                                                     in.contact.last_name, in.contact.email, in.contact.phone, in.contact.title);
    captured.customer = customer.one();
    co_return captured;
}

}  // namespace

std::vector<Route> routes()
{
    return {
        post("/quick-customers", "Capture a customer with its primary contact", needs(customers::may_create), add),
        get("/customers/{customer_id}/duplicates", "Customers that may be the same as this one", needs(customers::may_read), duplicates),
        get("/customer-hints", "Customers that this may already be", needs(customers::may_read), hints),
    };
}

}  // namespace guildhall::quick_customer
