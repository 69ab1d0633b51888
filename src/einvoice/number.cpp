#include <algorithm>

#include "einvoice/invoice.h"

namespace guildhall::einvoice {

std::optional<Number> Number::parse(std::string_view text)
{
    constexpr std::size_t kept = 6;
    bool const signed_plus = text.starts_with('+');
    text.remove_prefix(signed_plus);
    auto const point = text.find('.');
    if (point == text.npos || point + 1 == text.size()) {
        text = text.substr(0, point);
        auto const value = Decimal::parse(text);
        return value ? std::optional<Number>({*value, 0}) : std::nullopt;
    }
    auto const decimals = text.substr(point + 1);
    if (!std::ranges::all_of(decimals, [](char each) { return each >= '0' && each <= '9'; }))
        return {};
    auto value = Decimal::parse(std::string(text.substr(0, point)).append(".").append(decimals.substr(0, kept)));
    if (!value)
        return {};
    if (decimals.size() > kept && decimals[kept] >= '5')
        value->millionths += text.starts_with('-') ? -1 : 1;
    return Number{*value, static_cast<int>(decimals.size())};
}

std::string Number::text() const
{
    auto text = value.text();
    if (places == 0)
        return text;
    auto point = text.find('.');
    if (point == text.npos) {
        point = text.size();
        text += '.';
    }
    text.append(point + 1 + static_cast<std::size_t>(places) - std::min(text.size(), point + 1 + static_cast<std::size_t>(places)), '0');
    return text;
}

}  // namespace guildhall::einvoice
