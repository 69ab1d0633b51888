#pragma once
#include <optional>
#include <string>
#include <vector>

#include "api/route.h"

namespace guildhall::audit {

inline constexpr Permission may_read{"audit.read"};
inline constexpr Permission may_read_platform{"platform_audit.read"};

// What became of one field, as text; of an address each part by itself. Null: there was nothing.
struct FieldChange {
    std::string field;
    std::optional<std::string> before, after;
};
constexpr auto shape_of(FieldChange*)
{
    return shape("FieldChange", field("field", &FieldChange::field), field("before", &FieldChange::before),
                 field("after", &FieldChange::after));
}

// One entry of a chain: that of a guild, or the platform's. actor: 000… for the operator on the machine and for nobody; its name is there
// if the reader sees that account. changes: of an entry that was asked for by its seq, else null.
struct Event {
    std::int64_t seq = 0;
    Time at;
    Uuid actor;
    std::optional<std::string> actor_name;
    std::optional<Uuid> on_behalf_of;
    std::string action, object, request_id;
    std::string hash;  // hexadecimal
    std::optional<std::vector<FieldChange>> changes;
};
constexpr auto shape_of(Event*)
{
    return shape("AuditEvent", field("seq", &Event::seq), field("at", &Event::at), field("actor", &Event::actor),
                 field("actor_name", &Event::actor_name), field("on_behalf_of", &Event::on_behalf_of), field("action", &Event::action),
                 field("object", &Event::object), field("request_id", &Event::request_id), field("hash", &Event::hash),
                 field("changes", &Event::changes));
}

std::vector<Route> routes();

}  // namespace guildhall::audit
