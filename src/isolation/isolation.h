#pragma once
#include <string>
#include <vector>

#include "api/route.h"

namespace guildhall::isolation {

inline constexpr Permission may_read{"isolation.read"};

// One proof that companies on this installation do not see each other (docs/isolation.md). findings: 0 where everything held.
struct ReceiptEntry {
    Uuid id;
    std::string version;
    std::int32_t routes = 0, requests = 0, statements = 0, findings = 0;
    Time created_at;
};
constexpr auto shape_of(ReceiptEntry*)
{
    return shape("IsolationReceipt", field("id", &ReceiptEntry::id), field("version", &ReceiptEntry::version),
                 field("routes", &ReceiptEntry::routes), field("requests", &ReceiptEntry::requests),
                 field("statements", &ReceiptEntry::statements), field("findings", &ReceiptEntry::findings),
                 field("created_at", &ReceiptEntry::created_at));
}

std::vector<Route> routes();

}  // namespace guildhall::isolation
