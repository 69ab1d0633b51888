#pragma once
#include <optional>
#include <string>
#include <vector>

#include "api/scope.h"

namespace guildhall::quick_customer {

// What is known so far of somebody who may be a customer already.
struct Likeness {
    std::optional<std::string> company_name, email, phone, vat_number;
};
constexpr auto shape_of(Likeness*)
{
    return shape("Likeness", field("company_name", &Likeness::company_name, length(0, 200)),
                 field("email", &Likeness::email, length(0, 254)), field("phone", &Likeness::phone, length(0, 60)),
                 field("vat_number", &Likeness::vat_number, length(0, 50)));
}

// why: what agrees, of vat, email, phone, email_domain, name. score: 0 to 1.
struct Hint {
    Uuid customer_id;
    std::string name;
    std::vector<std::string> why;
    RawJson score;
};
constexpr auto shape_of(Hint*)
{
    return shape("CustomerHint", field("customer_id", &Hint::customer_id), field("name", &Hint::name), field("why", &Hint::why),
                 field("score", &Hint::score));
}

struct Hints {
    std::vector<Hint> items;
};
constexpr auto shape_of(Hints*)
{
    return shape("CustomerHints", field("items", &Hints::items));
}

struct OfCustomer {
    Uuid customer_id;
};
constexpr auto shape_of(OfCustomer*)
{
    return shape("DuplicatesOfCustomer", field("customer_id", &OfCustomer::customer_id));
}

// Other customers that may be the same, by what is known of this one and of its contacts; as hints.
Task<Hints> duplicates(Tx& tx, OfCustomer which);

// At most five, the likeliest first, of what the caller may see.
Task<Hints> hints(Tx& tx, Likeness in);

}  // namespace guildhall::quick_customer
