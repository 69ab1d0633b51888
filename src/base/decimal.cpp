#include "base/decimal.h"

namespace guildhall {

namespace {

constexpr std::size_t whole_digits = 14, decimals = 6;
constexpr __int128 one = 1'000'000;
constexpr __int128 beyond = static_cast<__int128>(100'000'000'000'000) * one;

// Takes the digits in front; -1 if there are none or more than allowed.
std::int64_t take_digits(std::string_view& text, std::size_t at_most)
{
    std::int64_t value = 0;
    std::size_t count = 0;
    for (; count < text.size() && text[count] >= '0' && text[count] <= '9'; ++count) {
        if (count == at_most)
            return -1;
        value = value * 10 + (text[count] - '0');
    }
    text.remove_prefix(count);
    return count ? value : -1;
}

}  // namespace

std::optional<Decimal> Decimal::parse(std::string_view text)
{
    bool negative = text.starts_with('-');
    text.remove_prefix(negative);
    std::int64_t whole = take_digits(text, whole_digits), part = 0;
    if (whole < 0)
        return std::nullopt;
    if (text.starts_with('.')) {
        text.remove_prefix(1);
        std::size_t length = text.size();
        part = take_digits(text, decimals);
        for (std::size_t digits = length - text.size(); digits < decimals; ++digits)
            part *= 10;
        if (part < 0)
            return std::nullopt;
    }
    if (!text.empty())
        return std::nullopt;
    __int128 value = whole * one + part;
    return Decimal{negative ? -value : value};
}

std::string Decimal::text() const
{
    unsigned __int128 size = millionths < 0 ? -static_cast<unsigned __int128>(millionths) : static_cast<unsigned __int128>(millionths);
    auto part = static_cast<unsigned>(size % 1'000'000);
    std::string backwards;
    for (auto whole = size / 1'000'000; whole || backwards.empty(); whole /= 10)
        backwards += static_cast<char>('0' + static_cast<int>(whole % 10));
    std::string text = millionths < 0 ? "-" : "";
    text.append(backwards.rbegin(), backwards.rend());
    if (part) {
        std::string digits = std::to_string(1'000'000 + part);  // a leading 1 keeps the zeros
        digits.erase(digits.find_last_not_of('0') + 1);
        text += '.' + digits.substr(1);
    }
    return text;
}

bool Decimal::fits() const
{
    return millionths > -beyond && millionths < beyond;
}

}  // namespace guildhall
