#include "demo/samples.h"

#include <algorithm>
#include <map>

#include "demo/demo.sql.h"
#include "demo/stock.h"

namespace guildhall::demo {

namespace sql {
constexpr auto customer_ids = db::statement<text, "customer_ids">;
constexpr auto product_ids = db::statement<text, "product_ids">;
}  // namespace sql

namespace {

struct CustomerRow {
    std::string external_id;
    Uuid id;
};
constexpr auto shape_of(CustomerRow*)
{
    return shape("CustomerRow", field("external_id", &CustomerRow::external_id), field("id", &CustomerRow::id));
}

struct ProductRow {
    std::string external_id;
    Uuid id;
    std::string name;
    Decimal unit_price;
};
constexpr auto shape_of(ProductRow*)
{
    return shape("ProductRow", field("external_id", &ProductRow::external_id), field("id", &ProductRow::id),
                 field("name", &ProductRow::name), field("unit_price", &ProductRow::unit_price));
}

// Whose the customers are, in turn, as indexes of Company::people: those who may create them. The builders meet most of them, and
// what the administrator enters lies above all spots.
constexpr std::size_t turns[] = {2, 5, 1, 8, 2, 4, 5, 2, 7, 8, 5, 2, 0};

std::size_t turn(std::size_t customer)
{
    return turns[customer % std::size(turns)];
}

// One company that is filled.
class Filling {
public:
    Filling(Hands& hands, Stock stock, std::span<Account const> people) : hands_(hands), stock_(std::move(stock))
    {
        for (auto const at : {0, 1, 2, 4, 5, 7, 8})
            sessions_.emplace(at, hands.borrow(people[0].guild_id.value(), people[static_cast<std::size_t>(at)].email));
    }

    Task<void> all()
    {
        auto first = products();
        co_await std::move(first);
        auto second = customers();
        co_await std::move(second);
        auto last = estimates();
        co_await std::move(last);
        for (auto const& [person, session] : sessions_)
            hands_.give_back(session);
    }

private:
    jobs::Authority const& session_of(std::size_t person) const { return sessions_.at(person); }

    Task<void> products()
    {
        auto bringing = hands_.bring_in(session_of(0), imports::Kind::products, stock_.products);
        auto const made = co_await std::move(bringing);
    }

    Task<void> customers()
    {
        std::map<std::size_t, std::vector<imports::ImportRecord>> shares;
        for (std::size_t i = 0; i < stock_.customers.size(); ++i)
            shares[turn(i)].push_back(stock_.customers[i]);
        for (auto const& [person, share] : shares) {
            auto bringing = hands_.bring_in(session_of(person), imports::Kind::customers, share);
            auto const made = co_await std::move(bringing);
        }
    }

    Task<void> estimates()
    {
        auto asking_customers = hands_.rows<CustomerRow>(session_of(0), "{customers.read}", sql::customer_ids);
        auto const customer_rows = co_await std::move(asking_customers);
        auto asking_products = hands_.rows<ProductRow>(session_of(0), "{products.read}", sql::product_ids);
        auto const product_rows = co_await std::move(asking_products);
        auto asking_tax = hands_.ask(session_of(0), "GET", "/tax-codes", "", "");
        auto const tax_codes = co_await std::move(asking_tax);
        auto const tax_code = usual_tax_code(tax_codes);
        std::map<std::string, Uuid> customer_ids;
        for (auto const& row : customer_rows)
            customer_ids.emplace(row.external_id, row.id);
        std::map<std::string, ProductRow> products_by_id;
        for (auto const& row : product_rows)
            products_by_id.emplace(row.external_id, row);
        std::map<std::string, std::size_t> owners;
        for (std::size_t i = 0; i < stock_.customers.size(); ++i)
            owners.emplace(stock_.customers[i].values.at("external_id"), turn(i));
        for (auto const& order : stock_.orders) {
            auto body = estimate(order, customer_ids.at(order.customer), products_by_id, tax_code);
            auto asking = hands_.ask(session_of(owners.at(order.customer)), "POST", "/estimates", std::move(body), "demo-" + order.id);
            auto const made = co_await std::move(asking);
        }
    }

    // The guild's standard rate, or the first code where it has none.
    static std::string usual_tax_code(json::Value const& page)
    {
        auto const& codes = page.find("items")->items;
        auto const standard =
            std::ranges::find_if(codes, [](auto const& code) { return code.find("name")->string.starts_with("Standard"); });
        return (standard == codes.end() ? codes.front() : *standard).find("id")->string;
    }

    static std::string estimate(Order const& order, Uuid customer, std::map<std::string, ProductRow> const& products,
                                std::string const& tax_code)
    {
        std::string body;
        json::Writer out(body);
        auto const text = [&](char const* name, std::string_view value) {
            out.plain_key(name);
            out.string(value);
        };
        out.begin_object();
        text("customer_id", customer.text());
        out.plain_key("lines");
        out.begin_array();
        for (auto const& line : order.lines) {
            auto const& product = products.at(line.product);
            out.begin_object();
            text("description", product.name);
            text("product_id", product.id.text());
            text("quantity", line.quantity);
            text("unit_price", line.unit_price);
            if (!line.discount_percent.empty())
                text("discount_percent", line.discount_percent);
            text("tax_code_id", tax_code);
            out.end_object();
        }
        out.end_array();
        out.end_object();
        return body;
    }

    Hands& hands_;
    Stock stock_;
    std::map<std::size_t, jobs::Authority> sessions_;
};

Stock stock_of(std::size_t company)
{
    constexpr std::size_t customers = 40;
    switch (company) {
    case 0: return northwind();
    case 1: return sp500();
    case 2:
        return generated_stock(3, customers,
                               {"Garden plan", "Planting, hour", "Olive tree, 2 m", "Lemon tree", "Irrigation, metre",
                                "Terrace, square metre", "Lawn care, visit"});
    default:
        return generated_stock(
            4, customers,
            {"Spruce table", "Oak chair", "Bookcase, birch", "Bench, 160 cm", "Lamp, brass", "Delivery and assembly", "Oil and care set"});
    }
}

Task<void> fill_all(Hands& hands, Plan const& plan, std::vector<Account> const& accounts)
{
    for (std::size_t i = 0; i < plan.companies.size(); ++i) {
        Filling filling(hands, stock_of(i), people_of(accounts, plan, i));
        auto filled = filling.all();
        co_await std::move(filled);
    }
}

}  // namespace

void fill_samples(Hands& hands, Plan const& plan, std::vector<Account> const& accounts)
{
    hands.run(fill_all(hands, plan, accounts));
}

}  // namespace guildhall::demo
