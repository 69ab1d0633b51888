#pragma once
#include "base/decimal.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace guildhall::imports {

// Which of "." and "," is the decimal mark in a column: said by values such as "12.5" and "1.234,00"; where none says it (only
// "1,234"), a comma in files that part their cells at semicolons, else a point.
char decimal_mark(std::span<std::string const> values, char separator);

// "1,234.50", "1.234,50", "1 234,50", "1'234.50", "€ 12", "12 EUR", "-3". Thousands must be groups of three. Nothing for what else
// is typed, for more than six decimals, or more than fourteen digits before them.
std::optional<Decimal> read_number(std::string_view text, char mark);

}  // namespace guildhall::imports
