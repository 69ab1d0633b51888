#pragma once
#include <string>
#include <vector>

#include "demo/plan.h"

namespace guildhall::demo {

// How many of the customers each guild has: the first most, the nth an nth of that (Zipf), at least one each while there are enough.
std::vector<std::int64_t> shares(std::int64_t customers, std::int64_t guilds);

// Customers, contacts and words of every guild of the plan in one transaction, as the owner of the tables: by COPY, past triggers and row
// security, which nobody can meet meanwhile, since the tables are locked. Each guild's chain gets one entry.
void load(std::string const& migrate_url, Plan const& plan, std::vector<Account> const& accounts, Size const& size);

}  // namespace guildhall::demo
