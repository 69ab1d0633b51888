#include "tax_codes/tax_codes.h"

#include "api/listing.h"
#include "tax_codes/tax_codes.sql.h"

namespace guildhall::tax_codes {

namespace sql {
constexpr auto list = db::statement<text, "list">;
constexpr auto count = db::statement<text, "count">;
constexpr auto by_id = db::statement<text, "by_id">;
constexpr auto to_change = db::statement<text, "to_change">;
constexpr auto add = db::statement<text, "add">;
constexpr auto change = db::statement<text, "change">;
constexpr auto product_with = db::statement<text, "product_with">;
constexpr auto remove = db::statement<text, "remove">;
}  // namespace sql

namespace {

struct Filter {
    std::optional<std::string> search;  // parts of words of the name
    std::optional<bool> active;
};
constexpr auto shape_of(Filter*)
{
    return shape("TaxCodeFilter", field("search", &Filter::search, length(1, 200)), field("active", &Filter::active));
}

struct TaxCodeById {
    Id<TaxCode> tax_code_id;
    std::optional<std::string> if_match;
};
constexpr auto shape_of(TaxCodeById*)
{
    return shape("TaxCodeById", field("tax_code_id", &TaxCodeById::tax_code_id), field("if_match", &TaxCodeById::if_match));
}

constexpr auto name_taken = constraint("tax_codes_name", "name", "is the name of another tax code");

struct TaxCodeInput {
    std::string name;
    Category category = Category::S;
    Decimal rate;
    std::optional<std::string> exemption_reason;
    bool active = true;
};
constexpr auto shape_of(TaxCodeInput*)
{
    return shape("TaxCodeInput", field("name", &TaxCodeInput::name, length(1, 200), not_blank), field("category", &TaxCodeInput::category),
                 field("rate", &TaxCodeInput::rate, decimal_between("0", "100")),
                 field("exemption_reason", &TaxCodeInput::exemption_reason, length(1, 500), not_blank),
                 field("active", &TaxCodeInput::active, or_default), name_taken);
}

struct TaxCodeChange {
    Id<TaxCode> tax_code_id;
    std::optional<std::string> if_match;
    Change<std::string> name;
    Change<Category> category;
    Change<Decimal> rate;
    Change<std::optional<std::string>> exemption_reason;
    Change<bool> active;
};
constexpr auto shape_of(TaxCodeChange*)
{
    return shape("TaxCodeChange", field("tax_code_id", &TaxCodeChange::tax_code_id), field("if_match", &TaxCodeChange::if_match),
                 field("name", &TaxCodeChange::name, length(1, 200), not_blank), field("category", &TaxCodeChange::category),
                 field("rate", &TaxCodeChange::rate, decimal_between("0", "100")),
                 field("exemption_reason", &TaxCodeChange::exemption_reason, length(1, 500), not_blank),
                 field("active", &TaxCodeChange::active), name_taken);
}

bool has_rate(Category category)
{
    return category == Category::S || category == Category::L || category == Category::M;
}

bool needs_reason(Category category)
{
    return !has_rate(category) && category != Category::Z;
}

// What EN 16931 asks of a category, as far as one field depends on another.
std::vector<FieldProblem> disagreements(Category category, Decimal rate, bool with_reason)
{
    std::vector<FieldProblem> found;
    if (category == Category::S && rate == Decimal())
        found.push_back({"rate", "must be above 0 in category S; category Z is taxed at 0"});  // BR-S-5
    if (!has_rate(category) && rate != Decimal())
        found.push_back({"rate", "must be 0 in category " + std::string(name_of(category))});
    if (needs_reason(category) && !with_reason)
        found.push_back({"exemption_reason", "is required in category " + std::string(name_of(category))});
    if (!needs_reason(category) && with_reason)
        found.push_back({"exemption_reason", "must be empty in category " + std::string(name_of(category))});
    return found;
}

void check_together(TaxCodeInput const& in, Reading& reading)
{
    if (reading.complained_at("category"))
        return;  // what stands there now is no choice of the caller's
    for (auto& problem : disagreements(in.category, in.rate, in.exemption_reason.has_value()))
        if (!reading.complained_at(problem.field))
            reading.object_at(problem.field, std::move(problem.message));
}

Task<Page<TaxCode>> list(Tx& tx, List<Filter, ByName::oldest> in)
{
    return listed<TaxCode, sql::list>(tx, in, in.active);
}

Task<Count> count(Tx& tx, Filter in)
{
    return tx.last_one<Count>(sql::count, in.search, in.active);
}

Task<TaxCode> by_id(Tx& tx, TaxCodeById which)
{
    return tx.last_one<TaxCode>(sql::by_id, which.tax_code_id);
}

Task<TaxCode> add(Tx& tx, TaxCodeInput in)
{
    return tx.last_one<TaxCode>(sql::add, Id<TaxCode>::make(), in.name, in.category, in.rate, in.exemption_reason, in.active);
}

Task<TaxCode> change(Tx& tx, TaxCodeChange changes)
{
    auto now = co_await tx.one<TaxCode>(sql::to_change, changes.tax_code_id);
    expect_version(changes.if_match, now);
    apply(now, changes);
    // A code of before these rules may still be renamed and switched off.
    if (changes.category.given || changes.rate.given || changes.exemption_reason.given) {
        auto problems = disagreements(now.category, now.rate, now.exemption_reason.has_value());
        if (!problems.empty())
            throw Failure(Problem::invalid, {}, std::move(problems));
    }
    co_return co_await tx.last_one<TaxCode>(sql::change, now.id, now.name, now.category, now.rate, now.exemption_reason, now.active);
}

Task<void> remove(Tx& tx, TaxCodeById which)
{
    auto used = tx.later<Uuid>(sql::product_with, which.tax_code_id);
    auto now = co_await tx.one<TaxCode>(sql::to_change, which.tax_code_id);
    expect_version(which.if_match, now);
    if (!used.rows().empty())
        throw Failure(Problem::conflict, "Products still have this tax code; give them another one first, or switch this one off.");
    co_await tx.last_one<Uuid>(sql::remove, which.tax_code_id);
}

}  // namespace

std::vector<Route> routes()
{
    constexpr Permission may_read_products{"products.read"};
    return {
        get("/tax-codes", "Tax codes, oldest first", needs(may_read), list),
        get("/tax-codes/count", "How many tax codes", needs(may_read), count),
        post("/tax-codes", "Add a tax code", needs(may_create), add),
        get("/tax-codes/{tax_code_id}", "A tax code", needs(may_read), by_id),
        patch("/tax-codes/{tax_code_id}", "Change a tax code", needs(may_update), change),
        del("/tax-codes/{tax_code_id}", "Put a tax code into the trash", needs(may_delete, {may_read_products}), remove),
    };
}

}  // namespace guildhall::tax_codes
