#include "einvoice/syntaxes.h"

// UBL 2.1, as EN 16931-3-2 binds it to the model.
namespace guildhall::einvoice {

namespace {

std::optional<Address> address(Node node)
{
    if (!node)
        return {};
    return Address{.line1 = text_at(node, "StreetName"),
                   .line2 = text_at(node, "AdditionalStreetName"),
                   .line3 = text_at(node, "AddressLine/Line"),
                   .city = text_at(node, "CityName"),
                   .postal_code = text_at(node, "PostalZone"),
                   .region = text_at(node, "CountrySubentity"),
                   .country = text_at(node, "Country/IdentificationCode")};
}

void read_tax_schemes(Node node, Party& party)
{
    for (auto const scheme : all(node, "PartyTaxScheme")) {
        auto const id = text_at(scheme, "CompanyID");
        if (text_at(scheme, "TaxScheme/ID") == "VAT")
            party.vat_id = id;
        else
            party.tax_registration = id;
    }
}

Party party(Node node)
{
    Party party;
    party.name = text_at(node, "PartyLegalEntity/RegistrationName");
    party.trading_name = text_at(node, "PartyName/Name");
    for (auto const each : all(node, "PartyIdentification"))
        if (auto id = identifier_at(each, "ID"))
            party.ids.push_back(std::move(*id));
    party.registration = identifier_at(node, "PartyLegalEntity/CompanyID");
    read_tax_schemes(node, party);
    party.legal_form = text_at(node, "PartyLegalEntity/CompanyLegalForm");
    party.electronic_address = identifier_at(node, "EndpointID");
    party.address = address(at(node, "PostalAddress"));
    party.contact_name = text_at(node, "Contact/Name");
    party.contact_phone = text_at(node, "Contact/Telephone");
    party.contact_email = text_at(node, "Contact/ElectronicMail");
    return party;
}

// Payees and representatives have no registered name: theirs is the other one.
std::optional<Party> named_party(Node node)
{
    if (!node)
        return {};
    auto found = party(node);
    found.name = std::move(found.trading_name);
    found.trading_name.reset();
    return found;
}

AllowanceOrCharge adjustment(Node node)
{
    return {.is_charge = flag_at(node, "ChargeIndicator"),
            .amount = number_at(node, "Amount"),
            .base = number_at(node, "BaseAmount"),
            .percent = number_at(node, "MultiplierFactorNumeric"),
            .tax = {text_at(node, "TaxCategory/ID"), number_at(node, "TaxCategory/Percent")},
            .reason = text_at(node, "AllowanceChargeReason"),
            .reason_code = text_at(node, "AllowanceChargeReasonCode")};
}

std::vector<AllowanceOrCharge> adjustments(Node node)
{
    std::vector<AllowanceOrCharge> found;
    for (auto const each : all(node, "AllowanceCharge"))
        found.push_back(adjustment(each));
    return found;
}

std::optional<Period> period(Node node)
{
    if (!node)
        return {};
    return Period{text_at(node, "StartDate"), text_at(node, "EndDate")};
}

void read_item(Node item, Line& line)
{
    line.tax = {text_at(item, "ClassifiedTaxCategory/ID"), number_at(item, "ClassifiedTaxCategory/Percent")};
    line.name = text_at(item, "Name");
    line.description = text_at(item, "Description");
    line.seller_id = text_at(item, "SellersItemIdentification/ID");
    line.buyer_id = text_at(item, "BuyersItemIdentification/ID");
    line.standard_id = identifier_at(item, "StandardItemIdentification/ID");
    for (auto const each : all(item, "CommodityClassification"))
        if (auto id = identifier_at(each, "ItemClassificationCode", "listID"))
            line.classifications.push_back(std::move(*id));
    for (auto const each : all(item, "AdditionalItemProperty"))
        line.attributes.push_back({text_at(each, "Name"), text_at(each, "Value")});
}

Line line(Node node, char const* quantity)
{
    Line line;
    line.id = text_at(node, "ID");
    line.note = text_at(node, "Note");
    line.quantity = number_at(node, quantity);
    line.unit = attribute_of(at(node, quantity), "unitCode");
    line.net = number_at(node, "LineExtensionAmount");
    line.order_line = text_at(node, "OrderLineReference/LineID");
    line.period = period(at(node, "InvoicePeriod"));
    line.adjustments = adjustments(node);
    line.price = number_at(node, "Price/PriceAmount");
    line.gross_price = number_at(node, "Price/AllowanceCharge/BaseAmount");
    line.price_quantity = number_at(node, "Price/BaseQuantity");
    read_item(at(node, "Item"), line);
    return line;
}

Payment payment(Node node)
{
    Payment payment;
    payment.code = text_at(node, "PaymentMeansCode");
    payment.text = attribute_of(at(node, "PaymentMeansCode"), "name");
    for (auto const each : all(node, "PayeeFinancialAccount"))
        payment.transfers.push_back({text_at(each, "ID"), text_at(each, "Name"), text_at(each, "FinancialInstitutionBranch/ID")});
    payment.by_card = !at(node, "CardAccount").empty();
    payment.card_number = text_at(node, "CardAccount/PrimaryAccountNumberID");
    payment.mandate = text_at(node, "PaymentMandate/ID");
    return payment;
}

// BT-110 is the sum in the currency of the invoice, BT-111 the one in the accounting currency.
void read_taxes(Node root, Invoice& invoice)
{
    for (auto const total : all(root, "TaxTotal")) {
        auto const currency = attribute_of(at(total, "TaxAmount"), "currencyID");
        bool const is_accounting = invoice.accounting_currency && currency == invoice.accounting_currency && currency != invoice.currency;
        (is_accounting ? invoice.totals.accounting_tax : invoice.totals.tax) = number_at(total, "TaxAmount");
        for (auto const each : all(total, "TaxSubtotal"))
            invoice.taxes.push_back({.base = number_at(each, "TaxableAmount"),
                                     .tax = number_at(each, "TaxAmount"),
                                     .kind = {text_at(each, "TaxCategory/ID"), number_at(each, "TaxCategory/Percent")},
                                     .exemption = text_at(each, "TaxCategory/TaxExemptionReason"),
                                     .exemption_code = text_at(each, "TaxCategory/TaxExemptionReasonCode")});
    }
}

void read_totals(Node node, Totals& totals)
{
    totals.lines = number_at(node, "LineExtensionAmount");
    totals.allowances = number_at(node, "AllowanceTotalAmount");
    totals.charges = number_at(node, "ChargeTotalAmount");
    totals.without_tax = number_at(node, "TaxExclusiveAmount");
    totals.with_tax = number_at(node, "TaxInclusiveAmount");
    totals.prepaid = number_at(node, "PrepaidAmount");
    totals.rounding = number_at(node, "PayableRoundingAmount");
    totals.due = number_at(node, "PayableAmount");
}

void read_references(Node root, Invoice& invoice)
{
    invoice.buyer_reference = text_at(root, "BuyerReference");
    invoice.order = text_at(root, "OrderReference/ID");
    invoice.sales_order = text_at(root, "OrderReference/SalesOrderID");
    invoice.contract = text_at(root, "ContractDocumentReference/ID");
    invoice.project = text_at(root, "ProjectReference/ID");
    for (auto const each : all(root, "BillingReference"))
        invoice.preceding.push_back(
            {text_at(each, "InvoiceDocumentReference/ID"), text_at(each, "InvoiceDocumentReference/IssueDate"), {}});
    for (auto const each : all(root, "AdditionalDocumentReference"))
        if (text_at(each, "DocumentTypeCode") != "130")  // that is BT-18, the object of the invoice
            invoice.documents.push_back({text_at(each, "ID"), {}, text_at(each, "DocumentDescription")});
}

void read_head(Node root, Invoice& invoice)
{
    invoice.specification = text_at(root, "CustomizationID");
    invoice.process = text_at(root, "ProfileID");
    invoice.number = text_at(root, "ID");
    invoice.issue_date = text_at(root, "IssueDate");
    invoice.type = text_at(root, invoice.is_credit_note ? "CreditNoteTypeCode" : "InvoiceTypeCode");
    invoice.currency = text_at(root, "DocumentCurrencyCode");
    invoice.accounting_currency = text_at(root, "TaxCurrencyCode");
    invoice.tax_point_date = text_at(root, "TaxPointDate");
    invoice.tax_point_code = text_at(root, "InvoicePeriod/DescriptionCode");
    invoice.due_date = text_at(root, invoice.is_credit_note ? "PaymentMeans/PaymentDueDate" : "DueDate");
    invoice.terms = text_at(root, "PaymentTerms/Note");
    for (auto const each : all(root, "Note"))
        if (auto note = text_at(each, ""))
            invoice.notes.push_back(std::move(*note));
    invoice.period = period(at(root, "InvoicePeriod"));
}

std::optional<Delivery> delivery(Node node)
{
    if (!node)
        return {};
    return Delivery{.name = text_at(node, "DeliveryParty/PartyName/Name"),
                    .date = text_at(node, "ActualDeliveryDate"),
                    .address = address(at(node, "DeliveryLocation/Address"))};
}

}  // namespace

Invoice read_ubl(Node root)
{
    Invoice invoice;
    invoice.is_credit_note = std::string_view(root.name()).ends_with("CreditNote");
    read_head(root, invoice);
    read_references(root, invoice);
    invoice.seller = party(at(root, "AccountingSupplierParty/Party"));
    invoice.buyer = party(at(root, "AccountingCustomerParty/Party"));
    invoice.payee = named_party(at(root, "PayeeParty"));
    invoice.representative = named_party(at(root, "TaxRepresentativeParty"));
    invoice.delivery = delivery(at(root, "Delivery"));
    invoice.remittance = text_at(root, "PaymentMeans/PaymentID");
    for (auto const each : all(root, "PaymentMeans"))
        invoice.payments.push_back(payment(each));
    invoice.adjustments = adjustments(root);
    read_taxes(root, invoice);
    read_totals(at(root, "LegalMonetaryTotal"), invoice.totals);
    for (auto const each : all(root, invoice.is_credit_note ? "CreditNoteLine" : "InvoiceLine"))
        invoice.lines.push_back(line(each, invoice.is_credit_note ? "CreditedQuantity" : "InvoicedQuantity"));
    return invoice;
}

}  // namespace guildhall::einvoice
