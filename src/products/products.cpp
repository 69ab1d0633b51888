#include "products/products.h"

#include "api/removing.h"
#include "products/lists.h"
#include "products/products.sql.h"

namespace guildhall::products {

namespace sql {
constexpr auto by_id = db::statement<text, "by_id">;
constexpr auto to_change = db::statement<text, "to_change">;
constexpr auto tax_code = db::statement<text, "tax_code">;
constexpr auto add = db::statement<text, "add">;
constexpr auto change = db::statement<text, "change">;
constexpr auto remove = db::statement<text, "remove">;
}  // namespace sql

namespace {

using TaxCodeId = Id<tax_codes::TaxCode>;

struct ProductById {
    Id<Product> product_id;
    std::optional<std::string> if_match;
};
constexpr auto shape_of(ProductById*)
{
    return shape("ProductById", field("product_id", &ProductById::product_id), field("if_match", &ProductById::if_match));
}

constexpr auto external_id_taken = constraint("products_external_id", "external_id", "is the id of another product");
constexpr auto sku_taken = constraint("products_sku", "sku", "is the article number of another product");
constexpr auto not_a_tax_code = constraint("products_tax_code", "tax_code_id", "is not a tax code");

struct ProductInput {
    std::string name;
    std::optional<std::string> external_id, sku, description, category, unit;
    Decimal unit_price;
    std::optional<std::string> currency;
    std::optional<TaxCodeId> tax_code_id;
    bool active = true;
};
constexpr auto shape_of(ProductInput*)
{
    return shape("ProductInput", field("name", &ProductInput::name, length(1, 200), not_blank),
                 field("external_id", &ProductInput::external_id, length(1, 200)), field("sku", &ProductInput::sku, length(1, 100)),
                 field("description", &ProductInput::description, length(1, 2'000)),
                 field("category", &ProductInput::category, length(1, 200)), field("unit", &ProductInput::unit, length(1, 100)),
                 field("unit_price", &ProductInput::unit_price), field("currency", &ProductInput::currency, currency_code),
                 field("tax_code_id", &ProductInput::tax_code_id), field("active", &ProductInput::active, or_default), external_id_taken,
                 sku_taken, not_a_tax_code);
}

struct ProductChange {
    Id<Product> product_id;
    std::optional<std::string> if_match;
    Change<std::string> name;
    Change<std::optional<std::string>> external_id, sku, description, category, unit;
    Change<Decimal> unit_price;
    Change<std::string> currency;
    Change<std::optional<TaxCodeId>> tax_code_id;
    Change<bool> active;
};
constexpr auto shape_of(ProductChange*)
{
    return shape("ProductChange", field("product_id", &ProductChange::product_id), field("if_match", &ProductChange::if_match),
                 field("name", &ProductChange::name, length(1, 200), not_blank),
                 field("external_id", &ProductChange::external_id, length(1, 200)), field("sku", &ProductChange::sku, length(1, 100)),
                 field("description", &ProductChange::description, length(1, 2'000)),
                 field("category", &ProductChange::category, length(1, 200)), field("unit", &ProductChange::unit, length(1, 100)),
                 field("unit_price", &ProductChange::unit_price), field("currency", &ProductChange::currency, currency_code),
                 field("tax_code_id", &ProductChange::tax_code_id), field("active", &ProductChange::active), external_id_taken, sku_taken,
                 not_a_tax_code);
}

// The key alone would take one out of the trash.
Task<void> expect_tax_code(Tx& tx, std::optional<TaxCodeId> tax_code_id)
{
    if (!tax_code_id)
        co_return;
    auto found = co_await tx.maybe<Uuid>(sql::tax_code, *tax_code_id);
    if (!found)
        throw Failure(Problem::invalid, {}, {{"tax_code_id", std::string(not_a_tax_code.message)}});
}

Task<Product> by_id(Tx& tx, ProductById which)
{
    return tx.last_one<Product>(sql::by_id, which.product_id);
}

Task<Product> add(Tx& tx, ProductInput in)
{
    co_await expect_tax_code(tx, in.tax_code_id);
    co_return co_await tx.last_one<Product>(sql::add, Id<Product>::make(), in.external_id, in.sku, in.name, in.description, in.category,
                                            in.unit, in.unit_price, in.currency, in.tax_code_id, in.active);
}

Task<Product> change(Tx& tx, ProductChange changes)
{
    auto now = co_await tx.one<Product>(sql::to_change, changes.product_id);
    expect_version(changes.if_match, now);
    if (changes.tax_code_id.given && changes.tax_code_id.value != now.tax_code_id)
        co_await expect_tax_code(tx, changes.tax_code_id.value);
    apply(now, changes);
    co_return co_await tx.last_one<Product>(sql::change, now.id, now.external_id, now.sku, now.name, now.description, now.category,
                                            now.unit, now.unit_price, now.currency, now.tax_code_id, now.active);
}

Task<void> remove(Tx& tx, ProductById which)
{
    return removed<Product>(tx, sql::to_change, sql::remove, which.product_id, which.if_match);
}

}  // namespace

std::vector<Route> routes()
{
    return {
        get("/products", "Products, newest first or by name", needs(may_read), list),
        get("/products/count", "How many products", needs(may_read), count),
        post("/products", "Add a product", needs(may_create, {tax_codes::may_read}), add),
        get("/products/{product_id}", "A product", needs(may_read), by_id),
        patch("/products/{product_id}", "Change a product", needs(may_update, {tax_codes::may_read}), change),
        del("/products/{product_id}", "Put a product into the trash", needs(may_delete), remove),
    };
}

}  // namespace guildhall::products
