#include "einvoice/ubl_line.h"
#include "einvoice/write.h"

namespace guildhall::einvoice {

namespace ubl {
namespace {

void write_address(Node to, char const* name, std::optional<Address> const& address)
{
    if (!address)
        return;
    auto const node = add(to, name);
    put(node, "cbc:StreetName", address->line1);
    put(node, "cbc:AdditionalStreetName", address->line2);
    put(node, "cbc:CityName", address->city);
    put(node, "cbc:PostalZone", address->postal_code);
    put(node, "cbc:CountrySubentity", address->region);
    if (address->line3)
        put(add(node, "cac:AddressLine"), "cbc:Line", address->line3);
    if (address->country)
        put(add(node, "cac:Country"), "cbc:IdentificationCode", address->country);
}

void write_tax_scheme(Node party, Text const& id, char const* scheme)
{
    if (!id)
        return;
    auto const node = add(party, "cac:PartyTaxScheme");
    put(node, "cbc:CompanyID", id);
    put(add(node, "cac:TaxScheme"), "cbc:ID", Text(scheme));
}

void write_legal_entity(Node to, Text const& name, Party const& party)
{
    if (!name && !party.registration && !party.legal_form)
        return;
    auto const node = add(to, "cac:PartyLegalEntity");
    put(node, "cbc:RegistrationName", name);
    put(node, "cbc:CompanyID", party.registration);
    put(node, "cbc:CompanyLegalForm", party.legal_form);
}

// Payees and representatives have no registered name: theirs is the other one.
void write_party(Node node, Party const& party, Text const& name, Text const& registered_name)
{
    put(node, "cbc:EndpointID", party.electronic_address);
    for (auto const& id : party.ids)
        put(add(node, "cac:PartyIdentification"), "cbc:ID", std::optional(id));
    if (name)
        put(add(node, "cac:PartyName"), "cbc:Name", name);
    write_address(node, "cac:PostalAddress", party.address);
    write_tax_scheme(node, party.vat_id, "VAT");
    write_tax_scheme(node, party.tax_registration, "TAX");
    write_legal_entity(node, registered_name, party);
    if (party.contact_name || party.contact_phone || party.contact_email) {
        auto const contact = add(node, "cac:Contact");
        put(contact, "cbc:Name", party.contact_name);
        put(contact, "cbc:Telephone", party.contact_phone);
        put(contact, "cbc:ElectronicMail", party.contact_email);
    }
}

void write_head(Node root, Invoice const& invoice)
{
    put(root, "cbc:CustomizationID", invoice.specification);
    put(root, "cbc:ProfileID", invoice.process);
    put(root, "cbc:ID", invoice.number);
    put(root, "cbc:IssueDate", invoice.issue_date);
    if (invoice.is_credit_note)
        put(root, "cbc:TaxPointDate", invoice.tax_point_date);
    else
        put(root, "cbc:DueDate", invoice.due_date);
    put(root, invoice.is_credit_note ? "cbc:CreditNoteTypeCode" : "cbc:InvoiceTypeCode", invoice.type);
    for (auto const& note : invoice.notes)
        put(root, "cbc:Note", Text(note));
    if (!invoice.is_credit_note)
        put(root, "cbc:TaxPointDate", invoice.tax_point_date);
    put(root, "cbc:DocumentCurrencyCode", invoice.currency);
    put(root, "cbc:TaxCurrencyCode", invoice.accounting_currency);
    put(root, "cbc:BuyerReference", invoice.buyer_reference);
    write_period(root, invoice.period, invoice.tax_point_code);
}

void write_references(Node root, Invoice const& invoice)
{
    if (invoice.order || invoice.sales_order) {
        auto const node = add(root, "cac:OrderReference");
        put(node, "cbc:ID", invoice.order);
        put(node, "cbc:SalesOrderID", invoice.sales_order);
    }
    for (auto const& each : invoice.preceding) {
        auto const node = add(add(root, "cac:BillingReference"), "cac:InvoiceDocumentReference");
        put(node, "cbc:ID", each.id);
        put(node, "cbc:IssueDate", each.date);
    }
    if (invoice.contract)
        put(add(root, "cac:ContractDocumentReference"), "cbc:ID", invoice.contract);
    for (auto const& each : invoice.documents) {
        auto const node = add(root, "cac:AdditionalDocumentReference");
        put(node, "cbc:ID", each.id);
        put(node, "cbc:DocumentDescription", each.description);
    }
    if (invoice.project && !invoice.is_credit_note)
        put(add(root, "cac:ProjectReference"), "cbc:ID", invoice.project);
}

void write_parties(Node root, Invoice const& invoice)
{
    auto const supplier = add(add(root, "cac:AccountingSupplierParty"), "cac:Party");
    write_party(supplier, invoice.seller, invoice.seller.trading_name, invoice.seller.name);
    auto const customer = add(add(root, "cac:AccountingCustomerParty"), "cac:Party");
    write_party(customer, invoice.buyer, invoice.buyer.trading_name, invoice.buyer.name);
    if (invoice.payee)
        write_party(add(root, "cac:PayeeParty"), *invoice.payee, invoice.payee->name, {});
    if (invoice.representative)
        write_party(add(root, "cac:TaxRepresentativeParty"), *invoice.representative, invoice.representative->name, {});
    if (auto const& delivery = invoice.delivery) {
        auto const node = add(root, "cac:Delivery");
        put(node, "cbc:ActualDeliveryDate", delivery->date);
        if (delivery->address)
            write_address(add(node, "cac:DeliveryLocation"), "cac:Address", delivery->address);
        if (delivery->name)
            put(add(add(node, "cac:DeliveryParty"), "cac:PartyName"), "cbc:Name", delivery->name);
    }
}

void write_payment(Node root, Invoice const& invoice, Payment const& payment)
{
    auto const node = add(root, "cac:PaymentMeans");
    if (auto code = put(node, "cbc:PaymentMeansCode", payment.code); code && payment.text)
        code.append_attribute("name") = payment.text->c_str();
    if (invoice.is_credit_note)
        put(node, "cbc:PaymentDueDate", invoice.due_date);
    put(node, "cbc:PaymentID", invoice.remittance);
    if (payment.by_card)
        put(add(node, "cac:CardAccount"), "cbc:PrimaryAccountNumberID", payment.card_number);
    for (auto const& each : payment.transfers) {
        auto const account = add(node, "cac:PayeeFinancialAccount");
        put(account, "cbc:ID", each.account);
        put(account, "cbc:Name", each.name);
        if (each.bic)
            put(add(account, "cac:FinancialInstitutionBranch"), "cbc:ID", each.bic);
    }
    if (payment.mandate)
        put(add(node, "cac:PaymentMandate"), "cbc:ID", payment.mandate);
}

void write_taxes(Amounts const& amounts, Node root)
{
    auto const& invoice = amounts.invoice;
    auto const total = add(root, "cac:TaxTotal");
    amounts.put(total, "cbc:TaxAmount", invoice.totals.tax);
    for (auto const& group : invoice.taxes) {
        auto const node = add(total, "cac:TaxSubtotal");
        amounts.put(node, "cbc:TaxableAmount", group.base);
        amounts.put(node, "cbc:TaxAmount", group.tax);
        write_category(node, "cac:TaxCategory", group.kind, &group);
    }
    if (invoice.totals.accounting_tax)
        put_with(add(root, "cac:TaxTotal"), "cbc:TaxAmount", invoice.totals.accounting_tax, "currencyID", invoice.accounting_currency);
}

void write_totals(Amounts const& amounts, Node root)
{
    auto const& totals = amounts.invoice.totals;
    auto const node = add(root, "cac:LegalMonetaryTotal");
    amounts.put(node, "cbc:LineExtensionAmount", totals.lines);
    amounts.put(node, "cbc:TaxExclusiveAmount", totals.without_tax);
    amounts.put(node, "cbc:TaxInclusiveAmount", totals.with_tax);
    amounts.put(node, "cbc:AllowanceTotalAmount", totals.allowances);
    amounts.put(node, "cbc:ChargeTotalAmount", totals.charges);
    amounts.put(node, "cbc:PrepaidAmount", totals.prepaid);
    amounts.put(node, "cbc:PayableRoundingAmount", totals.rounding);
    amounts.put(node, "cbc:PayableAmount", totals.due);
}

}  // namespace
}  // namespace ubl

std::string write_ubl(Invoice const& invoice)
{
    using namespace ubl;
    pugi::xml_document document;
    auto root = add(document, invoice.is_credit_note ? "CreditNote" : "Invoice");
    std::string const schema = "urn:oasis:names:specification:ubl:schema:xsd:";
    root.append_attribute("xmlns") = (schema + root.name() + "-2").c_str();
    root.append_attribute("xmlns:cac") = (schema + "CommonAggregateComponents-2").c_str();
    root.append_attribute("xmlns:cbc") = (schema + "CommonBasicComponents-2").c_str();
    ubl::Amounts const amounts{invoice};
    write_head(root, invoice);
    write_references(root, invoice);
    write_parties(root, invoice);
    for (auto const& each : invoice.payments)
        write_payment(root, invoice, each);
    if (invoice.terms)
        put(add(root, "cac:PaymentTerms"), "cbc:Note", invoice.terms);
    write_adjustments(amounts, root, invoice.adjustments);
    write_taxes(amounts, root);
    write_totals(amounts, root);
    for (auto const& each : invoice.lines)
        write_line(amounts, root, each);
    return text_of(document);
}

}  // namespace guildhall::einvoice
