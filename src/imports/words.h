#pragma once
#include <optional>
#include <string>
#include <string_view>

// Words of tables in several languages, as the API spells them. Nothing for what none of them knows.
namespace guildhall::imports {

std::optional<std::string> yes_or_no(std::string_view text);         // "true", "false"
std::optional<std::string> kind_of(std::string_view text);           // "company", "person"
std::optional<std::string> status_of(std::string_view text);         // "lead", "active", "former"
std::optional<std::string> currency_code_of(std::string_view text);  // "eur" and "€" → "EUR"
std::optional<std::string> days_of(std::string_view text);           // "30", "30 days", "net 30", "14 Tage" → "30", "14"

}  // namespace guildhall::imports
