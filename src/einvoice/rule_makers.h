#pragma once
#include <algorithm>

#include "einvoice/rules.h"

// How rules are written down: what must hold, of what.
namespace guildhall::einvoice {

using Rules = std::vector<Rule>;

// Of the whole invoice.
template <class Holds>
Rule rule(std::string id, std::string_view term, std::string_view says, Holds holds)
{
    return {std::move(id), term, says, [holds](Invoice const& invoice) { return holds(invoice) ? Places() : Places{std::nullopt}; }};
}

// Of each of something; `those` gives them.
template <class Those, class Holds>
Rule of_each(std::string id, std::string_view term, std::string_view says, Those those, Holds holds)
{
    return {std::move(id), term, says, [those, holds](Invoice const& invoice) {
                Places broken;
                auto const& found = those(invoice);
                for (std::size_t i = 0; i < found.size(); ++i)
                    if (!holds(found[i]))
                        broken.emplace_back(i);
                return broken;
            }};
}

template <class Holds>
Rule of_lines(std::string id, std::string_view term, std::string_view says, Holds holds)
{
    return of_each(
        std::move(id), term, says, [](Invoice const& invoice) -> auto const& { return invoice.lines; }, holds);
}

template <class Holds>
Rule of_groups(std::string id, std::string_view term, std::string_view says, Holds holds)
{
    return of_each(
        std::move(id), term, says, [](Invoice const& invoice) -> auto const& { return invoice.taxes; }, holds);
}

template <class Holds>
Rule of_payments(std::string id, std::string_view term, std::string_view says, Holds holds)
{
    return of_each(
        std::move(id), term, says, [](Invoice const& invoice) -> auto const& { return invoice.payments; }, holds);
}

// Of the document's allowances, or of its charges.
template <class Holds>
Rule of_adjustments(std::string id, std::string_view term, std::string_view says, bool charges, Holds holds)
{
    return of_each(
        std::move(id), term, says, [](Invoice const& invoice) -> auto const& { return invoice.adjustments; },
        [charges, holds](AllowanceOrCharge const& each) { return each.is_charge != charges || holds(each); });
}

// Of those of each line: the place is the line's.
template <class Holds>
Rule of_line_adjustments(std::string id, std::string_view term, std::string_view says, bool charges, Holds holds)
{
    return of_lines(std::move(id), term, says, [charges, holds](Line const& line) {
        return std::ranges::all_of(line.adjustments, [&](auto const& each) { return each.is_charge != charges || holds(each); });
    });
}

inline bool in_order(std::optional<Period> const& period)
{
    return !period || !period->start || !period->end || *period->start <= *period->end;
}

inline bool is_negative(Amount const& amount)
{
    return amount && amount->value < Decimal();
}

inline Decimal value_of(Amount const& amount)
{
    return amount ? amount->value : Decimal();
}

// Half away from zero, to hundredths (EN 16931-1, 6.5.12).
inline Decimal rounded(__int128 millionths)
{
    constexpr __int128 hundredth = 10'000;
    auto const half = millionths < 0 ? -hundredth / 2 : hundredth / 2;
    return {(millionths + half) / hundredth * hundredth};
}

// Or less than one unit of the currency beside it, as the official validation artefacts take it (CEN/TC 434, 1.3): some round to whole forints, and
// where prices include VAT the tax is what is left of the gross, up to a hundredth beside base × rate.
bool is_tax_of_base(TaxGroup const& group);

void add_content_rules(Rules& rules);  // BR-01 to BR-65
void add_sum_rules(Rules& rules);      // BR-CO
void add_tax_rules(Rules& rules);      // BR-S … BR-B
void add_decimal_rules(Rules& rules);  // BR-DEC

}  // namespace guildhall::einvoice
