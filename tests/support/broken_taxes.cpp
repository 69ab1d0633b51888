#include "support/invoices.h"

namespace guildhall::support {

using namespace einvoice;

namespace {

struct Kind {
    std::string code, rules;
    bool taxed = false, exempt = false;
};

void without_identifiers(Invoice& invoice)
{
    invoice.seller.vat_id.reset();
    invoice.seller.tax_registration.reset();
    invoice.representative.reset();
}

// Only allowances, or only charges, with totals that follow.
void keep(Invoice& invoice, bool charges)
{
    std::erase_if(invoice.adjustments, [=](auto const& each) { return each.is_charge != charges; });
    (charges ? invoice.totals.allowances : invoice.totals.charges).reset();
    auto set = [&](char const* base, char const* tax, char const* with_tax, char const* due) {
        invoice.taxes[0].base = invoice.totals.without_tax = amount(base);
        invoice.totals.tax = invoice.taxes[0].tax = amount(tax);
        invoice.totals.with_tax = amount(with_tax);
        invoice.totals.due = amount(due);
    };
    bool const taxed = invoice.taxes[0].kind.rate && invoice.taxes[0].kind.rate->value > Decimal();
    if (charges)
        taxed ? set("230.00", "46.00", "276.00", "266.00") : set("230.00", "0.00", "230.00", "220.00");
    else
        taxed ? set("180.00", "36.00", "216.00", "206.00") : set("180.00", "0.00", "180.00", "170.00");
}

void keep_none(Invoice& invoice)
{
    invoice.adjustments.clear();
    invoice.totals.allowances.reset();
    invoice.totals.charges.reset();
    bool const taxed = invoice.taxes[0].kind.rate && invoice.taxes[0].kind.rate->value > Decimal();
    invoice.taxes[0].base = invoice.totals.without_tax = amount("200.00");
    invoice.totals.tax = invoice.taxes[0].tax = amount(taxed ? "40.00" : "0.00");
    invoice.totals.with_tax = amount(taxed ? "240.00" : "200.00");
    invoice.totals.due = amount(taxed ? "230.00" : "190.00");
}

void break_identifiers(std::vector<Broken>& all, Kind const& kind)
{
    auto const broken = [&](std::set<std::string> rules, std::function<void(Invoice&)> how) {
        all.push_back({std::move(rules), std::move(how), kind.code});
    };
    auto const name = [&](char const* number) { return kind.rules + number; };
    auto const take = [not_subject = kind.code == "O"](Invoice& invoice) {
        if (not_subject)
            invoice.buyer.vat_id = "FR123456789";
        else
            without_identifiers(invoice);
    };
    broken({name("-02")}, [=](auto& i) { keep_none(i), take(i); });
    broken({name("-02"), name("-03")}, [=](auto& i) { keep(i, false), take(i); });
    broken({name("-02"), name("-04")}, [=](auto& i) { keep(i, true), take(i); });
    if (kind.code == "AE")
        broken({name("-02")}, [](auto& i) { keep_none(i), i.buyer.vat_id.reset(), i.buyer.registration.reset(); });
    if (kind.code == "K")
        broken({name("-02")}, [](auto& i) { keep_none(i), i.buyer.vat_id.reset(); });
    if (kind.code == "K" || kind.code == "G")
        broken({name("-02")}, [](auto& i) { keep_none(i), i.seller.vat_id.reset(), i.representative.reset(); });
}

// The wrong rate: for those that have several, what is of another rate is missing in the group.
void break_rates(std::vector<Broken>& all, Kind const& kind)
{
    auto const wrong = amount(kind.code == "S" ? "0" : kind.taxed ? "-1" : "5");
    auto const rules = [&](char const* number) {
        std::set<std::string> found{kind.rules + number};
        if (kind.taxed)
            found.insert(kind.rules + "-08");
        return found;
    };
    all.push_back({rules("-05"), [=](auto& i) { i.lines[0].tax.rate = wrong; }, kind.code});
    all.push_back({rules("-06"), [=](auto& i) { i.adjustments[0].tax.rate = wrong; }, kind.code});
    all.push_back({rules("-07"), [=](auto& i) { i.adjustments[1].tax.rate = wrong; }, kind.code});
}

void break_groups(std::vector<Broken>& all, Kind const& kind)
{
    auto const unused = [kind](Invoice& invoice) {
        invoice.taxes.push_back({.base = amount("0.00"), .tax = amount("0.00"), .kind = {kind.code, amount(kind.taxed ? "20" : "0")}});
        if (kind.exempt)
            invoice.taxes.back().exemption = "Exempt";
    };
    std::set<std::string> alone{kind.rules + "-01"};
    if (kind.code == "O")
        alone.insert({"BR-O-11", "BR-O-12", "BR-O-13", "BR-O-14"});
    all.push_back({alone, unused, kind.code == "S" ? "E" : "S"});
    all.push_back({{kind.rules + "-08"}, [](auto& i) { i.taxes[0].base = amount("210.01"); }, kind.code});
    all.push_back({{"BR-CO-17", kind.rules + "-09"},
                   [taxed = kind.taxed](auto& i) {
                       i.totals.tax = i.taxes[0].tax = amount(taxed ? "43.00" : "1.00");
                       i.totals.with_tax = amount(taxed ? "253.00" : "211.00");
                       i.totals.due = amount(taxed ? "243.00" : "201.00");
                   },
                   kind.code});
    all.push_back(
        {{kind.rules + "-10"}, [exempt = kind.exempt](auto& i) { i.taxes[0].exemption = exempt ? Text() : Text("Exempt"); }, kind.code});
}

void break_special(std::vector<Broken>& all)
{
    all.push_back({{"BR-IC-11"}, [](auto& i) { i.delivery->date.reset(), i.period.reset(); }, "K"});
    all.push_back({{"BR-IC-12"}, [](auto& i) { i.delivery->address.reset(); }, "K"});
    auto const zero = [](Tax& tax) { tax = {"Z", amount("0")}; };
    all.push_back({{"BR-O-08", "BR-O-12", "BR-Z-01", "BR-Z-02"}, [=](auto& i) { zero(i.lines[0].tax), without_identifiers(i); }, "O"});
    all.push_back(
        {{"BR-O-08", "BR-O-13", "BR-Z-01", "BR-Z-03"}, [=](auto& i) { zero(i.adjustments[0].tax), without_identifiers(i); }, "O"});
    all.push_back(
        {{"BR-O-08", "BR-O-14", "BR-Z-01", "BR-Z-04"}, [=](auto& i) { zero(i.adjustments[1].tax), without_identifiers(i); }, "O"});
    all.push_back({{"BR-O-11", "BR-Z-01"},
                   [](auto& i) {
                       i.taxes.push_back({.base = amount("0.00"), .tax = amount("0.00"), .kind = {"Z", amount("0")}});
                   },
                   "O"});
    all.push_back({{"BR-B-01"}, [](auto& i) {
                       i.lines[0].tax.category = "B", i.lines[1].tax.category = "B",
                       i.adjustments[0].tax.category = i.adjustments[1].tax.category = i.taxes[0].kind.category = "B";
                   }});
    all.push_back({{"BR-B-02", "BR-S-08"},
                   [](auto& i) { i.lines[0].tax.category = "B", i.seller.address->country = i.buyer.address->country = "IT"; }});
}

}  // namespace

std::vector<Broken> broken_taxes()
{
    std::vector<Broken> all;
    for (auto const& kind : {Kind{"S", "BR-S", true, false}, Kind{"Z", "BR-Z", false, false}, Kind{"E", "BR-E", false, true},
                             Kind{"AE", "BR-AE", false, true}, Kind{"K", "BR-IC", false, true}, Kind{"G", "BR-G", false, true},
                             Kind{"O", "BR-O", false, true}, Kind{"L", "BR-IG", true, false}, Kind{"M", "BR-IP", true, false}}) {
        break_identifiers(all, kind);
        break_rates(all, kind);
        break_groups(all, kind);
    }
    break_special(all);
    return all;
}

}  // namespace guildhall::support
