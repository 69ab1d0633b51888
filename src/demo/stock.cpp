#include "demo/stock.h"

#include <map>

#include "demo/northwind_customers.txt.h"
#include "demo/northwind_order_lines.txt.h"
#include "demo/northwind_products.txt.h"
#include "demo/sp500_constituents.txt.h"
#include "demo/words.h"

namespace guildhall::demo {

namespace {

using imports::ImportRecord;
using imports::Kind;

std::vector<ImportRecord> records(Kind kind, std::string_view file)
{
    auto const table = imports::read_table(file);
    auto const mapping = imports::guess_mapping(kind, table);
    imports::Conversion const conversion(kind, mapping, imports::decimal_marks(kind, mapping, table));
    std::vector<ImportRecord> all;
    for (auto const& row : table.rows)
        all.push_back(conversion.record(row));
    return all;
}

// "0.15" → "15": percent, as estimates have it.
std::string percent(std::string const& fraction)
{
    auto const whole = std::stoi(fraction.substr(fraction.find('.') + 1));
    return whole ? std::to_string(whole) : "";
}

std::vector<Order> orders(std::string_view file)
{
    std::vector<Order> all;
    for (auto const& row : imports::read_table(file).rows) {
        auto const& cells = row.cells;  // order_id, customer_id, order_date, product_id, unit_price, quantity, discount
        if (all.empty() || all.back().id != cells[0])
            all.push_back({cells[0], cells[1], {}});
        all.back().lines.push_back({cells[3], cells[5], cells[4], percent(cells[6])});
    }
    return all;
}

// Some of what customers might order, of what there is.
std::vector<Order> made_up_orders(Dice& dice, std::vector<ImportRecord> const& customers, std::vector<ImportRecord> const& products,
                                  std::size_t count)
{
    std::vector<Order> all;
    for (std::size_t i = 0; i < count; ++i) {
        Order order{std::to_string(1001 + i), customers[dice.below(customers.size())].values.at("external_id"), {}};
        for (std::size_t line = 0; line < 1 + dice.below(4); ++line) {
            auto const& product = products[dice.below(products.size())].values;
            order.lines.push_back(
                {product.at("external_id"), std::to_string(1 + dice.below(20)), product.at("unit_price"), dice.below(4) ? "" : "5"});
        }
        all.push_back(std::move(order));
    }
    return all;
}

std::vector<ImportRecord> priced(Dice& dice, std::vector<std::string> const& names)
{
    std::vector<ImportRecord> all;
    for (auto const& name : names) {
        ImportRecord record;
        record.row = all.size() + 1;
        record.values = {{"external_id", "P-" + std::to_string(101 + all.size())},
                         {"name", name},
                         {"unit_price", std::to_string(5 + dice.below(400)) + (dice.below(2) ? ".50" : "")}};
        all.push_back(std::move(record));
    }
    return all;
}

}  // namespace

Stock northwind()
{
    return {records(Kind::customers, text::northwind_customers), records(Kind::products, text::northwind_products),
            orders(text::northwind_order_lines)};
}

Stock sp500()
{
    Dice dice(500);
    Stock stock;
    stock.customers = records(Kind::customers, text::sp500_constituents);
    stock.products = priced(dice, {"Annual report, one company", "Quarterly outlook", "Sector briefing", "Analyst hour", "Data feed, month",
                                   "Due diligence, day"});
    stock.orders = made_up_orders(dice, stock.customers, stock.products, 30);
    return stock;
}

Stock generated_stock(std::uint64_t seed, std::size_t customers, std::vector<std::string> const& product_names)
{
    Dice dice(seed);
    Stock stock;
    for (std::size_t i = 0; i < customers; ++i)
        stock.customers.push_back(generated_customer(dice, static_cast<std::int64_t>(i + 1)));
    stock.products = priced(dice, product_names);
    stock.orders = made_up_orders(dice, stock.customers, stock.products, 15);
    return stock;
}

ImportRecord generated_customer(Dice& dice, std::int64_t number)
{
    ImportRecord record;
    record.row = static_cast<std::size_t>(number);
    auto const& place = town(dice);
    std::string const first(first_name(dice)), last(last_name(dice));
    bool const person = dice.below(12) == 0;
    auto const name = person ? first + " " + last : company_name(dice);
    auto const site = mail_name(name) + (person ? "" : std::to_string(number)) + ".example";
    auto& values = record.values;
    auto const keep = [&](char const* field, std::string value) {
        if (!value.empty())
            values.emplace(field, std::move(value));
    };
    keep("external_id", "C-" + std::to_string(100'000 + number));
    keep("name", name);
    keep("kind", person ? "person" : "company");
    keep("status", dice.below(10) == 0 ? "lead" : dice.below(12) == 0 ? "former" : "active");
    keep("phone", "+" + std::string(place.dialling) + " " + dice.digits(2) + " " + dice.digits(7));
    keep("website", person ? "" : "https://" + site);
    keep("vat_number", person || dice.below(3) == 0 ? "" : std::string(place.country) + dice.digits(9));
    keep("country", std::string(place.country));
    keep("address.street", std::string(street(dice)) + " " + std::to_string(1 + dice.below(150)));
    keep("address.city", std::string(place.city));
    keep("address.region", std::string(place.region));
    keep("address.postal_code", dice.digits(5));
    keep("address.country", std::string(place.country));
    keep("contact.first_name", first);
    keep("contact.last_name", last);
    keep("contact.title", person ? "" : std::string(job_title(dice)));
    keep("contact.email", mail_name(first + " " + last) + (person ? std::to_string(number) + "@mail.example" : "@" + site));
    return record;
}

}  // namespace guildhall::demo
