#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace guildhall {

// ISO 4217: how many decimals the currency's smallest unit has (EUR 2, JPY 0, KWD 3, CLF 4). Nothing for a code that is not the code
// of a currency people pay with: codes are three capital letters; metals, funds without units and test codes are left out.
std::optional<int> minor_units(std::string_view code);

struct Currency {
    std::string_view code;
    int minor_units;
};
std::span<Currency const> currencies();  // in the order of their codes

// An amount in minor units: {123450, "EUR"} is 1234.50 euros.
struct Money {
    std::int64_t amount = 0;
    std::string currency;
    bool operator==(Money const&) const = default;
};

// "1234.50", with all of the currency's decimals. The currency must be one of ours (std::invalid_argument).
std::string money_text(std::int64_t amount, std::string_view currency);

// -?digits(.digits)? with at most the currency's decimals; nothing if it is anything else, or beyond 64 bits.
std::optional<std::int64_t> parse_money(std::string_view text, std::string_view currency);

}  // namespace guildhall
