#include "einvoice/rule_makers.h"

// VAT by category: BR-S, BR-Z, BR-E, BR-AE, BR-IC (K), BR-G, BR-O, BR-IG (L), BR-IP (M), BR-B.
namespace guildhall::einvoice {

namespace {

enum class Rate { positive, zero, any, none };
enum class Proof { seller, seller_and_buyer, seller_and_buyer_vat, seller_vat, no_vat };  // whose identifiers there must be

struct Category {
    std::string_view code, prefix;
    Rate rate;
    Proof proof;
    bool exempt = false;  // says why there is no VAT
    bool many = false;    // one group for each rate

    std::string id(int number) const { return std::string(prefix) + (number < 10 ? "-0" : "-") + std::to_string(number); }
};

bool is_of(Tax const& tax, std::string_view code)
{
    return tax.category == code;
}

bool is_used(Invoice const& invoice, std::string_view code)
{
    return std::ranges::any_of(invoice.lines, [&](auto const& line) { return is_of(line.tax, code); }) ||
           std::ranges::any_of(invoice.adjustments, [&](auto const& each) { return is_of(each.tax, code); });
}

auto groups_of(Invoice const& invoice, std::string_view code)
{
    return std::ranges::count_if(invoice.taxes, [&](auto const& group) { return is_of(group.kind, code); });
}

bool has_groups(Invoice const& invoice, Category const& category)
{
    auto const groups = groups_of(invoice, category.code);
    if (!is_used(invoice, category.code))
        return groups == 0;
    return category.many ? groups > 0 : groups == 1;
}

bool is_proven(Invoice const& invoice, Proof proof)
{
    auto const& seller = invoice.seller;
    bool const representative = invoice.representative && invoice.representative->vat_id;
    bool const vat = seller.vat_id || representative;
    switch (proof) {
    case Proof::seller: return vat || seller.tax_registration;
    case Proof::seller_and_buyer: return (vat || seller.tax_registration) && (invoice.buyer.vat_id || invoice.buyer.registration);
    case Proof::seller_and_buyer_vat: return vat && invoice.buyer.vat_id;
    case Proof::seller_vat: return vat;
    case Proof::no_vat: return !vat && !invoice.buyer.vat_id;
    }
    return false;
}

std::string_view wanted_by(Proof proof)
{
    switch (proof) {
    case Proof::seller: return "The seller has a VAT identifier or a tax registration, or a representative with a VAT identifier";
    case Proof::seller_and_buyer:
        return "The seller has a VAT identifier or a tax registration, and the buyer a VAT identifier or a registration";
    case Proof::seller_and_buyer_vat: return "The seller, or its representative, and the buyer have VAT identifiers";
    case Proof::seller_vat: return "The seller, or its representative, has a VAT identifier";
    case Proof::no_vat: return "Neither seller, representative nor buyer has a VAT identifier";
    }
    return {};
}

bool is_right(Amount const& rate, Rate wanted)
{
    switch (wanted) {
    case Rate::positive: return rate && rate->value > Decimal();
    case Rate::zero: return rate && rate->value == Decimal();
    case Rate::any: return rate && rate->value >= Decimal();
    case Rate::none: return !rate;
    }
    return false;
}

// Lines − allowances + charges of a category, and where it has several rates, of the group's. Nothing where an amount is missing.
std::optional<Decimal> taxable(Invoice const& invoice, TaxGroup const& group, bool by_rate)
{
    auto const counts = [&](Tax const& tax) {
        return tax.category == group.kind.category && (!by_rate || value_of(tax.rate) == value_of(group.kind.rate));
    };
    bool whole = true;
    Decimal sum;
    auto const add = [&](Tax const& tax, Amount const& amount, bool less) {
        if (!counts(tax))
            return;
        whole = whole && amount;
        sum = less ? sum - value_of(amount) : sum + value_of(amount);
    };
    for (auto const& line : invoice.lines)
        add(line.tax, line.net, false);
    for (auto const& each : invoice.adjustments)
        add(each.tax, each.amount, !each.is_charge);
    return whole ? std::optional(sum) : std::nullopt;
}

bool is_base(Invoice const& invoice, TaxGroup const& group, Category const& category)
{
    if (!is_of(group.kind, category.code) || !group.base)
        return true;
    auto const sum = taxable(invoice, group, category.many);
    return !sum || group.base->value == *sum;
}

Rule bases(Category category)
{
    return {category.id(8), "BT-116", "The taxable amount is what lines, allowances and charges of that VAT category come to",
            [=](Invoice const& invoice) {
                Places broken;
                for (std::size_t i = 0; i < invoice.taxes.size(); ++i)
                    if (!is_base(invoice, invoice.taxes[i], category))
                        broken.emplace_back(i);
                return broken;
            }};
}

void add_identifiers(Rules& rules, Category category)
{
    auto const says = wanted_by(category.proof);
    auto const term = category.proof == Proof::seller_and_buyer_vat || category.proof == Proof::seller_and_buyer ? "BT-48" : "BT-31";
    rules.push_back(rule(category.id(2), term, says, [=](auto const& invoice) {
        return std::ranges::none_of(invoice.lines, [&](auto const& line) { return is_of(line.tax, category.code); }) ||
               is_proven(invoice, category.proof);
    }));
    for (bool const charges : {false, true})
        rules.push_back(rule(category.id(charges ? 4 : 3), term, says, [=](auto const& invoice) {
            return std::ranges::none_of(invoice.adjustments,
                                        [&](auto const& each) { return each.is_charge == charges && is_of(each.tax, category.code); }) ||
                   is_proven(invoice, category.proof);
        }));
}

void add_rates(Rules& rules, Category category)
{
    auto const says = category.rate == Rate::positive ? "The rate of this VAT category is above zero"
                      : category.rate == Rate::zero   ? "The rate of this VAT category is zero"
                      : category.rate == Rate::any    ? "This VAT category has a rate, zero or more"
                                                      : "This VAT category has no rate";
    auto const right = [=](Tax const& tax) { return !is_of(tax, category.code) || is_right(tax.rate, category.rate); };
    rules.push_back(of_lines(category.id(5), "BT-152", says, [=](Line const& line) { return right(line.tax); }));
    rules.push_back(of_adjustments(category.id(6), "BT-96", says, false, [=](auto const& each) { return right(each.tax); }));
    rules.push_back(of_adjustments(category.id(7), "BT-103", says, true, [=](auto const& each) { return right(each.tax); }));
}

void add_category(Rules& rules, Category const& category)
{
    rules.push_back(rule(category.id(1), "BG-23", "The VAT breakdown has the groups that lines, allowances and charges ask for",
                         [=](auto const& invoice) { return has_groups(invoice, category); }));
    add_identifiers(rules, category);
    add_rates(rules, category);
    rules.push_back(bases(category));
    bool const is_taxed = category.rate == Rate::positive || category.rate == Rate::any;
    rules.push_back(of_groups(
        category.id(9), "BT-117", is_taxed ? "The tax of this VAT category is base times rate" : "The tax of this VAT category is zero",
        [=](TaxGroup const& group) {
            return !is_of(group.kind, category.code) || (is_taxed ? is_tax_of_base(group) : value_of(group.tax) == Decimal());
        }));
    rules.push_back(
        of_groups(category.id(10), "BT-120",
                  category.exempt ? "This VAT category says why there is no tax" : "This VAT category has no reason for an exemption",
                  [=](TaxGroup const& group) {
                      return !is_of(group.kind, category.code) || (group.exemption || group.exemption_code) == category.exempt;
                  }));
}

void add_intra_community(Rules& rules)
{
    auto const delivered = [](Invoice const& invoice) { return invoice.delivery && invoice.delivery->date; };
    rules.push_back(rule("BR-IC-11", "BT-72", "An intra-community supply has the day of delivery, or a period",
                         [=](auto const& invoice) { return groups_of(invoice, "K") == 0 || delivered(invoice) || invoice.period; }));
    rules.push_back(rule("BR-IC-12", "BT-80", "An intra-community supply says to which country it goes", [](auto const& invoice) {
        return groups_of(invoice, "K") == 0 || (invoice.delivery && invoice.delivery->address && invoice.delivery->address->country);
    }));
}

void add_not_subject(Rules& rules)
{
    auto const alone = [](Invoice const& invoice) { return groups_of(invoice, "O") == 0; };
    rules.push_back(rule("BR-O-11", "BG-23", "What is not subject to VAT has no other VAT breakdown beside it",
                         [=](auto const& invoice) { return alone(invoice) || invoice.taxes.size() == 1; }));
    rules.push_back(rule("BR-O-12", "BT-151", "… and no lines of another VAT category", [=](auto const& invoice) {
        return alone(invoice) || std::ranges::all_of(invoice.lines, [](auto const& line) { return is_of(line.tax, "O"); });
    }));
    for (bool const charges : {false, true})
        rules.push_back(rule(charges ? "BR-O-14" : "BR-O-13", charges ? "BT-102" : "BT-95",
                             charges ? "… and no such charges" : "… and no such allowances", [=](auto const& invoice) {
                                 return alone(invoice) || std::ranges::all_of(invoice.adjustments, [&](auto const& each) {
                                            return each.is_charge != charges || is_of(each.tax, "O");
                                        });
                             }));
}

void add_split_payment(Rules& rules)
{
    rules.push_back(rule("BR-B-01", "BT-40", "Split payment is for domestic Italian invoices", [](auto const& invoice) {
        auto const italian = [](Party const& party) { return party.address && party.address->country == "IT"; };
        return !is_used(invoice, "B") || (italian(invoice.seller) && italian(invoice.buyer));
    }));
    rules.push_back(rule("BR-B-02", "BT-151", "Split payment and the standard rate are not on one invoice",
                         [](auto const& invoice) { return !is_used(invoice, "B") || !is_used(invoice, "S"); }));
}

}  // namespace

void add_tax_rules(Rules& rules)
{
    for (auto const& each : {
             Category{.code = "S", .prefix = "BR-S", .rate = Rate::positive, .proof = Proof::seller, .many = true},
             Category{.code = "Z", .prefix = "BR-Z", .rate = Rate::zero, .proof = Proof::seller},
             Category{.code = "E", .prefix = "BR-E", .rate = Rate::zero, .proof = Proof::seller, .exempt = true},
             Category{.code = "AE", .prefix = "BR-AE", .rate = Rate::zero, .proof = Proof::seller_and_buyer, .exempt = true},
             Category{.code = "K", .prefix = "BR-IC", .rate = Rate::zero, .proof = Proof::seller_and_buyer_vat, .exempt = true},
             Category{.code = "G", .prefix = "BR-G", .rate = Rate::zero, .proof = Proof::seller_vat, .exempt = true},
             Category{.code = "O", .prefix = "BR-O", .rate = Rate::none, .proof = Proof::no_vat, .exempt = true},
             Category{.code = "L", .prefix = "BR-IG", .rate = Rate::any, .proof = Proof::seller, .many = true},
             Category{.code = "M", .prefix = "BR-IP", .rate = Rate::any, .proof = Proof::seller, .many = true},
         })
        add_category(rules, each);
    add_intra_community(rules);
    add_not_subject(rules);
    add_split_payment(rules);
}

}  // namespace guildhall::einvoice
