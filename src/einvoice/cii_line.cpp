#include "einvoice/cii_line.h"

#include <algorithm>

namespace guildhall::einvoice::cii {

// 2026-11-23 as format 102: 20261123.
void put_date(Node to, char const* name, Text const& date, char const* prefix)
{
    if (!date)
        return;
    auto text = *date;
    std::erase(text, '-');
    auto node = put(add(to, name), (std::string(prefix) + "DateTimeString").c_str(), Text(text));
    node.append_attribute("format") = "102";
}

void write_period(Node to, std::optional<Period> const& period)
{
    if (!period)
        return;
    auto const node = add(to, "ram:BillingSpecifiedPeriod");
    put_date(node, "ram:StartDateTime", period->start);
    put_date(node, "ram:EndDateTime", period->end);
}

void write_adjustments(Node to, std::vector<AllowanceOrCharge> const& adjustments)
{
    for (auto const& each : adjustments) {
        auto const node = add(to, "ram:SpecifiedTradeAllowanceCharge");
        put(add(node, "ram:ChargeIndicator"), "udt:Indicator", Text(each.is_charge ? "true" : "false"));
        put(node, "ram:CalculationPercent", each.percent);
        put(node, "ram:BasisAmount", each.base);
        put(node, "ram:ActualAmount", each.amount);
        put(node, "ram:ReasonCode", each.reason_code);
        put(node, "ram:Reason", each.reason);
        if (each.tax.category) {
            auto const tax = add(node, "ram:CategoryTradeTax");
            put(tax, "ram:TypeCode", Text("VAT"));
            put(tax, "ram:CategoryCode", each.tax.category);
            put(tax, "ram:RateApplicablePercent", each.tax.rate);
        }
    }
}

namespace {

void write_product(Node to, Line const& line)
{
    auto const node = add(to, "ram:SpecifiedTradeProduct");
    put(node, "ram:GlobalID", line.standard_id);
    put(node, "ram:SellerAssignedID", line.seller_id);
    put(node, "ram:BuyerAssignedID", line.buyer_id);
    put(node, "ram:Name", line.name);
    put(node, "ram:Description", line.description);
    for (auto const& each : line.attributes) {
        auto const attribute = add(node, "ram:ApplicableProductCharacteristic");
        put(attribute, "ram:Description", each.name);
        put(attribute, "ram:Value", each.value);
    }
    for (auto const& each : line.classifications)
        put(add(node, "ram:DesignatedProductClassification"), "ram:ClassCode", std::optional(each), "listID");
}

void write_prices(Node to, Line const& line)
{
    auto const node = add(to, "ram:SpecifiedLineTradeAgreement");
    if (line.order_line)
        put(add(node, "ram:BuyerOrderReferencedDocument"), "ram:LineID", line.order_line);
    if (line.gross_price) {
        auto const gross = add(node, "ram:GrossPriceProductTradePrice");
        put(gross, "ram:ChargeAmount", line.gross_price);
        if (line.price && line.price->value != line.gross_price->value) {
            auto const allowance = add(gross, "ram:AppliedTradeAllowanceCharge");
            put(add(allowance, "ram:ChargeIndicator"), "udt:Indicator", Text("false"));
            put(allowance, "ram:ActualAmount", Amount(Number{line.gross_price->value - line.price->value, 0}));
        }
    }
    auto const net = add(node, "ram:NetPriceProductTradePrice");
    put(net, "ram:ChargeAmount", line.price);
    put_with(net, "ram:BasisQuantity", line.price_quantity, "unitCode", line.unit);
}

}  // namespace

void write_line(Node to, Line const& line)
{
    auto const node = add(to, "ram:IncludedSupplyChainTradeLineItem");
    auto const document = add(node, "ram:AssociatedDocumentLineDocument");
    put(document, "ram:LineID", line.id);
    if (line.note)
        put(add(document, "ram:IncludedNote"), "ram:Content", line.note);
    write_product(node, line);
    write_prices(node, line);
    put_with(add(node, "ram:SpecifiedLineTradeDelivery"), "ram:BilledQuantity", line.quantity, "unitCode", line.unit);
    auto const settlement = add(node, "ram:SpecifiedLineTradeSettlement");
    auto const tax = add(settlement, "ram:ApplicableTradeTax");
    put(tax, "ram:TypeCode", Text("VAT"));
    put(tax, "ram:CategoryCode", line.tax.category);
    put(tax, "ram:RateApplicablePercent", line.tax.rate);
    write_period(settlement, line.period);
    write_adjustments(settlement, line.adjustments);
    put(add(settlement, "ram:SpecifiedTradeSettlementLineMonetarySummation"), "ram:LineTotalAmount", line.net);
}

}  // namespace guildhall::einvoice::cii
