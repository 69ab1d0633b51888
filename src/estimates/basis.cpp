#include "estimates/basis.h"

#include <algorithm>
#include <map>
#include <set>

#include "estimates/estimates.sql.h"

namespace guildhall::estimates {

namespace sql {
constexpr auto customer = db::statement<text, "customer">;
constexpr auto tax_codes = db::statement<text, "tax_codes">;
constexpr auto products = db::statement<text, "products">;
}  // namespace sql

namespace {

template <class T>
std::vector<T> distinct(std::vector<T> ids)
{
    std::ranges::sort(ids);
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    return ids;
}

// The lines that an estimate had; of a thousand each is asked for.
class LinesById {
public:
    explicit LinesById(std::vector<LineRecord> const& lines)
    {
        for (auto const& line : lines)
            by_id_.emplace(line.id, &line);
    }
    LineRecord const* find(std::optional<Id<EstimateLine>> const& id) const
    {
        auto const found = id ? by_id_.find(*id) : by_id_.end();
        return found == by_id_.end() ? nullptr : found->second;
    }

private:
    std::map<Id<EstimateLine>, LineRecord const*> by_id_;
};

}  // namespace

Task<Basis> Basis::look_up(Tx& tx, CustomerId customer_id, std::vector<LineChange> lines)
{
    std::vector<TaxCodeId> tax_code_ids;
    std::vector<ProductId> product_ids;
    for (auto const& line : lines) {
        tax_code_ids.push_back(line.tax_code_id);
        if (line.product_id)
            product_ids.push_back(*line.product_id);
    }
    auto customer = tx.later<CustomerBasis>(sql::customer, customer_id);
    auto tax_codes = tx.later<TaxRate>(sql::tax_codes, distinct(std::move(tax_code_ids)));
    Basis basis;
    basis.products_ = co_await tx.rows<ProductId>(sql::products, distinct(std::move(product_ids)));
    basis.tax_codes_ = tax_codes.rows();
    for (auto& found : customer.rows())
        basis.customer_ = std::move(found);
    std::ranges::sort(basis.products_);
    std::ranges::sort(basis.tax_codes_, {}, &TaxRate::id);
    co_return basis;
}

TaxRate const* Basis::find(TaxCodeId id) const
{
    auto const found = std::ranges::lower_bound(tax_codes_, id, {}, &TaxRate::id);
    return found == tax_codes_.end() || found->id != id ? nullptr : &*found;
}

bool Basis::has(ProductId id) const
{
    return std::ranges::binary_search(products_, id);
}

void Basis::check_line(LineChange const& line, LineRecord const* before, std::string const& at, std::vector<FieldProblem>& problems) const
{
    if (line.id && !before)
        problems.push_back({at + "id", "is not a line of this estimate"});
    bool const same_tax_code = before && before->tax_code_id == line.tax_code_id;
    if (!find(line.tax_code_id) && !same_tax_code)
        problems.push_back({at + "tax_code_id", "is not a tax code"});
    bool const same_product = before && before->product_id == line.product_id;
    if (line.product_id && !has(*line.product_id) && !same_product)
        problems.push_back({at + "product_id", "is not a product"});
}

void Basis::check(std::vector<LineChange> const& lines, std::vector<LineRecord> const& before, Customer customer) const
{
    std::vector<FieldProblem> problems;
    if (!customer_ && customer == Customer::is_new)
        problems.push_back({"customer_id", "is not a customer"});
    LinesById const kept(before);
    std::set<Id<EstimateLine>> seen;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        auto const at = "lines." + std::to_string(i) + ".";
        check_line(lines[i], kept.find(lines[i].id), at, problems);
        if (lines[i].id && !seen.insert(*lines[i].id).second)
            problems.push_back({at + "id", "stands twice"});
    }
    if (!problems.empty())
        throw Failure(Problem::invalid, {}, std::move(problems));
}

std::vector<LineRecord> Basis::lines(std::vector<LineChange> lines, std::vector<LineRecord> const& before) const
{
    LinesById const were(before);
    std::vector<LineRecord> all;
    all.reserve(lines.size());
    for (auto& line : lines) {
        auto const* kept = were.find(line.id);
        auto const* tax = find(line.tax_code_id);
        all.push_back({.id = kept ? kept->id : Id<EstimateLine>::make(),
                       .description = std::move(line.description),
                       .product_id = line.product_id,
                       .quantity = line.quantity,
                       .unit_price = line.unit_price,
                       .discount_percent = line.discount_percent,
                       .discount_amount = line.discount_amount,
                       .tax_code_id = line.tax_code_id,
                       .tax_category = tax ? tax->category : kept->tax_category,
                       .tax_rate = tax ? tax->rate : kept->tax_rate});
    }
    return all;
}

}  // namespace guildhall::estimates
