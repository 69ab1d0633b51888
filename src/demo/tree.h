#pragma once
#include <map>
#include <string>
#include <vector>

#include "demo/plan.h"
#include "identity/services.h"

namespace guildhall::demo {

// Everybody of the plan, each made by whom the rules of the tree allow it, in one transaction. Hashes by password.
void make_tree(std::string const& migrate_url, Plan const& plan, std::vector<Account> const& accounts,
               std::map<std::string, std::string> const& hashes, identity::Services const& services);

}  // namespace guildhall::demo
