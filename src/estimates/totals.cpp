#include "estimates/totals.h"

#include "base/currency.h"
#include "base/exact.h"
#include "base/failure.h"

#include <algorithm>
#include <optional>

namespace guildhall::estimates {

namespace {

constexpr std::int64_t too_much = 1'000'000'000'000'000'000;
constexpr std::uint64_t percent = 100'000'000;  // millionths of a percent in one

// `field` is whom to blame for one that is too large.
std::int64_t amount(Exact const& exact, std::string const& field = "lines")
{
    auto whole = exact.whole();
    if (!whole || *whole >= too_much || *whole <= -too_much)
        throw Failure(Problem::invalid, "The amounts of this document are too large.", {{field, "comes to more than a document can hold"}});
    return *whole;
}

class Check {
public:
    void need(bool good, std::string field, char const* message)
    {
        if (!good)
            problems_.push_back({std::move(field), message});
    }
    void percentage(Decimal value, std::string field)
    {
        need(value >= Decimal() && value <= Decimal::of(100), std::move(field), "must be from 0 to 100");
    }
    void not_negative(std::int64_t value, std::string field) { need(value >= 0, std::move(field), "must not be negative"); }
    void done() const
    {
        if (!problems_.empty())
            throw Failure(Problem::invalid, {}, problems_);
    }

private:
    std::vector<FieldProblem> problems_;
};

void check(TotalsInput const& input)
{
    Check check;
    for (std::size_t i = 0; i < input.lines.size(); ++i) {
        auto const& line = input.lines[i];
        std::string at = "lines." + std::to_string(i) + ".";
        check.percentage(line.discount_percent, at + "discount_percent");
        check.not_negative(line.discount_amount, at + "discount_amount");
        check.need(line.tax_rate >= Decimal() && line.tax_rate <= Decimal::of(1000), at + "tax_rate", "must be from 0 to 1000");
        check.need(line.quantity.fits(), at + "quantity", "must have at most 14 digits before the point");
        check.need(line.unit_price.fits(), at + "unit_price", "must have at most 14 digits before the point");
    }
    check.percentage(input.document_discount_percent, "document_discount_percent");
    check.not_negative(input.document_discount_amount, "document_discount_amount");
    check.not_negative(input.cash_rounding, "cash_rounding");
    check.done();
}

// quantity × price is in millionths of millionths; this many of them are one minor unit.
std::uint64_t per_minor_unit(std::string_view currency)
{
    std::uint64_t size = 1'000'000'000'000;
    for (int decimals = minor_units(currency).value(); decimals > 0; --decimals)
        size /= 10;
    return size;
}

LineTotal line_total(TotalsLine const& line, std::uint64_t unit, std::string const& field)
{
    Exact price = Exact(line.quantity) * Exact(line.unit_price);
    Exact discount = (price * Exact(line.discount_percent)).truncated(unit).rounded(percent) + Exact(line.discount_amount);
    Exact size = static_cast<__int128>(unit);
    return {amount(discount, field), amount((price - discount * size).rounded(unit), field)};
}

std::int64_t document_discount(TotalsInput const& input, std::int64_t lines_total)
{
    Exact of_lines = (Exact(lines_total) * Exact(input.document_discount_percent)).rounded(percent);
    std::int64_t discount = amount(of_lines + Exact(input.document_discount_amount));
    if (input.document_discount_amount > 0 && discount > std::max<std::int64_t>(lines_total, 0))
        throw Failure(Problem::invalid, {}, {{"document_discount_amount", "must not be more than the lines come to"}});
    return discount;
}

// An amount as typed, of one rate, parted into what goes to the seller and what to the tax office.
struct Parts {
    std::int64_t base = 0, tax = 0;
};

Parts parted(std::int64_t typed, Decimal rate, bool includes_tax)
{
    if (!includes_tax)
        return {typed, amount((Exact(typed) * Exact(rate)).rounded(percent))};
    auto hundred_and_rate = percent + static_cast<std::uint64_t>(rate.millionths);
    std::int64_t base = amount((Exact(typed) * Exact(percent)).rounded(hundred_and_rate));
    return {base, typed - base};
}

// A group while it is added up: what its lines come to as typed, and, where tax is rounded per line, their parts.
struct Group {
    TaxTotal total;
    std::int64_t typed = 0;
    Exact base, tax;

    void add(Parts parts)
    {
        base = base + Exact(parts.base);
        tax = tax + Exact(parts.tax);
    }
};

std::vector<Group> groups_of(TotalsInput const& input, std::vector<LineTotal> const& lines)
{
    std::vector<Group> groups;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        auto const& line = input.lines[i];
        auto same = [&](Group const& group) { return group.total.category == line.tax_category && group.total.rate == line.tax_rate; };
        auto group = std::ranges::find_if(groups, same);
        if (group == groups.end()) {
            groups.push_back({{line.tax_category, line.tax_rate}, 0, {}, {}});
            group = groups.end() - 1;
        }
        group->typed = amount(Exact(group->typed) + Exact(lines[i].amount));
        group->add(parted(lines[i].amount, line.tax_rate, input.prices_include_tax));
    }
    return groups;
}

void share_discount(std::vector<Group>& groups, std::int64_t discount)
{
    if (discount == 0)
        return;
    std::vector<std::int64_t> typed;
    for (auto const& group : groups)
        typed.push_back(group.typed);
    auto parts = split(discount, typed);
    for (std::size_t i = 0; i < groups.size(); ++i)
        groups[i].total.discount = parts[i];
}

TaxTotal closed(Group group, TotalsInput const& input)
{
    auto& total = group.total;
    auto parts = [&](std::int64_t typed) { return parted(typed, total.rate, input.prices_include_tax); };
    if (input.tax_rounding == TaxRounding::group) {
        group.base = group.tax = {};
        group.add(parts(amount(Exact(group.typed) - Exact(total.discount))));
    } else {
        // The group's part of the discount counts as one more line.
        group.add(parts(-total.discount));
    }
    total.base = amount(group.base);
    total.tax = amount(group.tax);
    return std::move(total);
}

void add_up(Totals& totals, std::int64_t coin)
{
    Exact net, tax;
    for (auto const& group : totals.taxes) {
        net = net + Exact(group.base);
        tax = tax + Exact(group.tax);
    }
    totals.net = amount(net);
    totals.tax = amount(tax);
    totals.gross = amount(net + tax);
    std::int64_t open = amount(Exact(totals.gross) - Exact(totals.paid));
    totals.due = coin ? amount(Exact(open).rounded(static_cast<std::uint64_t>(coin)) * Exact(coin)) : open;
    totals.rounding = totals.due - open;
}

}  // namespace

Totals totals_of(TotalsInput const& input)
{
    check(input);
    Totals totals;
    Exact sum;
    for (std::size_t i = 0; i < input.lines.size(); ++i) {
        auto field = "lines." + std::to_string(i) + ".unit_price";
        totals.lines.push_back(line_total(input.lines[i], per_minor_unit(input.currency), field));
        sum = sum + Exact(totals.lines.back().amount);
    }
    totals.lines_total = amount(sum);
    totals.discount = document_discount(input, totals.lines_total);
    totals.paid = input.paid;

    auto groups = groups_of(input, totals.lines);
    share_discount(groups, totals.discount);
    for (auto& group : groups)
        totals.taxes.push_back(closed(std::move(group), input));
    add_up(totals, input.cash_rounding);
    return totals;
}

}  // namespace guildhall::estimates
