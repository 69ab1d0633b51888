#include "base/rules.h"

#include <algorithm>
#include <unicode/uchar.h>
#include <unicode/uloc.h>

#include "base/currency.h"
#include "base/utf8.h"

namespace guildhall {

namespace {
bool has_space_or_control(std::string_view text)
{
    return std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == 0x7f; });
}

bool is_alphanumeric(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// Labels of letters, digits and inner hyphens (RFC 1123), or of any non-ASCII characters (RFC 5890).
bool is_host_name(std::string_view host)
{
    if (host.empty() || host.size() > 253)
        return false;
    for (;;) {
        auto const dot = host.find('.');
        auto const label = host.substr(0, dot);
        bool const good = std::all_of(label.begin(), label.end(), [](char c) { return is_alphanumeric(c) || c == '-' || (c & 0x80); });
        if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-' || !good)
            return false;
        if (dot == host.npos)
            return true;
        host.remove_prefix(dot + 1);
    }
}

void keyword(json::Writer& out, std::string_view name, std::string_view value)
{
    out.plain_key(name);
    out.string(value);
}
void keyword(json::Writer& out, std::string_view name, std::int64_t value)
{
    out.plain_key(name);
    out.integer(value);
}
}  // namespace

Broken broken(Length rule, std::string_view text)
{
    auto const count = characters(text);
    if (count >= rule.least && count <= rule.most)
        return {};
    if (rule.least == rule.most)
        return "must have " + std::to_string(rule.least) + " characters";
    if (rule.least == 0 || (rule.least == 1 && count))
        return "must have at most " + std::to_string(rule.most) + " characters";
    if (rule.least == 1)
        return "must not be empty";
    return "must have " + std::to_string(rule.least) + " to " + std::to_string(rule.most) + " characters";
}
void document(Length rule, json::Writer& out)
{
    if (rule.least)
        keyword(out, "minLength", static_cast<std::int64_t>(rule.least));
    keyword(out, "maxLength", static_cast<std::int64_t>(rule.most));
}

Broken broken(Between rule, std::int64_t value)
{
    if (value >= rule.least && value <= rule.most)
        return {};
    return "must be from " + std::to_string(rule.least) + " to " + std::to_string(rule.most);
}
void document(Between rule, json::Writer& out)
{
    keyword(out, "minimum", rule.least);
    keyword(out, "maximum", rule.most);
}

Broken broken(DecimalBetween rule, Decimal const& value)
{
    if (value >= *Decimal::parse(rule.least) && value <= *Decimal::parse(rule.most))
        return {};
    return "must be from " + std::string(rule.least) + " to " + std::string(rule.most);
}
void document(DecimalBetween, json::Writer&) {}

Broken broken(Email, std::string_view text)
{
    auto const at = text.rfind('@');
    bool const good = at != text.npos && at > 0 && at <= 64 && text.size() <= 254 && !has_space_or_control(text) &&
                      text.substr(0, at).find_first_of("@<>(),;:\\\"[]") == text.npos && is_host_name(text.substr(at + 1)) &&
                      text.find('.', at) != text.npos;
    return good ? Broken() : "must be an e-mail address";
}
void document(Email, json::Writer& out)
{
    keyword(out, "format", "email");
}

namespace {
constexpr int longest_website = 500;  // as the database has it

// In either case: a telephone's keyboard begins with a capital.
bool begins_with(std::string_view text, std::string_view lower_case)
{
    auto same = [](char a, char b) { return a == b || (a >= 'A' && a <= 'Z' && a - 'A' + 'a' == b); };
    return text.size() >= lower_case.size() &&
           std::equal(lower_case.begin(), lower_case.end(), text.begin(), [&](char b, char a) { return same(a, b); });
}
}  // namespace

Broken broken(Website, std::string_view text)
{
    auto rest = text;
    for (std::string_view scheme : {"https://", "http://"})
        if (begins_with(rest, scheme)) {
            rest.remove_prefix(scheme.size());
            break;
        }
    auto host = rest.substr(0, rest.find_first_of("/?#"));
    host = host.substr(0, host.find(':'));
    bool const good =
        std::ssize(text) <= longest_website && !has_space_or_control(text) && is_host_name(host) && host.find('.') != host.npos;
    return good ? Broken() : "must be a web address such as https://example.com";
}
void document(Website, json::Writer& out)
{
    keyword(out, "maxLength", std::int64_t{longest_website});
}

Broken broken(CountryCode, std::string_view text)
{
    for (auto const* code = uloc_getISOCountries(); *code; ++code)
        if (text == *code)
            return {};
    return text == "XK" ? Broken() : "must be a country's two-letter code such as DE";
}
void document(CountryCode, json::Writer& out)
{
    keyword(out, "pattern", "^[A-Z]{2}$");
}

Broken broken(CurrencyCode, std::string_view text)
{
    return minor_units(text) ? Broken() : "must be a currency's three-letter code such as EUR";
}
void document(CurrencyCode, json::Writer& out)
{
    keyword(out, "pattern", "^[A-Z]{3}$");
}

Broken broken(LanguageTag, std::string_view text)
{
    auto const first = text.substr(0, text.find('-'));
    bool good = text.size() <= 35 && first.size() >= 2 && first.size() <= 3 &&
                std::all_of(first.begin(), first.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    for (auto rest = text.substr(first.size()); good && !rest.empty();) {
        rest.remove_prefix(1);
        auto const part = rest.substr(0, rest.find('-'));
        good = part.size() >= 2 && part.size() <= 8 && std::all_of(part.begin(), part.end(), is_alphanumeric);
        rest.remove_prefix(part.size());
    }
    return good ? Broken() : "must be a language tag such as de or pt-BR";
}
void document(LanguageTag, json::Writer& out)
{
    keyword(out, "maxLength", 35);
}

Broken broken(NotBlank, std::string_view text)
{
    // White space, controls, and what Unicode draws as nothing: joiners, direction marks, fillers.
    for (std::size_t at = 0; at < text.size();) {
        auto const character = static_cast<UChar32>(next_character(text, at).value_or(U'?'));
        if (!u_isUWhiteSpace(character) && !u_isISOControl(character) &&
            !u_hasBinaryProperty(character, UCHAR_DEFAULT_IGNORABLE_CODE_POINT))
            return {};
    }
    return "must not be empty";
}
void document(NotBlank, json::Writer&) {}

}  // namespace guildhall
