#pragma once
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "api/route.h"
#include "customers/customers.h"

namespace guildhall::activities {

inline constexpr Permission may_read{"activities.read"};
inline constexpr Permission may_create{"activities.create"};
inline constexpr Permission may_update{"activities.update"};
inline constexpr Permission may_delete{"activities.delete"};

enum class Kind { task, call, meeting };
constexpr std::array<std::string_view, 3> names_of(Kind*)
{
    return {"task", "call", "meeting"};
}

// What somebody has to do, perhaps with a customer. It lies where its assignee works.
struct Activity {
    Id<Activity> id;
    Kind kind = Kind::task;
    std::string subject;
    std::optional<std::string> body;
    std::optional<Time> due_at, remind_at, done_at;
    bool done = false;
    Uuid assignee_id;
    std::optional<Id<customers::Customer>> customer_id;
    std::optional<std::string> customer_name;  // none where the customer is out of sight, or in the trash
    std::optional<Uuid> spot_id;
    std::int32_t version = 1;
    Time created_at;
    Uuid created_by;
    Time updated_at;
    Uuid updated_by;
};
constexpr auto shape_of(Activity*)
{
    return shape("Activity", field("id", &Activity::id), field("kind", &Activity::kind), field("subject", &Activity::subject),
                 field("body", &Activity::body), field("due_at", &Activity::due_at), field("remind_at", &Activity::remind_at),
                 field("done_at", &Activity::done_at), field("done", &Activity::done), field("assignee_id", &Activity::assignee_id),
                 field("customer_id", &Activity::customer_id), field("customer_name", &Activity::customer_name),
                 field("spot_id", &Activity::spot_id), field("version", &Activity::version), field("created_at", &Activity::created_at),
                 field("created_by", &Activity::created_by), field("updated_at", &Activity::updated_at),
                 field("updated_by", &Activity::updated_by));
}

std::vector<Route> routes();

}  // namespace guildhall::activities
