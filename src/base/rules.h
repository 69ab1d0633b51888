#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/decimal.h"
#include "base/json.h"

// What a field's value must fulfil beyond its type. Each rule says what is broken, in words that follow the field's name, and
// how OpenAPI writes it. A rule on an optional field holds for the value, if there is one.
namespace guildhall {

using Broken = std::optional<std::string>;

struct Length {
    std::size_t least, most;  // characters (code points), not bytes
};
constexpr Length length(std::size_t least, std::size_t most)
{
    return {least, most};
}
Broken broken(Length, std::string_view);
void document(Length, json::Writer&);

struct Between {
    std::int64_t least, most;
};
constexpr Between between(std::int64_t least, std::int64_t most)
{
    return {least, most};
}
Broken broken(Between, std::int64_t);
void document(Between, json::Writer&);

struct DecimalBetween {
    std::string_view least, most;
};
constexpr DecimalBetween decimal_between(std::string_view least, std::string_view most)
{
    return {least, most};
}
Broken broken(DecimalBetween, Decimal const&);
void document(DecimalBetween, json::Writer&);

struct Email {};  // RFC 5321 lengths, one @, a domain; international ones too
inline constexpr Email email{};
Broken broken(Email, std::string_view);
void document(Email, json::Writer&);

struct Website {};  // http or https, or a bare host name
inline constexpr Website website{};
Broken broken(Website, std::string_view);
void document(Website, json::Writer&);

struct CountryCode {};  // ISO 3166-1 alpha-2, as ICU knows them
inline constexpr CountryCode country_code{};
Broken broken(CountryCode, std::string_view);
void document(CountryCode, json::Writer&);

struct CurrencyCode {};  // ISO 4217
inline constexpr CurrencyCode currency_code{};
Broken broken(CurrencyCode, std::string_view);
void document(CurrencyCode, json::Writer&);

struct LanguageTag {};  // BCP 47, e.g. "de" or "zh-Hant", without extensions, as the database has it
inline constexpr LanguageTag language_tag{};
Broken broken(LanguageTag, std::string_view);
void document(LanguageTag, json::Writer&);

struct NotBlank {};  // something to read, not only spaces
inline constexpr NotBlank not_blank{};
Broken broken(NotBlank, std::string_view);
void document(NotBlank, json::Writer&);

// The field may be left out; the struct's own default then stands.
struct OrDefault {};
inline constexpr OrDefault or_default{};
template <class T>
Broken broken(OrDefault, T const&)
{
    return {};
}
inline void document(OrDefault, json::Writer&) {}

template <class Rule, class T>
Broken broken(Rule rule, std::optional<T> const& value)
{
    return value ? broken(rule, *value) : Broken();
}

}  // namespace guildhall
