#include "einvoice/rule_makers.h"

// What must be there: BR-01 to BR-65.
namespace guildhall::einvoice {

namespace {

Rule has(std::string id, std::string_view term, std::string_view says, Text Invoice::*field)
{
    return rule(std::move(id), term, says, [field](auto const& invoice) { return (invoice.*field).has_value(); });
}

Rule has(std::string id, std::string_view term, std::string_view says, Amount Totals::*field)
{
    return rule(std::move(id), term, says, [field](auto const& invoice) { return (invoice.totals.*field).has_value(); });
}

template <class Field>
Rule line_has(std::string id, std::string_view term, std::string_view says, Field Line::*field)
{
    return of_lines(std::move(id), term, says, [field](Line const& line) { return (line.*field).has_value(); });
}

bool has_country(std::optional<Address> const& address)
{
    return !address || address->country;
}

void add_head(Rules& rules)
{
    rules.push_back(has("BR-01", "BT-24", "An invoice has a specification identifier", &Invoice::specification));
    rules.push_back(has("BR-02", "BT-1", "An invoice has a number", &Invoice::number));
    rules.push_back(has("BR-03", "BT-2", "An invoice has an issue date", &Invoice::issue_date));
    rules.push_back(has("BR-04", "BT-3", "An invoice has a type code", &Invoice::type));
    rules.push_back(has("BR-05", "BT-5", "An invoice has a currency", &Invoice::currency));
    rules.push_back(rule("BR-06", "BT-27", "The seller has a name", [](auto const& invoice) { return invoice.seller.name.has_value(); }));
    rules.push_back(rule("BR-07", "BT-44", "The buyer has a name", [](auto const& invoice) { return invoice.buyer.name.has_value(); }));
    rules.push_back(
        rule("BR-08", "BG-5", "The seller has a postal address", [](auto const& invoice) { return invoice.seller.address.has_value(); }));
    rules.push_back(rule("BR-09", "BT-40", "The seller's postal address has a country",
                         [](auto const& invoice) { return has_country(invoice.seller.address); }));
    rules.push_back(
        rule("BR-10", "BG-8", "The buyer has a postal address", [](auto const& invoice) { return invoice.buyer.address.has_value(); }));
    rules.push_back(rule("BR-11", "BT-55", "The buyer's postal address has a country",
                         [](auto const& invoice) { return has_country(invoice.buyer.address); }));
    rules.push_back(has("BR-12", "BT-106", "An invoice has the sum of its lines", &Totals::lines));
    rules.push_back(has("BR-13", "BT-109", "An invoice has its total without VAT", &Totals::without_tax));
    rules.push_back(has("BR-14", "BT-112", "An invoice has its total with VAT", &Totals::with_tax));
    rules.push_back(has("BR-15", "BT-115", "An invoice has the amount due", &Totals::due));
    rules.push_back(rule("BR-16", "BG-25", "An invoice has a line", [](auto const& invoice) { return !invoice.lines.empty(); }));
}

void add_others(Rules& rules)
{
    rules.push_back(rule("BR-17", "BT-59", "A payee, who is somebody else than the seller, has a name", [](auto const& invoice) {
        return !invoice.payee || (invoice.payee->name && invoice.payee->name != invoice.seller.name);
    }));
    rules.push_back(rule("BR-18", "BT-62", "The seller's tax representative has a name",
                         [](auto const& invoice) { return !invoice.representative || invoice.representative->name; }));
    rules.push_back(rule("BR-19", "BG-12", "The seller's tax representative has a postal address",
                         [](auto const& invoice) { return !invoice.representative || invoice.representative->address; }));
    rules.push_back(rule("BR-20", "BT-69", "The tax representative's postal address has a country",
                         [](auto const& invoice) { return !invoice.representative || has_country(invoice.representative->address); }));
    rules.push_back(
        rule("BR-29", "BT-74", "A period does not end before it begins", [](auto const& invoice) { return in_order(invoice.period); }));
    rules.push_back(rule("BR-53", "BT-111", "With an accounting currency, the VAT is also given in it", [](auto const& invoice) {
        return !invoice.accounting_currency || invoice.accounting_currency == invoice.currency || invoice.totals.accounting_tax;
    }));
    rules.push_back(rule("BR-56", "BT-63", "The seller's tax representative has a VAT identifier",
                         [](auto const& invoice) { return !invoice.representative || invoice.representative->vat_id; }));
    rules.push_back(rule("BR-57", "BT-80", "An address of delivery has a country",
                         [](auto const& invoice) { return !invoice.delivery || has_country(invoice.delivery->address); }));
    auto const with_scheme = [](std::optional<Identifier> const& id) { return !id || id->scheme; };
    rules.push_back(rule("BR-62", "BT-34", "The seller's electronic address says of which scheme it is",
                         [=](auto const& invoice) { return with_scheme(invoice.seller.electronic_address); }));
    rules.push_back(rule("BR-63", "BT-49", "The buyer's electronic address says of which scheme it is",
                         [=](auto const& invoice) { return with_scheme(invoice.buyer.electronic_address); }));
    auto const named = [](Reference const& each) { return each.id.has_value(); };
    rules.push_back(of_each(
        "BR-52", "BT-122", "A supporting document has a reference", [](Invoice const& invoice) -> auto const& { return invoice.documents; },
        named));
    rules.push_back(of_each(
        "BR-55", "BT-25", "A preceding invoice has a number", [](Invoice const& invoice) -> auto const& { return invoice.preceding; },
        named));
}

void add_lines(Rules& rules)
{
    rules.push_back(line_has("BR-21", "BT-126", "A line has an identifier", &Line::id));
    rules.push_back(line_has("BR-22", "BT-129", "A line has a quantity", &Line::quantity));
    rules.push_back(line_has("BR-23", "BT-130", "A line's quantity has a unit", &Line::unit));
    rules.push_back(line_has("BR-24", "BT-131", "A line has a net amount", &Line::net));
    rules.push_back(line_has("BR-25", "BT-153", "A line has the name of an item", &Line::name));
    rules.push_back(line_has("BR-26", "BT-146", "A line has a net price", &Line::price));
    rules.push_back(of_lines("BR-27", "BT-146", "A net price is not negative", [](Line const& line) { return !is_negative(line.price); }));
    rules.push_back(
        of_lines("BR-28", "BT-148", "A gross price is not negative", [](Line const& line) { return !is_negative(line.gross_price); }));
    rules.push_back(of_lines("BR-30", "BT-135", "A line's period does not end before it begins",
                             [](Line const& line) { return in_order(line.period); }));
    rules.push_back(of_lines("BR-54", "BT-160", "An attribute of an item has a name and a value", [](Line const& line) {
        return std::ranges::all_of(line.attributes, [](auto const& each) { return each.name && each.value; });
    }));
    rules.push_back(of_lines("BR-64", "BT-157", "An item's standard identifier says of which scheme it is",
                             [](Line const& line) { return !line.standard_id || line.standard_id->scheme; }));
    rules.push_back(of_lines("BR-65", "BT-158", "An item's classification says of which scheme it is", [](Line const& line) {
        return std::ranges::all_of(line.classifications, [](auto const& each) { return each.scheme.has_value(); });
    }));
}

void add_adjustments(Rules& rules)
{
    auto const amount = [](AllowanceOrCharge const& each) { return each.amount.has_value(); };
    auto const category = [](AllowanceOrCharge const& each) { return each.tax.category.has_value(); };
    auto const reason = [](AllowanceOrCharge const& each) { return each.reason || each.reason_code; };
    rules.push_back(of_adjustments("BR-31", "BT-92", "An allowance has an amount", false, amount));
    rules.push_back(of_adjustments("BR-32", "BT-95", "An allowance has a VAT category", false, category));
    rules.push_back(of_adjustments("BR-33", "BT-97", "An allowance has a reason, or its code", false, reason));
    rules.push_back(of_adjustments("BR-36", "BT-99", "A charge has an amount", true, amount));
    rules.push_back(of_adjustments("BR-37", "BT-102", "A charge has a VAT category", true, category));
    rules.push_back(of_adjustments("BR-38", "BT-104", "A charge has a reason, or its code", true, reason));
    rules.push_back(of_line_adjustments("BR-41", "BT-136", "A line's allowance has an amount", false, amount));
    rules.push_back(of_line_adjustments("BR-42", "BT-139", "A line's allowance has a reason, or its code", false, reason));
    rules.push_back(of_line_adjustments("BR-43", "BT-141", "A line's charge has an amount", true, amount));
    rules.push_back(of_line_adjustments("BR-44", "BT-144", "A line's charge has a reason, or its code", true, reason));
}

void add_groups(Rules& rules)
{
    rules.push_back(
        of_groups("BR-45", "BT-116", "A VAT breakdown has a taxable amount", [](TaxGroup const& group) { return group.base.has_value(); }));
    rules.push_back(
        of_groups("BR-46", "BT-117", "A VAT breakdown has a tax amount", [](TaxGroup const& group) { return group.tax.has_value(); }));
    rules.push_back(of_groups("BR-47", "BT-118", "A VAT breakdown has a category",
                              [](TaxGroup const& group) { return group.kind.category.has_value(); }));
    rules.push_back(of_groups("BR-48", "BT-119", "A VAT breakdown has a rate, unless it is not subject to VAT",
                              [](TaxGroup const& group) { return group.kind.rate || group.kind.category == "O"; }));
}

void add_payments(Rules& rules)
{
    rules.push_back(
        of_payments("BR-49", "BT-81", "A way of payment has a code", [](Payment const& payment) { return payment.code.has_value(); }));
    rules.push_back(of_payments("BR-50", "BT-84", "A credit transfer has an account", [](Payment const& payment) {
        return std::ranges::all_of(payment.transfers, [](auto const& each) { return each.account.has_value(); });
    }));
    rules.push_back(of_payments("BR-51", "BT-87", "Of a card's number at most the first six and last four digits are shown",
                                [](Payment const& payment) {
                                    constexpr std::size_t shown = 10;
                                    return !payment.by_card || (payment.card_number && payment.card_number->size() <= shown);
                                }));
    rules.push_back(of_payments("BR-61", "BT-84", "For a credit transfer (30, 58) the account is given", [](Payment const& payment) {
        return (payment.code != "30" && payment.code != "58") || !payment.transfers.empty();
    }));
}

}  // namespace

void add_content_rules(Rules& rules)
{
    add_head(rules);
    add_others(rules);
    add_lines(rules);
    add_adjustments(rules);
    add_groups(rules);
    add_payments(rules);
}

}  // namespace guildhall::einvoice
