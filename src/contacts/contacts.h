#pragma once
#include <optional>
#include <string>
#include <vector>

#include "api/route.h"
#include "customers/customers.h"

namespace guildhall::contacts {

inline constexpr Permission may_read{"contacts.read"};
inline constexpr Permission may_create{"contacts.create"};
inline constexpr Permission may_update{"contacts.update"};
inline constexpr Permission may_delete{"contacts.delete"};

// A person at a customer. Exactly one of a customer's contacts is primary; the database keeps it so (migrations/0018).
struct Contact {
    Id<Contact> id;
    Id<customers::Customer> customer_id;
    std::string first_name, last_name;
    std::optional<std::string> email, phone, title;
    bool primary = false, opted_out = false, invalid_address = false;
    std::int32_t version = 1;
    Time created_at;
    Uuid created_by;
    Time updated_at;
    Uuid updated_by;
};
constexpr auto shape_of(Contact*)
{
    return shape("Contact", field("id", &Contact::id), field("customer_id", &Contact::customer_id),
                 field("first_name", &Contact::first_name), field("last_name", &Contact::last_name), field("email", &Contact::email),
                 field("phone", &Contact::phone), field("title", &Contact::title), field("primary", &Contact::primary),
                 field("opted_out", &Contact::opted_out), field("invalid_address", &Contact::invalid_address),
                 field("version", &Contact::version), field("created_at", &Contact::created_at), field("created_by", &Contact::created_by),
                 field("updated_at", &Contact::updated_at), field("updated_by", &Contact::updated_by));
}

std::vector<Route> routes();

}  // namespace guildhall::contacts
