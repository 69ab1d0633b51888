#pragma once
#include <string>
#include <vector>

#include "imports/conversion.h"

namespace guildhall::demo {

struct OrderLine {
    std::string product;  // its external id
    std::string quantity, unit_price, discount_percent;
};

struct Order {
    std::string id, customer;  // its external id
    std::vector<OrderLine> lines;
};

// What a sample company works with.
struct Stock {
    std::vector<imports::ImportRecord> customers, products;
    std::vector<Order> orders;
};

Stock northwind();
Stock sp500();
Stock generated_stock(std::uint64_t seed, std::size_t customers, std::vector<std::string> const& product_names);

// As a file of the importer's would have it.
imports::ImportRecord generated_customer(class Dice& dice, std::int64_t number);

}  // namespace guildhall::demo
