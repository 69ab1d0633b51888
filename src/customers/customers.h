#pragma once
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "api/route.h"
#include "base/stored.h"
#include "groups/groups.h"
#include "tags/tags.h"

namespace guildhall::customers {

inline constexpr Permission may_read{"customers.read"};
inline constexpr Permission may_create{"customers.create"};
inline constexpr Permission may_update{"customers.update"};
inline constexpr Permission may_delete{"customers.delete"};
inline constexpr Permission may_export{"exports.run"};

enum class Kind { company, person };
constexpr std::array<std::string_view, 2> names_of(Kind*)
{
    return {"company", "person"};
}

enum class Status { lead, active, former };
constexpr std::array<std::string_view, 3> names_of(Status*)
{
    return {"lead", "active", "former"};
}

// A postal address as its country writes it; every part is kept exactly as typed.
struct Address {
    std::optional<std::string> street, city, region, postal_code, country;
    bool operator==(Address const&) const = default;
};
constexpr auto shape_of(Address*)
{
    return shape("Address", field("street", &Address::street, length(0, 500)), field("city", &Address::city, length(0, 200)),
                 field("region", &Address::region, length(0, 200)), field("postal_code", &Address::postal_code, length(0, 40)),
                 field("country", &Address::country, country_code));
}

struct Customer {
    Id<Customer> id;
    std::optional<std::string> external_id;
    std::string name;
    Kind kind = Kind::company;
    Status status = Status::active;
    std::optional<std::string> vat_number, phone, website, country, language;
    std::string currency;
    std::int32_t payment_terms_days = 0;
    std::optional<Stored<Address>> address, billing_address, shipping_address;
    std::optional<Id<groups::Group>> group_id;
    std::vector<Id<tags::Tag>> tag_ids;
    std::optional<Uuid> spot_id;
    Uuid owner_id;
    std::int32_t version = 1;
    Time created_at;
    Uuid created_by;
    Time updated_at;
    Uuid updated_by;
};
constexpr auto shape_of(Customer*)
{
    return shape("Customer", field("id", &Customer::id), field("external_id", &Customer::external_id), field("name", &Customer::name),
                 field("kind", &Customer::kind), field("status", &Customer::status), field("vat_number", &Customer::vat_number),
                 field("phone", &Customer::phone), field("website", &Customer::website), field("country", &Customer::country),
                 field("language", &Customer::language), field("currency", &Customer::currency),
                 field("payment_terms_days", &Customer::payment_terms_days), field("address", &Customer::address),
                 field("billing_address", &Customer::billing_address), field("shipping_address", &Customer::shipping_address),
                 field("group_id", &Customer::group_id), field("tag_ids", &Customer::tag_ids), field("spot_id", &Customer::spot_id),
                 field("owner_id", &Customer::owner_id), field("version", &Customer::version), field("created_at", &Customer::created_at),
                 field("created_by", &Customer::created_by), field("updated_at", &Customer::updated_at),
                 field("updated_by", &Customer::updated_by));
}

std::vector<Route> routes();

}  // namespace guildhall::customers
