#pragma once
#include <string>
#include <vector>

#include "isolation/check.h"
#include "support/server.h"

// Checks of a server within the test, its own with people of other companies in it.
namespace guildhall::isolation {

support::TestServer& server();
Databases databases();

Receipt check_of(Router const& routes, std::string const& address);
Receipt const& whole_check();  // of all routes; once, since it takes its time

// Of some routes alone: what is broken is among them, and the others take their time.
Router some_of(Router const& all, std::vector<std::string> const& beginnings = {"/customers", "/contacts", "/estimates", "/tax-codes"});

std::vector<std::string> told(Receipt const& receipt);
std::vector<std::string> names_of(std::vector<Unknown> const& without);

}  // namespace guildhall::isolation
