#pragma once
#include <string>
#include <vector>

#include "api/route.h"
#include "customers/customers.h"

namespace guildhall::notes {

inline constexpr Permission may_read{"notes.read"};
inline constexpr Permission may_create{"notes.create"};
inline constexpr Permission may_delete{"notes.delete"};

// What was written down about a customer, as it was typed.
struct Note {
    Id<Note> id;
    Id<customers::Customer> customer_id;
    std::string body;
    std::int32_t version = 1;
    Time created_at;
    Uuid created_by;
};
constexpr auto shape_of(Note*)
{
    return shape("Note", field("id", &Note::id), field("customer_id", &Note::customer_id), field("body", &Note::body),
                 field("version", &Note::version), field("created_at", &Note::created_at), field("created_by", &Note::created_by));
}

std::vector<Route> routes();

}  // namespace guildhall::notes
