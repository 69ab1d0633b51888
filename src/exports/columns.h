#pragma once
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "contacts/lists.h"
#include "customers/lists.h"
#include "estimates/lists.h"
#include "exports/sheet.h"
#include "products/lists.h"

// What stands in the columns of a file. Inside of this folder.
namespace guildhall::exports {

// What records point to: colleagues, spots, tags, groups, tax codes.
using Names = std::map<Uuid, std::string>;

template <class Of>
struct Column {
    std::string_view name;
    Cell (*cell)(Of const&, Names const&);
};

std::span<Column<customers::Customer> const> customer_columns();
std::span<Column<contacts::ListedContact> const> contact_columns();
std::span<Column<estimates::EstimateSummary> const> estimate_columns();
std::span<Column<products::Product> const> product_columns();

}  // namespace guildhall::exports
