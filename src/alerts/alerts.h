#pragma once
#include <vector>

#include "api/route.h"

// Patterns in the audit trail that somebody should look at; the rules are rows of platform.alert_rules (migrations/0105).
namespace guildhall::alerts {

inline constexpr Permission may_read{"audit.read"};
inline constexpr Permission may_update{"alerts.update"};
inline constexpr Permission may_read_platform{"platform_alerts.read"};

std::vector<Route> routes();

}  // namespace guildhall::alerts
