#include "einvoice/ubl_line.h"

namespace guildhall::einvoice::ubl {

void write_period(Node to, std::optional<Period> const& period, Text const& code)
{
    if (!period && !code)
        return;
    auto const node = add(to, "cac:InvoicePeriod");
    if (period) {
        put(node, "cbc:StartDate", period->start);
        put(node, "cbc:EndDate", period->end);
    }
    put(node, "cbc:DescriptionCode", code);
}

void write_category(Node to, char const* name, Tax const& tax, TaxGroup const* group)
{
    auto const node = add(to, name);
    put(node, "cbc:ID", tax.category);
    put(node, "cbc:Percent", tax.rate);
    if (group) {
        put(node, "cbc:TaxExemptionReasonCode", group->exemption_code);
        put(node, "cbc:TaxExemptionReason", group->exemption);
    }
    put(add(node, "cac:TaxScheme"), "cbc:ID", Text("VAT"));
}

void write_adjustments(Amounts const& amounts, Node to, std::vector<AllowanceOrCharge> const& adjustments)
{
    for (auto const& each : adjustments) {
        auto const node = add(to, "cac:AllowanceCharge");
        put(node, "cbc:ChargeIndicator", Text(each.is_charge ? "true" : "false"));
        put(node, "cbc:AllowanceChargeReasonCode", each.reason_code);
        put(node, "cbc:AllowanceChargeReason", each.reason);
        put(node, "cbc:MultiplierFactorNumeric", each.percent);
        amounts.put(node, "cbc:Amount", each.amount);
        amounts.put(node, "cbc:BaseAmount", each.base);
        if (each.tax.category)
            write_category(node, "cac:TaxCategory", each.tax);
    }
}

namespace {

void write_item(Node to, Line const& line)
{
    auto const node = add(to, "cac:Item");
    put(node, "cbc:Description", line.description);
    put(node, "cbc:Name", line.name);
    if (line.buyer_id)
        put(add(node, "cac:BuyersItemIdentification"), "cbc:ID", line.buyer_id);
    if (line.seller_id)
        put(add(node, "cac:SellersItemIdentification"), "cbc:ID", line.seller_id);
    if (line.standard_id)
        put(add(node, "cac:StandardItemIdentification"), "cbc:ID", line.standard_id);
    for (auto const& each : line.classifications)
        put(add(node, "cac:CommodityClassification"), "cbc:ItemClassificationCode", std::optional(each), "listID");
    if (line.tax.category)
        write_category(node, "cac:ClassifiedTaxCategory", line.tax);
    for (auto const& each : line.attributes) {
        auto const attribute = add(node, "cac:AdditionalItemProperty");
        put(attribute, "cbc:Name", each.name);
        put(attribute, "cbc:Value", each.value);
    }
}

// The discount (BT-147) is what lies between the gross price and the net one.
void write_price(Amounts const& amounts, Node to, Line const& line)
{
    auto const node = add(to, "cac:Price");
    amounts.put(node, "cbc:PriceAmount", line.price);
    put_with(node, "cbc:BaseQuantity", line.price_quantity, "unitCode", line.unit);
    if (!line.gross_price)
        return;
    auto const allowance = add(node, "cac:AllowanceCharge");
    put(allowance, "cbc:ChargeIndicator", Text("false"));
    auto const discount = line.gross_price->value - (line.price ? line.price->value : line.gross_price->value);
    amounts.put(allowance, "cbc:Amount", Number{discount, 0});
    amounts.put(allowance, "cbc:BaseAmount", line.gross_price);
}

}  // namespace

void write_line(Amounts const& amounts, Node root, Line const& line)
{
    bool const credit = amounts.invoice.is_credit_note;
    auto const node = add(root, credit ? "cac:CreditNoteLine" : "cac:InvoiceLine");
    put(node, "cbc:ID", line.id);
    put(node, "cbc:Note", line.note);
    put_with(node, credit ? "cbc:CreditedQuantity" : "cbc:InvoicedQuantity", line.quantity, "unitCode", line.unit);
    amounts.put(node, "cbc:LineExtensionAmount", line.net);
    write_period(node, line.period);
    if (line.order_line)
        put(add(node, "cac:OrderLineReference"), "cbc:LineID", line.order_line);
    write_adjustments(amounts, node, line.adjustments);
    write_item(node, line);
    write_price(amounts, node, line);
}

}  // namespace guildhall::einvoice::ubl
