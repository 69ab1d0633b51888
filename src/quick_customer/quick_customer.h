#pragma once
#include <vector>

#include "api/route.h"

// A customer with its primary contact and addresses in one request and one transaction, and who it may already be
// (product.md, "Quick Customer").
namespace guildhall::quick_customer {

std::vector<Route> routes();

}  // namespace guildhall::quick_customer
