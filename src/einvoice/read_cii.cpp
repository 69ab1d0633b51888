#include "einvoice/syntaxes.h"

// UN/CEFACT Cross Industry Invoice D16B, as EN 16931-3-3 binds it to the model.
namespace guildhall::einvoice {

namespace {

// DateTimeString or DateString of format 102: 20261123.
Text date_at(Node from, std::string const& path)
{
    auto text = text_at(from, path + "/DateTimeString");
    if (!text)
        text = text_at(from, path + "/DateString");
    if (text && text->size() == 8)
        return text->substr(0, 4) + "-" + text->substr(4, 2) + "-" + text->substr(6);
    return text;
}

std::optional<Address> address(Node node)
{
    if (!node)
        return {};
    return Address{.line1 = text_at(node, "LineOne"),
                   .line2 = text_at(node, "LineTwo"),
                   .line3 = text_at(node, "LineThree"),
                   .city = text_at(node, "CityName"),
                   .postal_code = text_at(node, "PostcodeCode"),
                   .region = text_at(node, "CountrySubDivisionName"),
                   .country = text_at(node, "CountryID")};
}

std::vector<Identifier> identifiers(Node node)
{
    std::vector<Identifier> found;
    for (auto const* name : {"ID", "GlobalID"})
        for (auto const each : all(node, name))
            if (auto id = identifier_at(each, ""))
                found.push_back(std::move(*id));
    return found;
}

Party party(Node node)
{
    Party party;
    party.name = text_at(node, "Name");
    party.trading_name = text_at(node, "SpecifiedLegalOrganization/TradingBusinessName");
    party.ids = identifiers(node);
    party.registration = identifier_at(node, "SpecifiedLegalOrganization/ID");
    for (auto const each : all(node, "SpecifiedTaxRegistration")) {
        auto const scheme = attribute_of(at(each, "ID"), "schemeID");
        (scheme == "VA" ? party.vat_id : party.tax_registration) = text_at(each, "ID");
    }
    party.legal_form = text_at(node, "Description");
    party.electronic_address = identifier_at(node, "URIUniversalCommunication/URIID");
    party.address = address(at(node, "PostalTradeAddress"));
    party.contact_name = text_at(node, "DefinedTradeContact/PersonName");
    party.contact_phone = text_at(node, "DefinedTradeContact/TelephoneUniversalCommunication/CompleteNumber");
    party.contact_email = text_at(node, "DefinedTradeContact/EmailURIUniversalCommunication/URIID");
    return party;
}

std::optional<Party> party_if_any(Node node)
{
    return node ? std::optional<Party>(party(node)) : std::nullopt;
}

std::vector<AllowanceOrCharge> adjustments(Node node)
{
    std::vector<AllowanceOrCharge> found;
    for (auto const each : all(node, "SpecifiedTradeAllowanceCharge"))
        found.push_back({.is_charge = flag_at(each, "ChargeIndicator/Indicator"),
                         .amount = number_at(each, "ActualAmount"),
                         .base = number_at(each, "BasisAmount"),
                         .percent = number_at(each, "CalculationPercent"),
                         .tax = {text_at(each, "CategoryTradeTax/CategoryCode"), number_at(each, "CategoryTradeTax/RateApplicablePercent")},
                         .reason = text_at(each, "Reason"),
                         .reason_code = text_at(each, "ReasonCode")});
    return found;
}

std::optional<Period> period(Node node)
{
    if (!node)
        return {};
    return Period{date_at(node, "StartDateTime"), date_at(node, "EndDateTime")};
}

void read_product(Node product, Line& line)
{
    line.name = text_at(product, "Name");
    line.description = text_at(product, "Description");
    line.seller_id = text_at(product, "SellerAssignedID");
    line.buyer_id = text_at(product, "BuyerAssignedID");
    line.standard_id = identifier_at(product, "GlobalID");
    for (auto const each : all(product, "DesignatedProductClassification"))
        if (auto id = identifier_at(each, "ClassCode", "listID"))
            line.classifications.push_back(std::move(*id));
    for (auto const each : all(product, "ApplicableProductCharacteristic"))
        line.attributes.push_back({text_at(each, "Description"), text_at(each, "Value")});
}

Line line(Node node)
{
    Line line;
    line.id = text_at(node, "AssociatedDocumentLineDocument/LineID");
    line.note = text_at(node, "AssociatedDocumentLineDocument/IncludedNote/Content");
    auto const quantity = at(node, "SpecifiedLineTradeDelivery/BilledQuantity");
    line.quantity = number_at(quantity, "");
    line.unit = attribute_of(quantity, "unitCode");
    auto const settlement = at(node, "SpecifiedLineTradeSettlement");
    line.net = number_at(settlement, "SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount");
    line.period = period(at(settlement, "BillingSpecifiedPeriod"));
    line.adjustments = adjustments(settlement);
    line.tax = {text_at(settlement, "ApplicableTradeTax/CategoryCode"), number_at(settlement, "ApplicableTradeTax/RateApplicablePercent")};
    auto const agreement = at(node, "SpecifiedLineTradeAgreement");
    line.order_line = text_at(agreement, "BuyerOrderReferencedDocument/LineID");
    line.price = number_at(agreement, "NetPriceProductTradePrice/ChargeAmount");
    line.price_quantity = number_at(agreement, "NetPriceProductTradePrice/BasisQuantity");
    line.gross_price = number_at(agreement, "GrossPriceProductTradePrice/ChargeAmount");
    read_product(at(node, "SpecifiedTradeProduct"), line);
    return line;
}

Payment payment(Node node)
{
    Payment payment;
    payment.code = text_at(node, "TypeCode");
    payment.text = text_at(node, "Information");
    for (auto const each : all(node, "PayeePartyCreditorFinancialAccount")) {
        auto iban = text_at(each, "IBANID");
        payment.transfers.push_back({iban ? iban : text_at(each, "ProprietaryID"), text_at(each, "AccountName"),
                                     text_at(node, "PayeeSpecifiedCreditorFinancialInstitution/BICID")});
    }
    payment.by_card = !at(node, "ApplicableTradeSettlementFinancialCard").empty();
    payment.card_number = text_at(node, "ApplicableTradeSettlementFinancialCard/ID");
    return payment;
}

void read_taxes(Node settlement, Invoice& invoice)
{
    for (auto const each : all(settlement, "ApplicableTradeTax")) {
        invoice.taxes.push_back({.base = number_at(each, "BasisAmount"),
                                 .tax = number_at(each, "CalculatedAmount"),
                                 .kind = {text_at(each, "CategoryCode"), number_at(each, "RateApplicablePercent")},
                                 .exemption = text_at(each, "ExemptionReason"),
                                 .exemption_code = text_at(each, "ExemptionReasonCode")});
        if (auto date = date_at(each, "TaxPointDate"))
            invoice.tax_point_date = std::move(date);
        if (auto code = text_at(each, "DueDateTypeCode"))
            invoice.tax_point_code = std::move(code);
    }
}

void read_totals(Node node, Invoice const& invoice, Totals& totals)
{
    totals.lines = number_at(node, "LineTotalAmount");
    totals.allowances = number_at(node, "AllowanceTotalAmount");
    totals.charges = number_at(node, "ChargeTotalAmount");
    totals.without_tax = number_at(node, "TaxBasisTotalAmount");
    for (auto const each : all(node, "TaxTotalAmount")) {
        auto const currency = attribute_of(each, "currencyID");
        bool const is_accounting = invoice.accounting_currency && currency == invoice.accounting_currency && currency != invoice.currency;
        (is_accounting ? totals.accounting_tax : totals.tax) = number_at(each, "");
    }
    totals.with_tax = number_at(node, "GrandTotalAmount");
    totals.prepaid = number_at(node, "TotalPrepaidAmount");
    totals.rounding = number_at(node, "RoundingAmount");
    totals.due = number_at(node, "DuePayableAmount");
}

void read_agreement(Node agreement, Invoice& invoice)
{
    invoice.buyer_reference = text_at(agreement, "BuyerReference");
    invoice.order = text_at(agreement, "BuyerOrderReferencedDocument/IssuerAssignedID");
    invoice.sales_order = text_at(agreement, "SellerOrderReferencedDocument/IssuerAssignedID");
    invoice.contract = text_at(agreement, "ContractReferencedDocument/IssuerAssignedID");
    invoice.project = text_at(agreement, "SpecifiedProcuringProject/ID");
    invoice.seller = party(at(agreement, "SellerTradeParty"));
    invoice.buyer = party(at(agreement, "BuyerTradeParty"));
    invoice.representative = party_if_any(at(agreement, "SellerTaxRepresentativeTradeParty"));
    for (auto const each : all(agreement, "AdditionalReferencedDocument"))
        if (text_at(each, "TypeCode") == "916")  // the others are BT-17 and BT-18
            invoice.documents.push_back({text_at(each, "IssuerAssignedID"), {}, text_at(each, "Name")});
}

void read_settlement(Node settlement, Invoice& invoice)
{
    invoice.currency = text_at(settlement, "InvoiceCurrencyCode");
    invoice.accounting_currency = text_at(settlement, "TaxCurrencyCode");
    invoice.due_date = date_at(settlement, "SpecifiedTradePaymentTerms/DueDateDateTime");
    invoice.terms = text_at(settlement, "SpecifiedTradePaymentTerms/Description");
    invoice.payee = party_if_any(at(settlement, "PayeeTradeParty"));
    invoice.period = period(at(settlement, "BillingSpecifiedPeriod"));
    invoice.remittance = text_at(settlement, "PaymentReference");
    for (auto const each : all(settlement, "SpecifiedTradeSettlementPaymentMeans"))
        invoice.payments.push_back(payment(each));
    if (auto mandate = text_at(settlement, "SpecifiedTradePaymentTerms/DirectDebitMandateID"); mandate && !invoice.payments.empty())
        invoice.payments.front().mandate = std::move(mandate);
    invoice.adjustments = adjustments(settlement);
    read_taxes(settlement, invoice);
    read_totals(at(settlement, "SpecifiedTradeSettlementHeaderMonetarySummation"), invoice, invoice.totals);
    for (auto const each : all(settlement, "InvoiceReferencedDocument"))
        invoice.preceding.push_back({text_at(each, "IssuerAssignedID"), date_at(each, "FormattedIssueDateTime"), {}});
}

void read_delivery(Node node, Invoice& invoice)
{
    auto const to = at(node, "ShipToTradeParty");
    Delivery delivery{text_at(to, "Name"), date_at(node, "ActualDeliverySupplyChainEvent/OccurrenceDateTime"),
                      address(at(to, "PostalTradeAddress"))};
    if (delivery != Delivery())
        invoice.delivery = std::move(delivery);
}

}  // namespace

Invoice read_cii(Node root)
{
    Invoice invoice;
    invoice.process = text_at(root, "ExchangedDocumentContext/BusinessProcessSpecifiedDocumentContextParameter/ID");
    invoice.specification = text_at(root, "ExchangedDocumentContext/GuidelineSpecifiedDocumentContextParameter/ID");
    auto const document = at(root, "ExchangedDocument");
    invoice.number = text_at(document, "ID");
    invoice.issue_date = date_at(document, "IssueDateTime");
    invoice.type = text_at(document, "TypeCode");
    invoice.is_credit_note = invoice.type == "381";
    for (auto const each : all(document, "IncludedNote"))
        if (auto note = text_at(each, "Content"))
            invoice.notes.push_back(std::move(*note));
    auto const transaction = at(root, "SupplyChainTradeTransaction");
    read_agreement(at(transaction, "ApplicableHeaderTradeAgreement"), invoice);
    read_delivery(at(transaction, "ApplicableHeaderTradeDelivery"), invoice);
    read_settlement(at(transaction, "ApplicableHeaderTradeSettlement"), invoice);
    for (auto const each : all(transaction, "IncludedSupplyChainTradeLineItem"))
        invoice.lines.push_back(line(each));
    return invoice;
}

}  // namespace guildhall::einvoice
