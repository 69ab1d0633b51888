#pragma once
#include <optional>
#include <string>
#include <vector>

#include "api/route.h"

namespace guildhall::audit {

inline constexpr Permission may_read{"audit.read"};
inline constexpr Permission may_read_platform{"platform_audit.read"};

// One entry of a chain: that of a guild, or the platform's. actor: 000… for the operator on the machine and for nobody.
struct Event {
    std::int64_t seq = 0;
    Time at;
    Uuid actor;
    std::optional<Uuid> on_behalf_of;
    std::string action, object, request_id;
    std::string hash;  // hexadecimal
};
constexpr auto shape_of(Event*)
{
    return shape("AuditEvent", field("seq", &Event::seq), field("at", &Event::at), field("actor", &Event::actor),
                 field("on_behalf_of", &Event::on_behalf_of), field("action", &Event::action), field("object", &Event::object),
                 field("request_id", &Event::request_id), field("hash", &Event::hash));
}

std::vector<Route> routes();

}  // namespace guildhall::audit
