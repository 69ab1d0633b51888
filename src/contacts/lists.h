#pragma once
#include "api/listing.h"
#include "contacts/contacts.h"

namespace guildhall::contacts {

// A contact as a list over the whole guild shows it: with the customer's name.
struct ListedContact {
    Id<Contact> id;
    Id<customers::Customer> customer_id;
    std::string customer_name, first_name, last_name;
    std::optional<std::string> email, phone, title;
    bool primary = false, opted_out = false, invalid_address = false;
    std::optional<Uuid> spot_id;
    Uuid owner_id;
    std::int32_t version = 1;
    Time created_at;
    Uuid created_by;
    Time updated_at;
    Uuid updated_by;
};
constexpr auto shape_of(ListedContact*)
{
    using T = ListedContact;
    return shape("ListedContact", field("id", &T::id), field("customer_id", &T::customer_id), field("customer_name", &T::customer_name),
                 field("first_name", &T::first_name), field("last_name", &T::last_name), field("email", &T::email),
                 field("phone", &T::phone), field("title", &T::title), field("primary", &T::primary), field("opted_out", &T::opted_out),
                 field("invalid_address", &T::invalid_address), field("spot_id", &T::spot_id), field("owner_id", &T::owner_id),
                 field("version", &T::version), field("created_at", &T::created_at), field("created_by", &T::created_by),
                 field("updated_at", &T::updated_at), field("updated_by", &T::updated_by));
}

struct AllFilter {
    std::optional<std::string> search;  // parts of words of name and e-mail address
    std::optional<bool> primary, opted_out, invalid_address;
    std::optional<Uuid> spot_id, owner_id;
};
constexpr auto shape_of(AllFilter*)
{
    return shape("AllContactsFilter", field("search", &AllFilter::search, length(1, 200)), field("primary", &AllFilter::primary),
                 field("opted_out", &AllFilter::opted_out), field("invalid_address", &AllFilter::invalid_address),
                 field("spot_id", &AllFilter::spot_id), field("owner_id", &AllFilter::owner_id));
}

Task<Page<ListedContact>> list_all(Tx& tx, List<AllFilter, ByName::newest> in);
Task<Count> count_all(Tx& tx, AllFilter in);

// Those that fit the filter and were there at that time, by id, from behind `after` on: for work in batches.
Task<std::vector<Uuid>> matching(Scope& tx, AllFilter in, std::optional<Uuid> after, Time at, std::int32_t most);

}  // namespace guildhall::contacts
