#include "estimates/record.h"

#include "base/currency.h"

namespace guildhall::estimates {

namespace {

// An amount as the currency's minor units; nothing where it has more places than the currency.
std::optional<std::int64_t> in_minor_units(Decimal amount, std::string_view currency)
{
    __int128 size = 1'000'000;
    for (int places = minor_units(currency).value(); places > 0; --places)
        size /= 10;
    if (amount.millionths % size != 0)
        return {};
    return static_cast<std::int64_t>(amount.millionths / size);
}

std::string too_many_places(std::string const& currency)
{
    int const places = minor_units(currency).value();
    if (places == 0)
        return "must be a whole number of " + currency;
    return "must have at most " + std::to_string(places) + " decimals in " + currency;
}

// Reads the amounts that were typed; says of each what is wrong with it.
class Typed {
public:
    explicit Typed(std::string const& currency) : currency_(currency) {}

    std::int64_t amount(std::optional<Decimal> const& typed, std::string field)
    {
        if (!typed)
            return 0;
        auto const exact = in_minor_units(*typed, currency_);
        if (!exact)
            problems_.push_back({std::move(field), too_many_places(currency_)});
        return exact.value_or(0);
    }
    void done() const
    {
        if (!problems_.empty())
            throw Failure(Problem::invalid, {}, problems_);
    }

private:
    std::string const& currency_;
    std::vector<FieldProblem> problems_;
};

TotalsInput totals_input(Record const& record)
{
    Typed typed(record.currency);
    TotalsInput input;
    input.currency = record.currency;
    for (auto const& line : record.lines) {
        auto field = "lines." + std::to_string(input.lines.size()) + ".discount_amount";
        input.lines.push_back({.quantity = line.quantity,
                               .unit_price = line.unit_price,
                               .discount_percent = line.discount_percent.value_or(Decimal()),
                               .discount_amount = typed.amount(line.discount_amount, std::move(field)),
                               .tax_category = line.tax_category,
                               .tax_rate = line.tax_rate});
    }
    input.document_discount_percent = record.document_discount_percent.value_or(Decimal());
    input.document_discount_amount = typed.amount(record.document_discount_amount, "document_discount_amount");
    input.prices_include_tax = record.prices_include_tax;
    input.tax_rounding = record.tax_rounding;
    input.cash_rounding = typed.amount(record.cash_rounding, "cash_rounding");
    input.paid = record.totals.paid;
    typed.done();
    return input;
}

// A typed amount has no more places than its currency.
std::optional<Amount> shown(std::optional<Decimal> const& amount, std::string const& currency)
{
    if (!amount)
        return {};
    return money_text(in_minor_units(*amount, currency).value(), currency);
}

EstimateLine shown(LineRecord line, std::string const& currency)
{
    return {.id = line.id,
            .description = std::move(line.description),
            .product_id = line.product_id,
            .quantity = line.quantity,
            .unit_price = line.unit_price,
            .discount_percent = line.discount_percent,
            .discount_amount = shown(line.discount_amount, currency),
            .tax_code_id = line.tax_code_id,
            .tax_category = std::move(line.tax_category),
            .tax_rate = line.tax_rate,
            .net = money_text(line.net, currency)};
}

std::vector<EstimateLine> shown(std::vector<LineRecord> lines, std::string const& currency)
{
    std::vector<EstimateLine> all;
    all.reserve(lines.size());
    for (auto& line : lines)
        all.push_back(shown(std::move(line), currency));
    return all;
}

}  // namespace

void settle(Record& record)
{
    if (record.cash_rounding == Decimal())
        record.cash_rounding.reset();
    auto totals = totals_of(totals_input(record));
    for (std::size_t i = 0; i < record.lines.size(); ++i)
        record.lines[i].net = totals.lines[i].amount;
    record.totals = {.lines_total = totals.lines_total,
                     .discount = totals.discount,
                     .net = totals.net,
                     .taxes = std::move(totals.taxes),
                     .tax = totals.tax,
                     .gross = totals.gross,
                     .paid = totals.paid,
                     .rounding = totals.rounding,
                     .due = totals.due};
}

DocumentTotals shown(Sums const& sums, std::string const& currency)
{
    auto money = [&](std::int64_t amount) { return money_text(amount, currency); };
    DocumentTotals totals{.lines_total = money(sums.lines_total),
                          .discount = money(sums.discount),
                          .net = money(sums.net),
                          .taxes = {},
                          .tax = money(sums.tax),
                          .gross = money(sums.gross),
                          .paid = money(sums.paid),
                          .rounding = money(sums.rounding),
                          .due = money(sums.due)};
    for (auto const& tax : sums.taxes)
        totals.taxes.push_back({tax.category, tax.rate, money(tax.discount), money(tax.base), money(tax.tax)});
    return totals;
}

Estimate shown(Record record)
{
    auto const currency = record.currency;
    return {.id = record.id,
            .number = std::move(record.number),
            .state = record.state,
            .customer_id = record.customer_id,
            .customer_name = std::move(record.customer_name),
            .vat_number = std::move(record.vat_number),
            .billing_address = std::move(record.billing_address),
            .shipping_address = std::move(record.shipping_address),
            .payment_terms_days = record.payment_terms_days,
            .currency = currency,
            .lines = shown(std::move(record.lines), currency),
            .document_discount_percent = record.document_discount_percent,
            .document_discount_amount = shown(record.document_discount_amount, currency),
            .prices_include_tax = record.prices_include_tax,
            .tax_rounding = record.tax_rounding,
            .cash_rounding = shown(record.cash_rounding, currency),
            .issue_date = record.issue_date,
            .due_date = record.due_date,
            .notes = std::move(record.notes),
            .totals = shown(record.totals, currency),
            .spot_id = record.spot_id,
            .owner_id = record.owner_id,
            .version = record.version,
            .created_at = record.created_at,
            .created_by = record.created_by,
            .updated_at = record.updated_at,
            .updated_by = record.updated_by};
}

}  // namespace guildhall::estimates
