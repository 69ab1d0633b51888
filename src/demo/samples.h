#pragma once
#include "demo/hands.h"
#include "demo/plan.h"

namespace guildhall::demo {

// Fills the guilds of sample_plan(): each person's customers, the products, estimates. What is there already is left as it is.
void fill_samples(Hands& hands, Plan const& plan, std::vector<Account> const& accounts);

}  // namespace guildhall::demo
