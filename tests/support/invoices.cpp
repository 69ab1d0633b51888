#include "support/invoices.h"

namespace guildhall::support {

using namespace einvoice;

Amount amount(char const* text)
{
    return Number::parse(text);
}

namespace {

bool is_taxed(std::string const& category)
{
    return category == "S" || category == "L" || category == "M";
}

Tax tax_of(std::string const& category)
{
    return {category, category == "O" ? Amount() : amount(is_taxed(category) ? "20" : "0")};
}

AllowanceOrCharge adjustment(bool is_charge, char const* text, Tax tax = {})
{
    return {.is_charge = is_charge,
            .amount = amount(text),
            .base = amount("200.00"),
            .percent = amount("10"),
            .tax = std::move(tax),
            .reason = "As agreed",
            .reason_code = "95"};
}

Address address(char const* city, char const* country)
{
    return {.line1 = "Obere Str. 57",
            .line2 = "Hof",
            .line3 = "Links",
            .city = city,
            .postal_code = "12209",
            .region = "Berlin",
            .country = country};
}

Party party(char const* name, char const* country, bool has_vat)
{
    Party party{.name = name,
                .trading_name = std::string(name) + " & Co",
                .ids = {{"4711", "0088"}},
                .registration = Identifier{"HRB 1234", "0002"}};
    if (has_vat)
        party.vat_id = std::string(country) + "123456789";
    party.electronic_address = Identifier{"office@example.com", "EM"};
    party.address = address("Berlin", country);
    party.contact_name = "Maria Anders";
    party.contact_phone = "+49 30 0074321";
    party.contact_email = "maria@example.com";
    return party;
}

Line line(char const* id, char const* net, Tax tax)
{
    return {.id = id,
            .note = "As ordered",
            .quantity = amount("2"),
            .unit = "C62",
            .net = amount(net),
            .order_line = "7",
            .period = Period{"2026-11-01", "2026-11-30"},
            .adjustments = {adjustment(false, "10.00"), adjustment(true, "5.00")},
            .price = amount("50.00"),
            .gross_price = amount("60.00"),
            .price_quantity = amount("1"),
            .tax = std::move(tax),
            .name = "Chai",
            .description = "10 boxes × 20 bags",
            .seller_id = "S-1",
            .buyer_id = "B-1",
            .standard_id = Identifier{"4012345678901", "0160"},
            .classifications = {{"65434568", "STI"}},
            .attributes = {{"Colour", "brown"}}};
}

void add_parties(Invoice& invoice, bool has_vat)
{
    invoice.seller = party("Seller", "DE", has_vat);
    invoice.seller.tax_registration = "201/113/40209";
    invoice.seller.legal_form = "GmbH, Berlin";
    invoice.buyer = party("Buyer", "FR", has_vat);
    invoice.payee = Party{.name = "Factor", .trading_name = {}, .ids = {{"99", {}}}, .registration = Identifier{"HRB 9", "0002"}};
    if (has_vat)
        invoice.representative = Party{
            .name = "Agent", .trading_name = {}, .ids = {}, .registration = {}, .vat_id = "AT123456789", .address = address("Wien", "AT")};
    invoice.delivery = Delivery{"Warehouse", "2026-11-20", address("Lyon", "FR")};
}

}  // namespace

Invoice invoice_of(std::string const& category)
{
    auto const tax = tax_of(category);
    bool const taxed = is_taxed(category);
    Invoice invoice;
    invoice.specification = "urn:cen.eu:en16931:2017";
    invoice.process = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0";
    invoice.number = "INV-2026-00001";
    invoice.issue_date = "2026-11-23";
    invoice.type = "380";
    invoice.currency = "EUR";
    invoice.tax_point_date = "2026-11-20";
    invoice.due_date = "2026-12-23";
    invoice.terms = "30 days net";
    invoice.buyer_reference = "04011000-12345-34";
    invoice.order = "PO-1";
    invoice.sales_order = "SO-1";
    invoice.contract = "C-1";
    invoice.project = "P-1";
    invoice.notes = {"Thank you", "¡Gracias! 谢谢"};
    invoice.preceding = {{"INV-2025-00007", "2025-11-23", {}}};
    invoice.documents = {{"Timesheet", {}, "Hours worked"}};
    add_parties(invoice, category != "O");
    invoice.period = Period{"2026-11-01", "2026-11-30"};
    invoice.remittance = "INV-2026-00001";
    invoice.payments = {{.code = "58", .text = "SEPA", .transfers = {{"DE89370400440532013000", "Seller", "COBADEFFXXX"}}},
                        {.code = "48", .text = "Card", .transfers = {}, .by_card = true, .card_number = "411111"}};
    invoice.adjustments = {adjustment(false, "20.00", tax), adjustment(true, "30.00", tax)};
    invoice.totals = {.lines = amount("200.00"),
                      .allowances = amount("20.00"),
                      .charges = amount("30.00"),
                      .without_tax = amount("210.00"),
                      .tax = amount(taxed ? "42.00" : "0.00"),
                      .accounting_tax = {},
                      .with_tax = amount(taxed ? "252.00" : "210.00"),
                      .prepaid = amount("10.00"),
                      .rounding = amount("0.00"),
                      .due = amount(taxed ? "242.00" : "200.00")};
    invoice.taxes = {{.base = amount("210.00"), .tax = invoice.totals.tax, .kind = tax}};
    if (!taxed && category != "Z")
        invoice.taxes.front().exemption = "Exempt";
    invoice.lines = {line("1", "95.00", tax), line("2", "105.00", tax)};
    return invoice;
}

}  // namespace guildhall::support
