#include <algorithm>

#include "einvoice/cii_line.h"
#include "einvoice/write.h"

namespace guildhall::einvoice {

namespace cii {
namespace {

void write_address(Node to, std::optional<Address> const& address)
{
    if (!address)
        return;
    auto const node = add(to, "ram:PostalTradeAddress");
    put(node, "ram:PostcodeCode", address->postal_code);
    put(node, "ram:LineOne", address->line1);
    put(node, "ram:LineTwo", address->line2);
    put(node, "ram:LineThree", address->line3);
    put(node, "ram:CityName", address->city);
    put(node, "ram:CountryID", address->country);
    put(node, "ram:CountrySubDivisionName", address->region);
}

void write_contact(Node to, Party const& party)
{
    if (!party.contact_name && !party.contact_phone && !party.contact_email)
        return;
    auto const node = add(to, "ram:DefinedTradeContact");
    put(node, "ram:PersonName", party.contact_name);
    if (party.contact_phone)
        put(add(node, "ram:TelephoneUniversalCommunication"), "ram:CompleteNumber", party.contact_phone);
    if (party.contact_email)
        put(add(node, "ram:EmailURIUniversalCommunication"), "ram:URIID", party.contact_email);
}

void write_registration(Node to, char const* scheme, Text const& id)
{
    if (id)
        put(add(to, "ram:SpecifiedTaxRegistration"), "ram:ID", std::optional(Identifier{*id, scheme}));
}

// Identifiers with a scheme are global ones.
void write_party(Node to, char const* name, Party const& party)
{
    auto const node = add(to, name);
    for (auto const& id : party.ids)
        if (!id.scheme)
            put(node, "ram:ID", std::optional(id));
    for (auto const& id : party.ids)
        if (id.scheme)
            put(node, "ram:GlobalID", std::optional(id));
    put(node, "ram:Name", party.name);
    put(node, "ram:Description", party.legal_form);
    if (party.registration || party.trading_name) {
        auto const organization = add(node, "ram:SpecifiedLegalOrganization");
        put(organization, "ram:ID", party.registration);
        put(organization, "ram:TradingBusinessName", party.trading_name);
    }
    write_contact(node, party);
    write_address(node, party.address);
    if (party.electronic_address)
        put(add(node, "ram:URIUniversalCommunication"), "ram:URIID", party.electronic_address);
    write_registration(node, "VA", party.vat_id);
    write_registration(node, "FC", party.tax_registration);
}

void put_document(Node to, char const* name, Text const& id)
{
    if (id)
        put(add(to, name), "ram:IssuerAssignedID", id);
}

void write_agreement(Node transaction, Invoice const& invoice)
{
    auto const node = add(transaction, "ram:ApplicableHeaderTradeAgreement");
    put(node, "ram:BuyerReference", invoice.buyer_reference);
    write_party(node, "ram:SellerTradeParty", invoice.seller);
    write_party(node, "ram:BuyerTradeParty", invoice.buyer);
    if (invoice.representative)
        write_party(node, "ram:SellerTaxRepresentativeTradeParty", *invoice.representative);
    put_document(node, "ram:SellerOrderReferencedDocument", invoice.sales_order);
    put_document(node, "ram:BuyerOrderReferencedDocument", invoice.order);
    put_document(node, "ram:ContractReferencedDocument", invoice.contract);
    for (auto const& each : invoice.documents) {
        auto const document = add(node, "ram:AdditionalReferencedDocument");
        put(document, "ram:IssuerAssignedID", each.id);
        put(document, "ram:TypeCode", Text("916"));
        put(document, "ram:Name", each.description);
    }
    if (invoice.project) {
        auto const project = add(node, "ram:SpecifiedProcuringProject");
        put(project, "ram:ID", invoice.project);
        put(project, "ram:Name", Text("Project reference"));  // the schema wants one
    }
}

void write_delivery(Node transaction, std::optional<Delivery> const& delivery)
{
    auto const node = add(transaction, "ram:ApplicableHeaderTradeDelivery");
    if (!delivery)
        return;
    if (delivery->name || delivery->address) {
        auto const to = add(node, "ram:ShipToTradeParty");
        put(to, "ram:Name", delivery->name);
        write_address(to, delivery->address);
    }
    if (delivery->date)
        put_date(add(node, "ram:ActualDeliverySupplyChainEvent"), "ram:OccurrenceDateTime", delivery->date);
}

void write_payment(Node settlement, Payment const& payment)
{
    auto const node = add(settlement, "ram:SpecifiedTradeSettlementPaymentMeans");
    put(node, "ram:TypeCode", payment.code);
    put(node, "ram:Information", payment.text);
    if (payment.by_card)
        put(add(node, "ram:ApplicableTradeSettlementFinancialCard"), "ram:ID", payment.card_number);
    for (auto const& each : payment.transfers) {
        auto const account = add(node, "ram:PayeePartyCreditorFinancialAccount");
        put(account, "ram:IBANID", each.account);
        put(account, "ram:AccountName", each.name);
    }
    if (!payment.transfers.empty() && payment.transfers.front().bic)
        put(add(node, "ram:PayeeSpecifiedCreditorFinancialInstitution"), "ram:BICID", payment.transfers.front().bic);
}

void write_tax_group(Node settlement, TaxGroup const& group, Invoice const& invoice)
{
    auto const node = add(settlement, "ram:ApplicableTradeTax");
    put(node, "ram:CalculatedAmount", group.tax);
    put(node, "ram:TypeCode", Text("VAT"));
    put(node, "ram:ExemptionReason", group.exemption);
    put(node, "ram:BasisAmount", group.base);
    put(node, "ram:CategoryCode", group.kind.category);
    put(node, "ram:ExemptionReasonCode", group.exemption_code);
    if (invoice.tax_point_date) {
        auto text = *invoice.tax_point_date;
        std::erase(text, '-');
        put(add(node, "ram:TaxPointDate"), "udt:DateString", Text(text)).append_attribute("format") = "102";
    }
    put(node, "ram:DueDateTypeCode", invoice.tax_point_code);
    put(node, "ram:RateApplicablePercent", group.kind.rate);
}

void write_terms(Node settlement, Invoice const& invoice)
{
    auto const mandate = invoice.payments.empty() ? Text() : invoice.payments.front().mandate;
    if (!invoice.terms && !invoice.due_date && !mandate)
        return;
    auto const node = add(settlement, "ram:SpecifiedTradePaymentTerms");
    put(node, "ram:Description", invoice.terms);
    put_date(node, "ram:DueDateDateTime", invoice.due_date);
    put(node, "ram:DirectDebitMandateID", mandate);
}

void write_totals(Node settlement, Invoice const& invoice)
{
    auto const& totals = invoice.totals;
    auto const node = add(settlement, "ram:SpecifiedTradeSettlementHeaderMonetarySummation");
    put(node, "ram:LineTotalAmount", totals.lines);
    put(node, "ram:ChargeTotalAmount", totals.charges);
    put(node, "ram:AllowanceTotalAmount", totals.allowances);
    put(node, "ram:TaxBasisTotalAmount", totals.without_tax);
    put_with(node, "ram:TaxTotalAmount", totals.tax, "currencyID", invoice.currency);
    put_with(node, "ram:TaxTotalAmount", totals.accounting_tax, "currencyID", invoice.accounting_currency);
    put(node, "ram:RoundingAmount", totals.rounding);
    put(node, "ram:GrandTotalAmount", totals.with_tax);
    put(node, "ram:TotalPrepaidAmount", totals.prepaid);
    put(node, "ram:DuePayableAmount", totals.due);
}

void write_settlement(Node transaction, Invoice const& invoice)
{
    auto const node = add(transaction, "ram:ApplicableHeaderTradeSettlement");
    put(node, "ram:PaymentReference", invoice.remittance);
    put(node, "ram:TaxCurrencyCode", invoice.accounting_currency);
    put(node, "ram:InvoiceCurrencyCode", invoice.currency);
    if (invoice.payee)
        write_party(node, "ram:PayeeTradeParty", *invoice.payee);
    for (auto const& each : invoice.payments)
        write_payment(node, each);
    for (auto const& each : invoice.taxes)
        write_tax_group(node, each, invoice);
    write_period(node, invoice.period);
    write_adjustments(node, invoice.adjustments);
    write_terms(node, invoice);
    write_totals(node, invoice);
    for (auto const& each : invoice.preceding) {
        auto const document = add(node, "ram:InvoiceReferencedDocument");
        put(document, "ram:IssuerAssignedID", each.id);
        put_date(document, "ram:FormattedIssueDateTime", each.date, "qdt:");
    }
}

Node root_of(pugi::xml_document& document)
{
    auto root = add(document, "rsm:CrossIndustryInvoice");
    std::string const schema = "urn:un:unece:uncefact:data:standard:";
    root.append_attribute("xmlns:rsm") = (schema + "CrossIndustryInvoice:100").c_str();
    root.append_attribute("xmlns:ram") = (schema + "ReusableAggregateBusinessInformationEntity:100").c_str();
    root.append_attribute("xmlns:udt") = (schema + "UnqualifiedDataType:100").c_str();
    root.append_attribute("xmlns:qdt") = (schema + "QualifiedDataType:100").c_str();
    return root;
}

}  // namespace
}  // namespace cii

std::string write_cii(Invoice const& invoice)
{
    using namespace cii;
    pugi::xml_document xml;
    auto const root = root_of(xml);
    auto const context = add(root, "rsm:ExchangedDocumentContext");
    if (invoice.process)
        put(add(context, "ram:BusinessProcessSpecifiedDocumentContextParameter"), "ram:ID", invoice.process);
    put(add(context, "ram:GuidelineSpecifiedDocumentContextParameter"), "ram:ID", invoice.specification);
    auto const document = add(root, "rsm:ExchangedDocument");
    put(document, "ram:ID", invoice.number);
    put(document, "ram:TypeCode", invoice.type);
    put_date(document, "ram:IssueDateTime", invoice.issue_date);
    for (auto const& note : invoice.notes)
        put(add(document, "ram:IncludedNote"), "ram:Content", Text(note));
    auto const transaction = add(root, "rsm:SupplyChainTradeTransaction");
    for (auto const& each : invoice.lines)
        write_line(transaction, each);
    write_agreement(transaction, invoice);
    write_delivery(transaction, invoice.delivery);
    write_settlement(transaction, invoice);
    return text_of(xml);
}

}  // namespace guildhall::einvoice
