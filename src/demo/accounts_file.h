#pragma once
#include <optional>
#include <string>
#include <vector>

#include "demo/plan.h"

namespace guildhall::demo {

std::optional<std::vector<Account>> read_accounts(std::string const& path);          // none if there is no such file
void write_accounts(std::string const& path, std::vector<Account> const& accounts);  // 0600, whole or not at all

}  // namespace guildhall::demo
